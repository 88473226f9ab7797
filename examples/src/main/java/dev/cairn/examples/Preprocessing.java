package dev.cairn.examples;

import dev.cairn.chain.TraceStep;
import dev.cairn.operator.BuiltInOperator;
import dev.cairn.operator.Transformer;
import java.util.ArrayList;
import java.util.List;

/**
 * What spectra pass before a model sees them: transformers that need no fitting, each with the step that a trace tells of it. Immutable.
 *
 * @param name for people
 */
record Preprocessing(String name, List<Transformer> transformers, List<TraceStep> steps) {
    Preprocessing {
        transformers = List.copyOf(transformers);
        steps = List.copyOf(steps);
    }

    /** Nothing yet. */
    static Preprocessing named(String name) {
        return new Preprocessing(name, List.of(), List.of());
    }

    /** The same and then this one. */
    <T extends BuiltInOperator & Transformer> Preprocessing then(T operator) {
        List<Transformer> more = new ArrayList<>(transformers);
        more.add(operator);
        List<TraceStep> told = new ArrayList<>(steps);
        told.add(TraceStep.of(steps.size(), operator.operatorClass())
                .parameters(operator.parameters().asMap()));
        return new Preprocessing(name, more, told);
    }

    /** The same samples, preprocessed. */
    SpectraSet apply(SpectraSet samples) {
        double[][] rows = samples.absorbance();
        for (Transformer transformer : transformers) {
            rows = transformer.transform(rows);
        }
        return samples.with(rows);
    }
}
