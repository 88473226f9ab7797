package dev.cairn.chain;

import dev.cairn.UnsupportedException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/**
 * What of a chain is applied to samples, and in which order; found before anything is read, so that a chain that cannot be replayed is
 * refused at once.
 *
 * @param transforms the steps before the model that samples pass
 * @param targets the steps that scale what is predicted, in the order in which they were fitted
 * @param model the step that predicts
 * @param models the artifacts of the models that are asked, by the name of the fold; empty for a shared one
 * @param weights how much each of these models counts; empty if all count the same
 */
record ReplayPlan(
        List<ChainStep> transforms,
        List<ChainStep> targets,
        ChainStep model,
        Map<String, String> models,
        Map<String, Double> weights) {

    static ReplayPlan of(Chain chain) {
        Integer index = chain.modelStep();
        if (index == null) {
            throw new IllegalArgumentException(
                    "The chain has no model, so it predicts nothing; its steps are " + steps(chain) + ".");
        }
        ChainStep model = step(chain, index);
        List<ChainStep> transforms = new ArrayList<>();
        List<ChainStep> targets = new ArrayList<>();
        for (ChainStep step : chain.steps().subList(0, chain.steps().indexOf(model))) {
            refuseMerged(chain, step);
            if (step.leadsTo(chain.branchPath())) {
                requireFitted(chain, step);
                (step.onTargets() ? targets : transforms).add(step);
            }
        }
        if (chain.foldArtifacts().isEmpty()) {
            requireFitted(chain, model);
        }
        Map<String, String> models = models(chain);
        return new ReplayPlan(transforms, targets, model, models, weights(chain, models));
    }

    private static ChainStep step(Chain chain, int index) {
        return chain.steps().stream()
                .filter(step -> step.index() == index)
                .findFirst()
                .orElseThrow();
    }

    /** How branches are joined again a chain does not say, and one after another would be another thing. */
    private static void refuseMerged(Chain chain, ChainStep step) {
        List<Integer> path = chain.branchPath();
        boolean below = step.branch().size() > path.size()
                && step.branch().subList(0, path.size()).equals(path);
        if (below) {
            throw new UnsupportedException(name(step) + " stands in the branch " + step.branch()
                    + ", and the model after it outside of that, in " + path
                    + ". A chain does not say how branches are merged, so this one cannot be replayed.");
        }
    }

    private static void requireFitted(Chain chain, ChainStep step) {
        boolean empty =
                chain.sharedArtifacts().getOrDefault(step.index(), List.of()).isEmpty()
                        && (step.onTargets()
                                || chain.sourceArtifacts().getOrDefault(step.index(), Map.of()).values().stream()
                                        .allMatch(List::isEmpty));
        if (empty && !step.stateless()) {
            throw new IllegalArgumentException(name(step) + (isModel(chain, step) ? ", the model," : "")
                    + " was fitted and has no artifacts; the steps of the chain are " + steps(chain) + ".");
        }
    }

    private static boolean isModel(Chain chain, ChainStep step) {
        return Objects.equals(chain.modelStep(), step.index());
    }

    private static Map<String, String> models(Chain chain) {
        String refitted = chain.foldArtifacts().get(Folds.FINAL);
        return refitted == null ? chain.foldArtifacts() : Map.of(Folds.FINAL, refitted);
    }

    private static Map<String, Double> weights(Chain chain, Map<String, String> models) {
        Map<String, Double> weights = new LinkedHashMap<>();
        models.keySet().forEach(fold -> {
            Double weight = chain.foldWeights().get(fold);
            if (weight != null) {
                weights.put(fold, weight);
            }
        });
        if (weights.isEmpty() || models.size() == 1) {
            return Map.of();
        }
        if (weights.size() < models.size()) {
            TreeSet<String> without = new TreeSet<>(models.keySet());
            without.removeAll(weights.keySet());
            throw new IllegalArgumentException(
                    "There are weights for the folds " + weights.keySet() + " and none for " + without + ".");
        }
        double sum = weights.values().stream().mapToDouble(Double::doubleValue).sum();
        if (!(sum > 0) || Double.isInfinite(sum)) {
            throw new IllegalArgumentException(
                    "The weights of the folds " + weights + " add up to " + sum + ", so there is no mean by them.");
        }
        return weights;
    }

    /** The weights in the order of the models; empty if all count the same. */
    double[] weightsInOrder() {
        return models.keySet().stream()
                .filter(weights::containsKey)
                .mapToDouble(fold -> Objects.requireNonNull(weights.get(fold)))
                .toArray();
    }

    static String name(ChainStep step) {
        return "Step " + step.index() + " (" + step.operatorClass() + ")";
    }

    private static List<String> steps(Chain chain) {
        return chain.steps().stream()
                .limit(20)
                .map(step -> step.index() + " " + step.operatorClass())
                .toList();
    }
}
