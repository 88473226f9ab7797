package dev.cairn.operator;

/** A model: says a number of each sample. */
public interface Predictor extends Operator {
    /**
     * One number for each sample: a value, or the number of a class.
     *
     * @param samples rows of features, all of one length
     * @throws IllegalArgumentException if it cannot take that many features
     */
    double[] predict(double[][] samples);

    /** Whether the numbers are those of classes, of which no mean is to be taken. */
    default boolean classifies() {
        return false;
    }
}
