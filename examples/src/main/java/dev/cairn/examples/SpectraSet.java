package dev.cairn.examples;

import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Spectra of a powder such as flour, of which the protein is known; generated, never measured.
 *
 * <p>Water, protein, starch and oil absorb in Gaussian bands about where they do in the near infrared. Grains of another size lengthen
 * the way of the light, which multiplies a spectrum, and scatter some of it away, which lifts and tilts it: that hides the protein
 * until a preprocessing takes it away.
 *
 * @param absorbance a row for each sample, a column for each of {@link #bands}
 * @param protein of each sample, in % of its mass
 * @param indices which samples these are of those that were generated together
 */
@SuppressWarnings("ArrayRecordComponent") // two sets are never compared
record SpectraSet(double[][] absorbance, double[] protein, long[] indices) {
    /** How far bands are apart, in nm. */
    static final double STEP = 6;

    private static final double FIRST = 1100;
    private static final int BANDS = 234;

    /** Of the method in the laboratory that spectra are to replace, in % of protein. */
    private static final double REFERENCE_ERROR = 0.15;

    private static final double NOISE = 1e-3;

    /** A band of a constituent: centre and width in nm, height for a share of 1. */
    private record Band(double centre, double width, double height) {
        double at(double wavelength) {
            double distance = (wavelength - centre) / width;
            return height * Math.exp(-distance * distance / 2);
        }
    }

    private static final List<Band> WATER = List.of(new Band(1450, 38, 1.9), new Band(1940, 40, 4.2));
    private static final List<Band> PROTEIN =
            List.of(new Band(1510, 35, 0.5), new Band(2055, 32, 1.1), new Band(2180, 30, 1.0));
    private static final List<Band> STARCH =
            List.of(new Band(1200, 45, 0.2), new Band(1540, 60, 0.4), new Band(2100, 60, 1.0), new Band(2280, 35, 0.7));
    private static final List<Band> OIL =
            List.of(new Band(1725, 22, 1.2), new Band(2310, 20, 1.8), new Band(2346, 18, 1.2));

    /** So many samples, the same for the same seed. */
    static SpectraSet generate(long seed, int samples) {
        Random random = new Random(seed);
        double[][] absorbance = new double[samples][];
        double[] protein = new double[samples];
        for (int i = 0; i < samples; i++) {
            double share = 0.08 + 0.08 * random.nextDouble();
            protein[i] = 100 * share + REFERENCE_ERROR * random.nextGaussian();
            absorbance[i] = spectrum(share, random);
        }
        return new SpectraSet(absorbance, protein, LongStream.range(0, samples).toArray());
    }

    private static double[] spectrum(double protein, Random random) {
        double water = 0.08 + 0.06 * random.nextDouble();
        double oil = 0.01 + 0.02 * random.nextDouble();
        double starch = 1 - protein - water - oil;
        double path = Math.exp(0.25 * random.nextGaussian());
        double lift = 0.15 * random.nextGaussian();
        double tilt = 0.3 * random.nextGaussian();
        return Arrays.stream(wavelengths())
                .map(wavelength -> {
                    double absorbed = water * sum(WATER, wavelength)
                            + protein * sum(PROTEIN, wavelength)
                            + oil * sum(OIL, wavelength)
                            + starch * sum(STARCH, wavelength);
                    double along = (wavelength - FIRST) / (STEP * BANDS);
                    return path * (0.3 + absorbed) + lift + tilt * along + NOISE * random.nextGaussian();
                })
                .toArray();
    }

    private static double sum(List<Band> bands, double wavelength) {
        return bands.stream().mapToDouble(band -> band.at(wavelength)).sum();
    }

    /** Which bands there are, for people. */
    static String bands() {
        double[] all = wavelengths();
        return String.format(Locale.ROOT, "%d bands from %.0f to %.0f nm", all.length, all[0], all[all.length - 1]);
    }

    private static double[] wavelengths() {
        return IntStream.range(0, BANDS).mapToDouble(i -> FIRST + STEP * i).toArray();
    }

    /** The samples at those places in this set. */
    SpectraSet samples(IntPredicate chosen) {
        int[] places = IntStream.range(0, size()).filter(chosen).toArray();
        return new SpectraSet(
                Arrays.stream(places).mapToObj(i -> absorbance[i]).toArray(double[][]::new),
                Arrays.stream(places).mapToDouble(i -> protein[i]).toArray(),
                Arrays.stream(places).mapToLong(i -> indices[i]).toArray());
    }

    /** The same samples with other numbers in the place of their absorbance. */
    SpectraSet with(double[][] preprocessed) {
        return new SpectraSet(preprocessed, protein, indices);
    }

    int size() {
        return protein.length;
    }

    /** From where to where the protein goes, for people. */
    String range() {
        DoubleSummaryStatistics all = DoubleStream.of(protein).summaryStatistics();
        return String.format(Locale.ROOT, "%.1f to %.1f %% of the mass", all.getMin(), all.getMax());
    }

    /** The root of the mean square of what is predicted less what there is, in % of protein. */
    double rmse(double[] predicted) {
        double squares = 0;
        for (int i = 0; i < predicted.length; i++) {
            squares += (predicted[i] - protein[i]) * (predicted[i] - protein[i]);
        }
        return Math.sqrt(squares / predicted.length);
    }

    /** The spectra alone, below a line of wavelengths; each number in the digits from which Java reads the same one. */
    String toCsv() {
        return IntStream.rangeClosed(-1, size() - 1)
                .mapToObj(i -> i < 0 ? wavelengths() : absorbance[i])
                .map(row -> DoubleStream.of(row).mapToObj(Double::toString).collect(Collectors.joining(",")))
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
