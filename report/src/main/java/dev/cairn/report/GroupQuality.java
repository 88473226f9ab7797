package dev.cairn.report;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.statistics.descriptive.Quantile;
import org.apache.commons.statistics.descriptive.Quantile.EstimationMethod;
import org.jspecify.annotations.Nullable;

/**
 * How good the results of one group are by one indicator. Quartiles lie between values as in R (type 7) and NumPy. All are null where
 * no result has a value.
 *
 * @param group its name
 * @param n how many results have a value
 * @param min the least value
 * @param lowerQuartile a quarter of the values is not above it
 * @param median half of the values is not above it
 * @param upperQuartile three quarters of the values are not above it
 * @param max the greatest value
 * @param values the values in the order of the results
 */
public record GroupQuality(
        String group,
        int n,
        @Nullable Double min,
        @Nullable Double lowerQuartile,
        @Nullable Double median,
        @Nullable Double upperQuartile,
        @Nullable Double max,
        List<Double> values) {
    private static final Quantile QUANTILE = Quantile.withDefaults().with(EstimationMethod.HF7);

    public GroupQuality {
        values = List.copyOf(values);
    }

    static GroupQuality of(String group, List<Double> values) {
        double[] all = values.stream().mapToDouble(Double::doubleValue).toArray();
        if (all.length == 0) {
            return new GroupQuality(group, 0, null, null, null, null, null, values);
        }
        double[] quartiles = QUANTILE.evaluate(all, 0.25, 0.5, 0.75);
        return new GroupQuality(
                group,
                all.length,
                Arrays.stream(all).min().orElseThrow(),
                quartiles[0],
                quartiles[1],
                quartiles[2],
                Arrays.stream(all).max().orElseThrow(),
                values);
    }
}
