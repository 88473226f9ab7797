package dev.cairn.replay.onnx;

import java.util.Random;

/** Spectra of one peak each, with noise; the same for the same seed. */
final class Spectra {
    static final int WAVELENGTHS = 60;

    private Spectra() {}

    /** {@code content[i]} is the height of the peak of spectrum i, which is at 20 for class 0, at 30 for class 1 and so on. */
    static double[][] of(double[] content, int[] classes, long seed) {
        Random random = new Random(seed);
        double[][] spectra = new double[content.length][WAVELENGTHS];
        for (int row = 0; row < content.length; row++) {
            double peak = 20 + 10 * classes[row];
            for (int at = 0; at < WAVELENGTHS; at++) {
                double off = (at - peak) / 6;
                spectra[row][at] = content[row] * Math.exp(-off * off) + 0.01 * random.nextGaussian();
            }
        }
        return spectra;
    }

    static double[] content(int count, long seed) {
        return new Random(seed).doubles(count, 0.5, 2).toArray();
    }

    static int[] classes(int count, int different) {
        int[] classes = new int[count];
        for (int row = 0; row < count; row++) {
            classes[row] = row % different;
        }
        return classes;
    }
}
