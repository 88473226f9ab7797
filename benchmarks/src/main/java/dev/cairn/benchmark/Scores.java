package dev.cairn.benchmark;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What one side scored in each round.
 *
 * @param side its name
 * @param unit of the scores
 * @param values one for each round
 */
public record Scores(String side, String unit, List<Double> values) {
    public Scores {
        values = List.copyOf(values);
    }

    /** The same under another name. */
    public Scores named(String name) {
        return new Scores(name, unit, values);
    }

    /** As rates, where a score is the time in milliseconds that so many things took. */
    public Scores rate(int things) {
        return new Scores(
                side, "/s", values.stream().map(ms -> things * 1000 / ms).toList());
    }

    /** The score in the middle. */
    public double median() {
        return median(values);
    }

    /** These scores in parts of those of the same rounds of {@code other}. */
    public Ratio over(Scores other) {
        return new Ratio(IntStream.range(0, Math.min(values.size(), other.values.size()))
                .mapToObj(round -> values.get(round) / other.values.get(round))
                .toList());
    }

    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
