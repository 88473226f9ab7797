package dev.cairn.chain;

import dev.cairn.operator.SpectralMath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the models of the folds say of the same samples, and what that comes to: a mean of values, a vote of classes. */
final class FoldPredictions {
    private final List<double[]> predictions = new ArrayList<>();
    private final TreeSet<String> classifying = new TreeSet<>();
    private final TreeSet<String> others = new TreeSet<>();

    void add(String fold, double[] predicted, boolean classes) {
        predictions.add(predicted);
        (classes ? classifying : others).add(fold);
    }

    /** All together, by weights: one for each prediction, or none if all count the same. */
    double[] combined(double... weights) {
        if (!classifying.isEmpty() && !others.isEmpty()) {
            throw new IllegalArgumentException("The models of the folds " + classifying + " say classes and those of "
                    + others + " say values; there is no mean of both.");
        }
        double[][] byModel = predictions.toArray(double[][]::new);
        if (byModel.length == 1) {
            return byModel[0];
        }
        if (!classifying.isEmpty()) {
            return vote(byModel, weights);
        }
        return weights.length == 0 ? SpectralMath.mean(byModel) : SpectralMath.weightedMean(byModel, weights);
    }

    private static double[] vote(double[][] byModel, double[] weights) {
        double[] winners = new double[byModel[0].length];
        for (int row = 0; row < winners.length; row++) {
            Map<Double, Double> votes = new TreeMap<>();
            for (int model = 0; model < byModel.length; model++) {
                // Zero has two signs, and is one class.
                votes.merge(byModel[model][row] + 0.0, weights.length == 0 ? 1 : weights[model], Double::sum);
            }
            winners[row] = winner(votes);
        }
        return winners;
    }

    /** The first of those with the most votes, so the smallest. */
    private static double winner(Map<Double, Double> votes) {
        double winner = Double.NaN;
        double most = -1;
        for (Map.Entry<Double, Double> vote : votes.entrySet()) {
            if (vote.getValue() > most) {
                winner = vote.getKey();
                most = vote.getValue();
            }
        }
        return winner;
    }
}
