package dev.cairn.chain;

import dev.cairn.operator.Operator;
import dev.cairn.operator.Predictor;
import dev.cairn.operator.SpectralTransformer;
import dev.cairn.operator.Transformer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Samples on their way through a chain: those of each source, until they are joined before the model. */
final class SampleFlow {
    private final ReplayInput input;
    private final Map<Integer, double[][]> sources = new TreeMap<>();

    SampleFlow(ReplayInput input, Chain chain) {
        this.input = input;
        Integer only = chain.sourceIndex();
        if (only != null) {
            sources.put(only, input.rows(only));
        } else {
            requireFittedSources(input, chain);
            input.numbers().forEach(source -> sources.put(source, input.rows(source)));
        }
        requireSameRows();
    }

    private static void requireFittedSources(ReplayInput input, Chain chain) {
        chain.sourceArtifacts()
                .forEach((step, bySource) -> bySource.keySet().forEach(source -> {
                    if (!input.numbers().contains(source)) {
                        throw new IllegalArgumentException("Step " + step + " was fitted for the sources "
                                + bySource.keySet() + ", and the samples are those of " + input.numbers() + ".");
                    }
                }));
    }

    private void requireSameRows() {
        int first = sources.keySet().iterator().next();
        int rows = sources.values().iterator().next().length;
        sources.forEach((source, matrix) -> {
            if (matrix.length != rows) {
                throw new IllegalArgumentException("Source " + first + " has " + rows + " rows and source " + source
                        + " has " + matrix.length + "; there must be as many.");
            }
        });
    }

    boolean has(int source) {
        return sources.containsKey(source);
    }

    /** Applies operators to one source. */
    void apply(ChainStep step, int source, List<Operator> operators) {
        sources.computeIfPresent(
                source, (number, rows) -> transformed(step, operators, rows, input.wavelengths(source)));
    }

    /** Applies operators to each source. */
    void apply(ChainStep step, List<Operator> operators) {
        List.copyOf(sources.keySet()).forEach(source -> apply(step, source, operators));
    }

    /** All sources side by side, with operators applied to all together. */
    double[][] joined(ChainStep step, List<Operator> operators) {
        Optional<double[]> wavelengths = sources.size() > 1
                ? Optional.empty()
                : input.wavelengths(sources.keySet().iterator().next());
        return transformed(step, operators, Matrices.joined(List.copyOf(sources.values())), wavelengths);
    }

    private static double[][] transformed(
            ChainStep step, List<Operator> operators, double[][] rows, Optional<double[]> wavelengths) {
        double[][] current = rows;
        for (Operator operator : operators) {
            current = transformed(step, operator, current, wavelengths);
        }
        return current;
    }

    /** What the operator makes of rows, checked to be rows again. */
    private static double[][] transformed(
            ChainStep step, Operator operator, double[][] rows, Optional<double[]> wavelengths) {
        if (operator instanceof SpectralTransformer spectral) {
            double[] fitting = fitting(step, rows, wavelengths);
            return requireRows(
                    ReplayPlan.name(step), named(step, () -> spectral.transform(rows, fitting)), rows.length);
        }
        if (operator instanceof Transformer plain) {
            return requireRows(ReplayPlan.name(step), named(step, () -> plain.transform(rows)), rows.length);
        }
        throw new IllegalArgumentException(ReplayPlan.name(step) + " does not transform samples: it is a "
                + (operator instanceof Predictor
                        ? "model, and not the one of the chain"
                        : operator.getClass().getName())
                + ".");
    }

    /** What an operator says, and whose operator it was if it refuses. */
    static <T> T named(ChainStep step, Supplier<T> said) {
        try {
            return said.get();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(ReplayPlan.name(step) + " refuses its samples: " + e.getMessage(), e);
        }
    }

    private static double[] fitting(ChainStep step, double[][] rows, Optional<double[]> wavelengths) {
        double[] given = wavelengths.orElseThrow(() -> new IllegalArgumentException(
                ReplayPlan.name(step) + " needs the wavelengths of the features; give them with the samples."));
        if (rows.length > 0 && rows[0].length != given.length) {
            throw new IllegalArgumentException(ReplayPlan.name(step) + " gets " + rows[0].length
                    + " features, and the wavelengths are " + given.length + ".");
        }
        return given;
    }

    static double[][] requireRows(String step, double[][] result, int rows) {
        if (result.length != rows) {
            throw new IllegalStateException(step + " made " + result.length + " rows of " + rows + ".");
        }
        return Matrices.requireRectangle("what " + step + " made", result);
    }
}
