package dev.cairn.chain;

import dev.cairn.model.Attributes;
import dev.cairn.spi.Names;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What was done at one place of a run of a pipeline. Immutable.
 *
 * @param index its number in the pipeline; steps of sibling branches may have the same
 * @param operatorClass what was applied
 * @param parameters what it was given
 * @param skipped whether it was passed over, so that nothing of it counts
 * @param onTargets whether it scaled what is predicted, not the samples
 * @param branch the branches, from the outermost on, in which it stood; empty outside of all
 * @param artifacts what it fitted, applied one after another
 * @param foldArtifacts the artifact of the model of each fold, by any name of {@link Folds}; a step with some is a model
 * @param foldWeights how much the model of a fold counts; empty if all count the same
 * @param sourceArtifacts what it fitted for each source of samples, by the number of the source
 */
public record TraceStep(
        int index,
        String operatorClass,
        Attributes parameters,
        boolean skipped,
        boolean onTargets,
        List<Integer> branch,
        List<String> artifacts,
        Map<String, String> foldArtifacts,
        Map<String, Double> foldWeights,
        Map<Integer, List<String>> sourceArtifacts) {
    public TraceStep {
        Names.check("operator class", operatorClass);
        Names.given("parameters of step " + index, parameters);
        branch = List.copyOf(branch);
        artifacts = List.copyOf(artifacts);
        foldArtifacts = Collections.unmodifiableMap(new LinkedHashMap<>(foldArtifacts));
        foldWeights = Collections.unmodifiableMap(new LinkedHashMap<>(foldWeights));
        Map<Integer, List<String>> bySource = new LinkedHashMap<>();
        sourceArtifacts.forEach((source, ids) -> bySource.put(source, List.copyOf(ids)));
        sourceArtifacts = Collections.unmodifiableMap(bySource);
    }

    /** A step that fitted nothing, outside of all branches; to which the rest is added. */
    public static TraceStep of(int index, String operatorClass) {
        return new TraceStep(
                index,
                operatorClass,
                Attributes.empty(),
                false,
                false,
                List.of(),
                List.of(),
                Map.of(),
                Map.of(),
                Map.of());
    }

    /** The same with these parameters. */
    public TraceStep parameters(Map<String, ?> values) {
        Attributes given = Attributes.of(values);
        return new TraceStep(
                index,
                operatorClass,
                given,
                skipped,
                onTargets,
                branch,
                artifacts,
                foldArtifacts,
                foldWeights,
                sourceArtifacts);
    }

    /** The same, passed over. */
    public TraceStep passedOver() {
        return new TraceStep(
                index,
                operatorClass,
                parameters,
                true,
                onTargets,
                branch,
                artifacts,
                foldArtifacts,
                foldWeights,
                sourceArtifacts);
    }

    /** The same, scaling what is predicted. */
    public TraceStep scalingTargets() {
        return new TraceStep(
                index,
                operatorClass,
                parameters,
                skipped,
                true,
                branch,
                artifacts,
                foldArtifacts,
                foldWeights,
                sourceArtifacts);
    }

    /** The same in a branch. */
    public TraceStep in(List<Integer> newBranch) {
        return new TraceStep(
                index,
                operatorClass,
                parameters,
                skipped,
                onTargets,
                newBranch,
                artifacts,
                foldArtifacts,
                foldWeights,
                sourceArtifacts);
    }

    /** The same, having fitted these too. */
    public TraceStep fitted(String... ids) {
        return new TraceStep(
                index,
                operatorClass,
                parameters,
                skipped,
                onTargets,
                branch,
                Stream.concat(artifacts.stream(), Stream.of(ids)).toList(),
                foldArtifacts,
                foldWeights,
                sourceArtifacts);
    }

    /** The same, having fitted a model on this fold too. */
    public TraceStep fold(String fold, String artifact) {
        return withFolds(added(foldArtifacts, fold, artifact), foldWeights);
    }

    /** The same, having fitted a model on this fold too, which counts by this weight. */
    public TraceStep fold(String fold, String artifact, double weight) {
        return withFolds(added(foldArtifacts, fold, artifact), added(foldWeights, fold, weight));
    }

    private TraceStep withFolds(Map<String, String> newArtifacts, Map<String, Double> newWeights) {
        return new TraceStep(
                index,
                operatorClass,
                parameters,
                skipped,
                onTargets,
                branch,
                artifacts,
                newArtifacts,
                newWeights,
                sourceArtifacts);
    }

    /** The same, having fitted these for a source of samples too. */
    public TraceStep source(int source, String... ids) {
        List<String> all = new ArrayList<>(sourceArtifacts.getOrDefault(source, List.of()));
        all.addAll(List.of(ids));
        return new TraceStep(
                index,
                operatorClass,
                parameters,
                skipped,
                onTargets,
                branch,
                artifacts,
                foldArtifacts,
                foldWeights,
                added(sourceArtifacts, source, all));
    }

    private static <K, V> Map<K, V> added(Map<K, V> map, K key, V value) {
        Map<K, V> copy = new LinkedHashMap<>(map);
        copy.put(key, value);
        return copy;
    }

    /** Whether it is made anew from its class and parameters: it fitted nothing. */
    boolean isStateless() {
        return artifacts.isEmpty() && foldArtifacts.isEmpty() && sourceArtifacts.isEmpty();
    }

    /** As a step of a chain, under this number. */
    ChainStep inChain(int number) {
        return new ChainStep(number, operatorClass, parameters, isStateless(), onTargets, branch);
    }
}
