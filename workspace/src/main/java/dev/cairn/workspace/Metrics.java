package dev.cairn.workspace;

import dev.cairn.model.Attributes;
import dev.cairn.spi.Names;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a metric may be: a number, a truth value or a text. */
final class Metrics {
    private Metrics() {}

    /** Takes values that are metrics; all that are none are named at once. */
    static Attributes check(Map<String, ?> values) {
        Attributes metrics = Attributes.of(Names.given("metrics", values));
        List<String> wrong = metrics.asMap().entrySet().stream()
                .filter(metric -> !isScalar(metric.getValue()))
                .map(metric -> Names.quote(metric.getKey()) + " is " + kind(metric.getValue()))
                .toList();
        if (!wrong.isEmpty()) {
            throw new IllegalArgumentException(
                    "A metric is a number, a truth value or a text, but " + String.join(", ", wrong)
                            + ". Save what is larger as data or as an artifact; leave out what there is not.");
        }
        return metrics;
    }

    private static boolean isScalar(@Nullable Object value) {
        return value instanceof Number || value instanceof Boolean || value instanceof String;
    }

    private static String kind(@Nullable Object value) {
        return value == null ? "null" : value instanceof List ? "a list" : "a map";
    }
}
