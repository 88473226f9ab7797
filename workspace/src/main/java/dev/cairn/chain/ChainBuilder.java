package dev.cairn.chain;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Makes chains of what a run did: one for each model, of the steps through which samples come to it.
 *
 * <p>A model is a step with artifacts of folds, or the step that the trace calls the model. Left out are steps that were passed over,
 * steps after the model, other models, and steps of branches that do not lead to it: on the way are those outside of branches, those in
 * the model's branch, and those in branches that were merged before it. Steps keep their index; where two on the way have the same, as
 * after a merge, all are numbered by their place.
 */
public final class ChainBuilder {
    private ChainBuilder() {}

    /**
     * The chain of the model that the trace names, or else of the last one; of all steps if there is no model.
     *
     * @throws IllegalArgumentException if the parts of the trace do not fit together; says which
     */
    public static Chain build(ExecutionTrace trace) {
        List<Integer> models = models(trace);
        Integer wanted = trace.modelStep();
        for (int place : models) {
            if (wanted != null && trace.steps().get(place).index() == wanted) {
                return chain(trace, place);
            }
        }
        return models.isEmpty() ? withoutModel(trace) : chain(trace, models.get(models.size() - 1));
    }

    /**
     * The chain of each model, in the order of the models; the one of all steps if there is no model.
     *
     * @throws IllegalArgumentException if the parts of the trace do not fit together; says which
     */
    public static List<Chain> buildAll(ExecutionTrace trace) {
        List<Integer> models = models(trace);
        return models.isEmpty()
                ? List.of(withoutModel(trace))
                : models.stream().map(place -> chain(trace, place)).toList();
    }

    /** Where in the trace there are models. */
    private static List<Integer> models(ExecutionTrace trace) {
        List<Integer> places = new ArrayList<>();
        for (int place = 0; place < trace.steps().size(); place++) {
            if (isModel(trace, trace.steps().get(place))) {
                places.add(place);
            }
        }
        return places;
    }

    private static boolean isModel(ExecutionTrace trace, TraceStep step) {
        Integer named = trace.modelStep();
        return !step.skipped() && (!step.foldArtifacts().isEmpty() || (named != null && step.index() == named));
    }

    private static Chain withoutModel(ExecutionTrace trace) {
        List<TraceStep> steps =
                trace.steps().stream().filter(step -> !step.skipped()).toList();
        return chain(trace, steps, false);
    }

    private static Chain chain(ExecutionTrace trace, int place) {
        TraceStep model = trace.steps().get(place);
        List<TraceStep> steps = new ArrayList<>();
        for (TraceStep step : trace.steps().subList(0, place)) {
            if (!step.skipped() && !isModel(trace, step) && isOnTheWay(step.branch(), model.branch())) {
                steps.add(step);
            }
        }
        steps.add(model);
        return chain(trace, steps, true);
    }

    /** A step in a branch below the model's was merged before the model. */
    private static boolean isOnTheWay(List<Integer> branch, List<Integer> ofModel) {
        int common = Math.min(branch.size(), ofModel.size());
        return branch.subList(0, common).equals(ofModel.subList(0, common));
    }

    /** Of these steps, the last of which is the model if there is one. */
    private static Chain chain(ExecutionTrace trace, List<TraceStep> steps, boolean endsInModel) {
        Set<Integer> indexes = new HashSet<>();
        boolean unique = steps.stream().allMatch(step -> indexes.add(step.index()));
        int before = endsInModel ? steps.size() - 1 : steps.size();
        List<ChainStep> numbered = new ArrayList<>();
        for (int place = 0; place < steps.size(); place++) {
            numbered.add(steps.get(place).inChain(unique ? steps.get(place).index() : place));
        }
        Chain.Builder chain = Chain.of(numbered).preprocessings(preprocessings(trace, steps.subList(0, before)));
        for (int place = 0; place < steps.size(); place++) {
            addArtifacts(chain, numbered.get(place).index(), steps.get(place), place == before);
        }
        return chain.build();
    }

    private static void addArtifacts(Chain.Builder chain, int number, TraceStep step, boolean isModel) {
        if (!step.artifacts().isEmpty()) {
            chain.shared(number, step.artifacts().toArray(String[]::new));
        }
        step.sourceArtifacts().forEach((source, ids) -> chain.source(number, source, ids.toArray(String[]::new)));
        if (isModel) {
            chain.model(number).branchPath(step.branch());
            Map<String, Double> weights = canonical(step.foldWeights());
            canonical(step.foldArtifacts()).forEach((fold, id) -> {
                Double weight = weights.remove(fold);
                if (weight == null) {
                    chain.fold(fold, id);
                } else {
                    chain.fold(fold, id, weight);
                }
            });
            if (!weights.isEmpty()) {
                throw new IllegalArgumentException("The model at step " + step.index() + " has weights for the folds "
                        + weights.keySet() + ", and no artifacts for them.");
            }
        }
    }

    private static <V> Map<String, V> canonical(Map<String, V> byFold) {
        Map<String, V> canonical = new LinkedHashMap<>();
        byFold.forEach((fold, value) -> {
            if (canonical.put(Folds.canonical(fold), value) != null) {
                throw new IllegalArgumentException("The fold '" + Folds.canonical(fold) + "' is given twice.");
            }
        });
        return canonical;
    }

    private static String preprocessings(ExecutionTrace trace, List<TraceStep> steps) {
        if (!trace.preprocessings().isBlank()) {
            return trace.preprocessings();
        }
        return steps.stream()
                .filter(step -> !step.onTargets())
                .map(step -> step.operatorClass().substring(step.operatorClass().lastIndexOf('.') + 1))
                .collect(Collectors.joining(">"));
    }
}
