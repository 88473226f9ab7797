package dev.cairn.pipeline;

import dev.cairn.tensor.Tensor;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was predicted of each sample, and what that was compared with: any of the five arrays, each with one row for each sample. Immutable:
 * what is given and what is returned are copies. Every bit of a double stays.
 */
public final class PredictionArrays {
    private static final PredictionArrays NONE = new PredictionArrays(new EnumMap<>(Part.class));

    /** The arrays that there may be. */
    enum Part {
        Y_TRUE("yTrue", true),
        Y_PRED("yPred", false),
        Y_PROBA("yProba", false),
        SAMPLE_INDICES("sampleIndices", true),
        WEIGHTS("weights", true);

        private final String word;
        private final boolean shared;

        Part(String word, boolean shared) {
            this.word = word;
            this.shared = shared;
        }

        /** As it is called in documents. */
        String word() {
            return word;
        }

        /** Whether many predictions have the same: it is said of the samples, not of a model. */
        boolean isShared() {
            return shared;
        }
    }

    private final Map<Part, Tensor> parts;

    private PredictionArrays(Map<Part, Tensor> parts) {
        this.parts = parts;
    }

    static PredictionArrays of(Map<Part, Tensor> parts) {
        return new PredictionArrays(new EnumMap<>(parts));
    }

    /** No arrays. */
    public static PredictionArrays none() {
        return NONE;
    }

    /**
     * Targets and predictions.
     *
     * @throws IllegalArgumentException if there are more of the one than of the other
     */
    public static PredictionArrays of(double[] yTrue, double[] yPred) {
        return NONE.yTrue(yTrue).yPred(yPred);
    }

    /** The same with targets. */
    public PredictionArrays yTrue(double... values) {
        return with(Part.Y_TRUE, Tensor.of(values, values.length));
    }

    /** The same with what a model said. */
    public PredictionArrays yPred(double... values) {
        return with(Part.Y_PRED, Tensor.of(values, values.length));
    }

    /**
     * The same with how likely each class is for each sample.
     *
     * @param values a row for each sample, a column for each class
     */
    public PredictionArrays yProba(double[][] values) {
        int columns = values.length == 0 ? 0 : values[0].length;
        double[] flat = new double[Math.multiplyExact(values.length, columns)];
        for (int row = 0; row < values.length; row++) {
            if (values[row].length != columns) {
                throw new IllegalArgumentException("The probabilities of sample " + row + " are " + values[row].length
                        + ", and those of the first are " + columns + ".");
            }
            System.arraycopy(values[row], 0, flat, row * columns, columns);
        }
        return with(Part.Y_PROBA, Tensor.of(flat, values.length, columns));
    }

    /** The same with which samples these are. */
    public PredictionArrays sampleIndices(long... values) {
        return with(Part.SAMPLE_INDICES, Tensor.of(values, values.length));
    }

    /** The same with how much each sample counts. */
    public PredictionArrays weights(double... values) {
        return with(Part.WEIGHTS, Tensor.of(values, values.length));
    }

    private PredictionArrays with(Part part, Tensor tensor) {
        long rows = tensor.shape().get(0);
        parts.forEach((other, there) -> {
            long others = there.shape().get(0);
            if (other != part && others != rows) {
                throw new IllegalArgumentException("There are " + rows + " " + part.word() + " and " + others + " "
                        + other.word() + "; all arrays of a prediction have one row for each sample.");
            }
        });
        Map<Part, Tensor> more = new EnumMap<>(Part.class);
        more.putAll(parts);
        more.put(part, tensor);
        return new PredictionArrays(more);
    }

    Map<Part, Tensor> parts() {
        return parts;
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return parts.isEmpty();
    }

    /** How many samples there are; zero without arrays. */
    public long samples() {
        return parts.values().stream()
                .mapToLong(tensor -> tensor.shape().get(0))
                .max()
                .orElse(0);
    }

    /** The targets; null if there are none. */
    public double @Nullable [] yTrue() {
        return doubles(Part.Y_TRUE);
    }

    /** What a model said; null if that is not there. */
    public double @Nullable [] yPred() {
        return doubles(Part.Y_PRED);
    }

    /** How likely each class is, by samples; null if that is not there. */
    public double @Nullable [][] yProba() {
        double[] flat = doubles(Part.Y_PROBA);
        if (flat == null) {
            return null;
        }
        int rows = Math.toIntExact(samples());
        int columns = rows == 0 ? 0 : flat.length / rows;
        double[][] values = new double[rows][];
        Arrays.setAll(values, row -> Arrays.copyOfRange(flat, row * columns, (row + 1) * columns));
        return values;
    }

    /** Which samples these are; null if that is not there. */
    public long @Nullable [] sampleIndices() {
        return Optional.ofNullable(parts.get(Part.SAMPLE_INDICES))
                .map(Tensor::longs)
                .orElse(null);
    }

    /** How much each sample counts; null if that is not there. */
    public double @Nullable [] weights() {
        return doubles(Part.WEIGHTS);
    }

    private double @Nullable [] doubles(Part part) {
        Tensor tensor = parts.get(part);
        return tensor == null ? null : tensor.doubles();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PredictionArrays that && parts.equals(that.parts);
    }

    @Override
    public int hashCode() {
        return parts.hashCode();
    }

    @Override
    public String toString() {
        return parts.toString();
    }
}
