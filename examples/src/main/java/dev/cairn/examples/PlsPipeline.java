package dev.cairn.examples;

import dev.cairn.chain.Chain;
import dev.cairn.chain.ChainBuilder;
import dev.cairn.chain.ExecutionTrace;
import dev.cairn.chain.TraceStep;
import dev.cairn.operator.PlsModel;
import dev.cairn.operator.SpectralMath;
import dev.cairn.pipeline.PipelineScores;
import dev.cairn.pipeline.Pipelines;
import dev.cairn.pipeline.StepEvent;
import dev.cairn.pipeline.StepLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Cross-validates partial least squares on preprocessed spectra, and stores what comes of it in a pipeline: the model of each fold, the
 * chain of them, what they predicted, and a log.
 */
final class PlsPipeline {
    static final int FOLDS = 5;

    /** The fold whose validation is that of all folds, and whose test is the mean of what their models say. */
    static final String AVERAGE = "avg";

    private final Pipelines pipelines;
    private final String id;
    private final SpectraSet learning;
    private final SpectraSet test;
    private final Preprocessing preprocessing;

    /** For a pipeline that was begun; of samples as they were measured. */
    PlsPipeline(Pipelines pipelines, String id, SpectraSet learning, SpectraSet test, Preprocessing preprocessing) {
        this.pipelines = pipelines;
        this.id = id;
        // Each spectrum is preprocessed by itself, so this may be done before the folds are split and nothing leaks.
        this.learning = preprocessing.apply(learning);
        this.test = preprocessing.apply(test);
        this.preprocessing = preprocessing;
    }

    /** The model of one fold and the samples that it learned from and was validated on. */
    private record Fold(SpectraSet train, SpectraSet validation, PlsModel model) {}

    /**
     * Trains with each of these numbers of components.
     *
     * @return the scores of the one that is best in validation
     * @throws IllegalArgumentException if one is more than the samples allow; what was stored before is there until the pipeline fails
     */
    PipelineScores train(List<Integer> components) {
        double validation = Double.POSITIVE_INFINITY;
        double atTest = Double.POSITIVE_INFINITY;
        for (int count : components) {
            FoldScores scores = train(count);
            if (scores.validation() < validation) {
                validation = scores.validation();
                atTest = scores.test();
            }
        }
        return PipelineScores.of(PredictionBatch.METRIC, validation, atTest);
    }

    private FoldScores train(int components) {
        String model = "PLS-" + components;
        int step = preprocessing.steps().size();
        long began = System.nanoTime();
        pipelines.log(id, StepLog.of(step, null, StepEvent.START).message(model));
        List<Fold> folds =
                IntStream.range(0, FOLDS).mapToObj(i -> fold(i, components)).toList();
        Chain chain = chain(components, folds);
        PredictionBatch batch =
                new PredictionBatch(pipelines.get(id), pipelines.chains().save(id, chain), chain, model);
        FoldScores average = addPredictions(batch, folds);
        pipelines.predictions().save(batch.predictions());
        pipelines.log(
                id,
                StepLog.of(step, null, StepEvent.END)
                        .message(model)
                        .took(Duration.ofNanos(System.nanoTime() - began))
                        .details(Map.of("components", components, "rmse", average.validation())));
        return average;
    }

    /** Every fifth sample is validated on: those of a set are in no order, so this is as good as a random choice. */
    private Fold fold(int number, int components) {
        SpectraSet train = learning.samples(place -> place % FOLDS != number);
        SpectraSet validation = learning.samples(place -> place % FOLDS == number);
        return new Fold(train, validation, PlsTrainer.fit(train.absorbance(), train.protein(), components));
    }

    private Chain chain(int components, List<Fold> folds) {
        TraceStep model = TraceStep.of(
                        preprocessing.steps().size(), folds.get(0).model().operatorClass())
                .parameters(Map.of("components", components));
        for (int i = 0; i < FOLDS; i++) {
            String artifact =
                    pipelines.artifacts().save(folds.get(i).model(), "model").id();
            model = model.fold(String.valueOf(i), artifact);
        }
        List<TraceStep> steps = new ArrayList<>(preprocessing.steps());
        steps.add(model);
        return ChainBuilder.build(
                ExecutionTrace.of(steps.toArray(TraceStep[]::new)).preprocessings(preprocessing.name()));
    }

    private FoldScores addPredictions(PredictionBatch batch, List<Fold> folds) {
        double[] validated = new double[learning.size()];
        double[][] tested = new double[FOLDS][];
        for (int i = 0; i < FOLDS; i++) {
            Fold fold = folds.get(i);
            double[] train = fold.model().predict(fold.train().absorbance());
            double[] validation = fold.model().predict(fold.validation().absorbance());
            tested[i] = fold.model().predict(test.absorbance());
            for (int j = 0; j < validation.length; j++) {
                validated[j * FOLDS + i] = validation[j];
            }
            FoldScores scores =
                    new FoldScores(fold.train().rmse(train), fold.validation().rmse(validation), test.rmse(tested[i]));
            batch.add(String.valueOf(i), "train", scores, fold.train(), train);
            batch.add(String.valueOf(i), "val", scores, fold.validation(), validation);
            batch.add(String.valueOf(i), "test", scores, test, tested[i]);
        }
        double[] mean = SpectralMath.mean(tested);
        FoldScores average = new FoldScores(null, learning.rmse(validated), test.rmse(mean));
        batch.add(AVERAGE, "val", average, learning, validated);
        batch.add(AVERAGE, "test", average, test, mean);
        return average;
    }
}
