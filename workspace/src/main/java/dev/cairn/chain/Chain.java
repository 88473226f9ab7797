package dev.cairn.chain;

import dev.cairn.spi.Names;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The ordered steps from raw samples to a prediction, as they were fitted, and which artifacts hold what was fitted. It is what is
 * replayed on new samples. Immutable.
 *
 * @param steps in the order in which they are applied
 * @param modelStep the index of the step that predicts; null for a chain that only transforms
 * @param modelClass what the model is; blank without one
 * @param preprocessings the steps before the model, for people: {@code SNV>Detrend>MinMax}
 * @param folds whether there is a model for each fold
 * @param foldArtifacts the artifact of the model of each fold, by {@linkplain Folds#canonical canonical} name
 * @param foldWeights how much the model of each fold counts; empty if all count the same
 * @param sharedArtifacts what each step fitted, by its index: several are applied one after another
 * @param sourceArtifacts what steps fitted for each source of samples, by the step's index and the number of the source
 * @param branchPath the branches, from the outermost on, in which the model stands; empty outside of all
 * @param sourceIndex the one source that it reads; null if it reads all there are
 */
public record Chain(
        List<ChainStep> steps,
        @Nullable Integer modelStep,
        String modelClass,
        String preprocessings,
        FoldStrategy folds,
        Map<String, String> foldArtifacts,
        Map<String, Double> foldWeights,
        Map<Integer, List<String>> sharedArtifacts,
        Map<Integer, Map<Integer, List<String>>> sourceArtifacts,
        List<Integer> branchPath,
        @Nullable Integer sourceIndex) {
    /** The most steps that a chain may have. */
    public static final int MOST_STEPS = 10_000;

    public Chain {
        steps = List.copyOf(steps);
        branchPath = List.copyOf(branchPath);
        foldArtifacts = canonical(foldArtifacts);
        foldWeights = canonical(foldWeights);
        sharedArtifacts = lists(sharedArtifacts);
        sourceArtifacts = sourceLists(sourceArtifacts);
        new ChainChecks(steps, modelStep, folds)
                .check(foldArtifacts, foldWeights, sharedArtifacts, sourceArtifacts, sourceIndex);
    }

    private static <V> Map<String, V> canonical(Map<String, V> byFold) {
        Map<String, V> canonical = new TreeMap<>();
        byFold.forEach((fold, value) -> {
            if (canonical.put(Folds.canonical(fold), Names.given("value of fold " + fold, value)) != null) {
                throw new IllegalArgumentException("The fold '" + Folds.canonical(fold) + "' is given twice.");
            }
        });
        return Collections.unmodifiableMap(canonical);
    }

    private static Map<Integer, List<String>> lists(Map<Integer, List<String>> byNumber) {
        Map<Integer, List<String>> copy = new TreeMap<>();
        byNumber.forEach((number, ids) -> copy.put(number, List.copyOf(ids)));
        return Collections.unmodifiableMap(copy);
    }

    private static Map<Integer, Map<Integer, List<String>>> sourceLists(
            Map<Integer, Map<Integer, List<String>>> byStep) {
        Map<Integer, Map<Integer, List<String>>> copy = new TreeMap<>();
        byStep.forEach((step, bySource) -> copy.put(step, lists(bySource)));
        return Collections.unmodifiableMap(copy);
    }

    /** A chain of these steps, to which the rest is added. */
    public static Builder of(ChainStep... steps) {
        return new Builder(List.of(steps));
    }

    /** A chain of these steps, to which the rest is added. */
    public static Builder of(List<ChainStep> steps) {
        return new Builder(steps);
    }

    /** The ids of all artifacts that it needs, each once, in the order of the steps. */
    public Set<String> artifacts() {
        Stream<String> ofSources = sourceArtifacts.values().stream()
                .flatMap(bySource -> bySource.values().stream().flatMap(Collection::stream));
        return Stream.of(
                        sharedArtifacts.values().stream().flatMap(Collection::stream),
                        ofSources,
                        foldArtifacts.values().stream())
                .flatMap(ids -> ids)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The same with other artifacts: each id is replaced by what {@code ids} says of it. */
    public Chain withArtifacts(Map<String, String> ids) {
        Map<Integer, List<String>> shared = new LinkedHashMap<>();
        sharedArtifacts.forEach((step, old) -> shared.put(step, renamed(old, ids)));
        Map<Integer, Map<Integer, List<String>>> sources = new LinkedHashMap<>();
        sourceArtifacts.forEach((step, bySource) -> {
            Map<Integer, List<String>> renamed = new LinkedHashMap<>();
            bySource.forEach((source, old) -> renamed.put(source, renamed(old, ids)));
            sources.put(step, renamed);
        });
        Map<String, String> models = new LinkedHashMap<>();
        foldArtifacts.forEach((fold, old) -> models.put(fold, ids.getOrDefault(old, old)));
        return new Chain(
                steps,
                modelStep,
                modelClass,
                preprocessings,
                folds,
                models,
                foldWeights,
                shared,
                sources,
                branchPath,
                sourceIndex);
    }

    private static List<String> renamed(List<String> old, Map<String, String> ids) {
        return old.stream().map(id -> ids.getOrDefault(id, id)).toList();
    }

    /** Puts a chain together. */
    public static final class Builder {
        private final List<ChainStep> steps;
        private final Map<String, String> foldArtifacts = new LinkedHashMap<>();
        private final Map<String, Double> foldWeights = new LinkedHashMap<>();
        private final Map<Integer, List<String>> sharedArtifacts = new LinkedHashMap<>();
        private final Map<Integer, Map<Integer, List<String>>> sourceArtifacts = new LinkedHashMap<>();
        private @Nullable Integer modelStep;
        private String modelClass = "";
        private String preprocessings = "";
        private List<Integer> branchPath = List.of();
        private @Nullable Integer sourceIndex;

        private Builder(List<ChainStep> steps) {
            this.steps = List.copyOf(steps);
        }

        /** Which step predicts; its class is the model's, unless {@link #modelClass} says another. */
        public Builder model(int step) {
            this.modelStep = step;
            return this;
        }

        /** What the model is. */
        public Builder modelClass(String name) {
            this.modelClass = name;
            return this;
        }

        /** The steps before the model, for people. */
        public Builder preprocessings(String text) {
            this.preprocessings = text;
            return this;
        }

        /** The artifact of the model of a fold. */
        public Builder fold(String fold, String artifact) {
            foldArtifacts.put(Folds.canonical(fold), artifact);
            return this;
        }

        /** The artifact of the model of a fold, and how much that counts beside the others. */
        public Builder fold(String fold, String artifact, double weight) {
            foldWeights.put(Folds.canonical(fold), weight);
            return fold(fold, artifact);
        }

        /** What a step fitted; several are applied one after another. */
        public Builder shared(int step, String... artifacts) {
            sharedArtifacts.computeIfAbsent(step, key -> new ArrayList<>()).addAll(List.of(artifacts));
            return this;
        }

        /** What a step fitted for one source of samples. */
        public Builder source(int step, int source, String... artifacts) {
            sourceArtifacts
                    .computeIfAbsent(step, key -> new LinkedHashMap<>())
                    .computeIfAbsent(source, key -> new ArrayList<>())
                    .addAll(List.of(artifacts));
            return this;
        }

        /** In which branches the model stands, from the outermost on. */
        public Builder branchPath(List<Integer> path) {
            this.branchPath = path;
            return this;
        }

        /** The one source of samples that it reads. */
        public Builder sourceIndex(int source) {
            this.sourceIndex = source;
            return this;
        }

        /**
         * The chain.
         *
         * @throws IllegalArgumentException if the parts do not fit together; says which
         */
        public Chain build() {
            Integer model = modelStep;
            String name = modelClass.isEmpty() && model != null
                    ? steps.stream()
                            .filter(step -> step.index() == model)
                            .findFirst()
                            .map(ChainStep::operatorClass)
                            .orElse("")
                    : modelClass;
            return new Chain(
                    steps,
                    model,
                    name,
                    preprocessings,
                    foldArtifacts.isEmpty() ? FoldStrategy.SHARED : FoldStrategy.PER_FOLD,
                    foldArtifacts,
                    foldWeights,
                    sharedArtifacts,
                    sourceArtifacts,
                    branchPath,
                    sourceIndex);
        }
    }
}
