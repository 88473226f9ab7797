package dev.cairn.chain;

import dev.cairn.operator.InvertibleTransformer;
import dev.cairn.operator.Operator;
import dev.cairn.operator.Predictor;
import dev.cairn.operator.SpectralMath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Predicts from new samples by the steps of a chain, as they were fitted.
 *
 * <p>Samples pass the steps before the model that lead to its branch, in the order of the chain; a step without fitted numbers is made
 * anew from its parameters. Of several sources each passes what a step fitted for it, then what the step fitted for all, and they are
 * joined side by side, in the order of their numbers, before the model. A step that was fitted for some sources leaves the others as
 * they are.
 *
 * <p>The model fitted again on all folds answers alone. Without it the answers of the models of the folds become their mean, by weights
 * if there are some; where they are classes there is a vote, by weights too, in which the smallest class wins a tie. Values that the
 * chain scaled before fitting are brought back to their scale, the answer of each fold by itself; classes are not.
 *
 * <p>Operators before the model, and a model without folds, are read once and kept until this is closed; models of folds are read
 * and closed one by one at each replay. For use by many threads, of which one replays at a time.
 */
public final class ChainReplay implements AutoCloseable {
    private final Chain chain;
    private final ReplayPlan plan;
    private final ChainOperators operators;
    private final Map<String, Operator> kept = new LinkedHashMap<>();
    private boolean closed;

    private ChainReplay(Chain chain, ChainArtifacts artifacts) {
        this.chain = chain;
        this.plan = ReplayPlan.of(chain);
        this.operators = new ChainOperators(artifacts);
    }

    /**
     * Replays of a chain. Nothing is read yet; the artifacts have to be there as long as this is used.
     *
     * @throws IllegalArgumentException if the chain has no model, a fitted step on the way or the model has no artifacts, or the weights
     *     of the folds allow no mean; says which
     * @throws dev.cairn.UnsupportedException if branches are merged before the model, of which a chain does not say how
     */
    public static ChainReplay of(Chain chain, ChainArtifacts artifacts) {
        return new ChainReplay(chain, artifacts);
    }

    /**
     * What the chain says of each sample, in the order of the rows.
     *
     * @throws IllegalArgumentException if the samples do not fit the chain, or the operators are not what the steps need; names the step
     * @throws IllegalStateException if this is closed, or an operator gives back another number of rows than it was given
     * @throws dev.cairn.NotFoundException if an artifact is missing
     * @throws dev.cairn.CorruptException if an artifact is damaged
     * @throws dev.cairn.UnsupportedException if the format of an artifact is not on the class path
     */
    public synchronized double[] replay(ReplayInput input) {
        if (closed) {
            throw new IllegalStateException("The replay is closed.");
        }
        SampleFlow flow = new SampleFlow(input, chain);
        for (ChainStep step : plan.transforms()) {
            applyForSources(step, flow);
            flow.apply(step, shared(step));
        }
        applyForSources(plan.model(), flow);
        return plan.models().isEmpty() ? askShared(flow) : askFolds(flow);
    }

    private void applyForSources(ChainStep step, SampleFlow flow) {
        chain.sourceArtifacts().getOrDefault(step.index(), Map.of()).forEach((source, ids) -> {
            if (flow.has(source)) {
                flow.apply(step, source, all(step, ids));
            }
        });
    }

    /** The operators of a step that are the same for all sources. */
    private List<Operator> shared(ChainStep step) {
        if (step.stateless()) {
            return List.of(kept.computeIfAbsent("step " + step.index(), key -> operators.rebuild(step)));
        }
        return all(step, chain.sharedArtifacts().getOrDefault(step.index(), List.of()));
    }

    private List<Operator> all(ChainStep step, List<String> ids) {
        List<Operator> all = new ArrayList<>();
        for (String id : ids) {
            all.add(kept.computeIfAbsent("step " + step.index() + " artifact " + id, key -> operators.read(step, id)));
        }
        return all;
    }

    private double[] askFolds(SampleFlow flow) {
        ChainStep step = plan.model();
        double[][] samples = flow.joined(step, step.stateless() ? List.of() : shared(step));
        FoldPredictions predictions = new FoldPredictions();
        plan.models().forEach((fold, id) -> {
            try (Operator model = operators.read(step, id)) {
                predictions.add(fold, ask(model, samples), predictor(model).classifies());
            }
        });
        return predictions.combined(plan.weightsInOrder());
    }

    /** What a step fitted before its one model, applied one after another, is on the way to it. */
    private double[] askShared(SampleFlow flow) {
        List<Operator> all = shared(plan.model());
        if (all.isEmpty()) {
            throw new IllegalArgumentException(ReplayPlan.name(plan.model())
                    + ", the model, has artifacts for single sources alone; one that predicts is missing.");
        }
        int last = all.size() - 1;
        return ask(all.get(last), flow.joined(plan.model(), all.subList(0, last)));
    }

    private double[] ask(Operator model, double[][] samples) {
        Predictor predictor = predictor(model);
        double[] predicted = SampleFlow.named(plan.model(), () -> predictor.predict(samples));
        if (predicted.length != samples.length) {
            throw new IllegalStateException(ReplayPlan.name(plan.model()) + " predicted " + predicted.length
                    + " numbers of " + samples.length + " rows.");
        }
        return predictor.classifies() ? predicted : unscaled(predicted);
    }

    private Predictor predictor(Operator model) {
        if (model instanceof Predictor predictor) {
            return predictor;
        }
        throw new IllegalArgumentException(ReplayPlan.name(plan.model()) + " is the model of the chain, and a "
                + model.getClass().getName() + " predicts nothing.");
    }

    private double[] unscaled(double[] predicted) {
        double[][] rows = SpectralMath.rows(predicted);
        for (int target = plan.targets().size() - 1; target >= 0; target--) {
            ChainStep step = plan.targets().get(target);
            List<Operator> scalers = shared(step);
            for (int i = scalers.size() - 1; i >= 0; i--) {
                rows = SampleFlow.requireRows(
                        ReplayPlan.name(step), invertible(step, scalers.get(i)).inverse(rows), predicted.length);
            }
        }
        return plan.targets().isEmpty() ? predicted : SpectralMath.firstColumn(rows);
    }

    private static InvertibleTransformer invertible(ChainStep step, Operator operator) {
        if (operator instanceof InvertibleTransformer invertible) {
            return invertible;
        }
        throw new IllegalArgumentException(ReplayPlan.name(step) + " scales what is predicted, and a "
                + operator.getClass().getName() + " cannot be taken back.");
    }

    /** Closes the operators that were kept. May be called more than once. */
    @Override
    public synchronized void close() {
        closed = true;
        kept.values().forEach(Operator::close);
        kept.clear();
    }
}
