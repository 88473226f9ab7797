package dev.cairn.chain;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Samples of which a chain is to predict something: rows of features, from one source or from several, and the wavelengths of the
 * features where a step needs them. Immutable: what is given is copied. Numbers that are not finite pass through.
 */
public final class ReplayInput {
    private static final int ALL_SOURCES = -1;

    private final Map<Integer, double[][]> sources;
    private final Map<Integer, double[]> wavelengths;

    private ReplayInput(Map<Integer, double[][]> sources, Map<Integer, double[]> wavelengths) {
        this.sources = sources;
        this.wavelengths = wavelengths;
    }

    /**
     * One source, which has the number 0.
     *
     * @throws IllegalArgumentException if the rows are not of one length; says which
     */
    public static ReplayInput of(double[][] rows) {
        return new ReplayInput(new TreeMap<>(), Map.of()).source(0, rows);
    }

    /**
     * Sources numbered by their place.
     *
     * @throws IllegalArgumentException if there is none, or rows of a source are not of one length
     */
    public static ReplayInput ofSources(List<double[][]> matrices) {
        if (matrices.isEmpty()) {
            throw new IllegalArgumentException("There is no source of samples; give at least one.");
        }
        ReplayInput input = new ReplayInput(new TreeMap<>(), Map.of());
        for (int source = 0; source < matrices.size(); source++) {
            input = input.source(source, matrices.get(source));
        }
        return input;
    }

    /**
     * The same with these rows of a source, which may be new; it need not follow the others.
     *
     * @param source its number, zero or more
     * @throws IllegalArgumentException if the rows are not of one length; says which
     */
    public ReplayInput source(int source, double[][] rows) {
        if (source < 0) {
            throw new IllegalArgumentException("The number of a source cannot be negative: " + source + ".");
        }
        Map<Integer, double[][]> more = new TreeMap<>(sources);
        more.put(source, Matrices.copy("source " + source, rows));
        return new ReplayInput(more, wavelengths);
    }

    /** The same with the wavelengths of the features of all sources that have none of their own. */
    public ReplayInput wavelengths(double... all) {
        return withWavelengths(ALL_SOURCES, all);
    }

    /** The same with the wavelengths of the features of one source. */
    public ReplayInput wavelengthsOf(int source, double... all) {
        requireSource(source);
        return withWavelengths(source, all);
    }

    private ReplayInput withWavelengths(int source, double[] all) {
        Map<Integer, double[]> more = new TreeMap<>(wavelengths);
        more.put(source, all.clone());
        return new ReplayInput(sources, more);
    }

    /** The numbers of the sources, in ascending order. */
    Set<Integer> numbers() {
        return new TreeSet<>(sources.keySet());
    }

    /** A copy of the rows of a source. */
    double[][] rows(int source) {
        return Matrices.copy("source " + source, requireSource(source));
    }

    Optional<double[]> wavelengths(int source) {
        double[] own = wavelengths.get(source);
        return Optional.ofNullable(own != null ? own : wavelengths.get(ALL_SOURCES))
                .map(double[]::clone);
    }

    private double[][] requireSource(int source) {
        double[][] rows = sources.get(source);
        if (rows == null) {
            throw new IllegalArgumentException(
                    "There are no samples of source " + source + "; there are those of " + sources.keySet() + ".");
        }
        return rows;
    }
}
