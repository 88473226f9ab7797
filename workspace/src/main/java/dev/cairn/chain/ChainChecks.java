package dev.cairn.chain;

import dev.cairn.spi.Names;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Refuses chains whose parts do not fit together. */
final class ChainChecks {
    private final Map<Integer, ChainStep> byIndex = new HashMap<>();
    private final @Nullable Integer modelStep;
    private final FoldStrategy folds;

    ChainChecks(List<ChainStep> steps, @Nullable Integer modelStep, FoldStrategy folds) {
        if (steps.size() > Chain.MOST_STEPS) {
            throw new IllegalArgumentException(
                    "A chain has at most " + Chain.MOST_STEPS + " steps, not " + steps.size() + ".");
        }
        for (ChainStep step : steps) {
            if (byIndex.put(step.index(), step) != null) {
                throw new IllegalArgumentException("Two steps of the chain have the index " + step.index() + ".");
            }
        }
        this.modelStep = modelStep;
        this.folds = folds;
        if (modelStep != null) {
            requireStep("the model", modelStep);
        }
    }

    void check(
            Map<String, String> foldArtifacts,
            Map<String, Double> foldWeights,
            Map<Integer, List<String>> sharedArtifacts,
            Map<Integer, Map<Integer, List<String>>> sourceArtifacts,
            @Nullable Integer sourceIndex) {
        foldArtifacts.values().forEach(id -> Names.check("artifact of a fold", id));
        checkFolds(foldArtifacts.keySet());
        foldWeights.forEach((fold, weight) -> checkWeight(fold, weight, foldArtifacts.keySet()));
        sharedArtifacts.forEach(this::checkArtifacts);
        sourceArtifacts.forEach((step, bySource) -> bySource.forEach((source, ids) -> {
            checkSource(source);
            checkArtifacts(step, ids);
        }));
        if (sourceIndex != null) {
            checkSource(sourceIndex);
        }
    }

    private void checkFolds(Set<String> names) {
        if (names.isEmpty() == (folds == FoldStrategy.PER_FOLD)) {
            throw new IllegalArgumentException(
                    names.isEmpty()
                            ? "A chain with a model for each fold names the artifact of at least one."
                            : "A chain with one model has no artifacts of folds, and these were given: " + names + ".");
        }
        if (!names.isEmpty() && modelStep == null) {
            throw new IllegalArgumentException(
                    "There are models of the folds " + names + ", but no step is said to be the model.");
        }
    }

    private static void checkWeight(String fold, double weight, Set<String> names) {
        if (!names.contains(fold)) {
            throw new IllegalArgumentException(
                    "There is a weight for the fold '" + fold + "', but no model; there are models of " + names + ".");
        }
        if (!(weight >= 0) || Double.isInfinite(weight)) {
            throw new IllegalArgumentException(
                    "The weight of the fold '" + fold + "' is " + weight + "; it must be zero or more, and finite.");
        }
    }

    private void checkArtifacts(int index, Collection<String> ids) {
        ChainStep step = requireStep("artifacts", index);
        ids.forEach(id -> Names.check("artifact of step " + index, id));
        if (step.stateless() && !ids.isEmpty()) {
            throw new IllegalArgumentException("Step " + index + " (" + step.operatorClass()
                    + ") is said to be stateless, and has the artifacts " + ids + ".");
        }
    }

    private ChainStep requireStep(String what, int index) {
        ChainStep step = byIndex.get(index);
        if (step == null) {
            throw new IllegalArgumentException(
                    "The chain assigns " + what + " to step " + index + ", and has no such step; it has "
                            + byIndex.keySet().stream().sorted().toList() + ".");
        }
        return step;
    }

    private static void checkSource(int source) {
        if (source < 0) {
            throw new IllegalArgumentException("The number of a source cannot be negative: " + source + ".");
        }
    }
}
