package dev.cairn.operator;

/** Turns samples into other samples. */
public interface Transformer extends Operator {
    /**
     * The same number of samples, each of as many features as the others, which need not be as many as before.
     *
     * @param samples rows of features, all of one length
     * @throws IllegalArgumentException if it cannot take that many features
     */
    double[][] transform(double[][] samples);
}
