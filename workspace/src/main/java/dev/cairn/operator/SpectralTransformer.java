package dev.cairn.operator;

/** Turns spectra into others, and needs to know at which wavelengths they were measured. */
public interface SpectralTransformer extends Operator {
    /**
     * The same number of spectra, each of as many features as the others.
     *
     * @param spectra rows of features, all of one length
     * @param wavelengths one for each feature
     * @throws IllegalArgumentException if it cannot take that many features
     */
    double[][] transform(double[][] spectra, double[] wavelengths);
}
