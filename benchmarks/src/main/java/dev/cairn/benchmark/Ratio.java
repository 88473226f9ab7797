package dev.cairn.benchmark;

import java.util.Collections;
import java.util.List;

/**
 * One side in parts of another one.
 *
 * @param values one for each round
 */
public record Ratio(List<Double> values) {
    public Ratio {
        values = List.copyOf(values);
    }

    public double median() {
        return Scores.median(values);
    }

    public double least() {
        return Collections.min(values);
    }

    public double greatest() {
        return Collections.max(values);
    }
}
