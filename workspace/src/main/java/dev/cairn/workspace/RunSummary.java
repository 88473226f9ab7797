package dev.cairn.workspace;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Some runs in a few numbers.
 *
 * @param total how many there are
 * @param byStatus how many there are of each status; only those that there are
 * @param average how long those that ended took on average; zero if none ended
 * @param shortest how long the shortest took; zero if none ended
 * @param longest how long the longest took; zero if none ended
 */
public record RunSummary(
        long total, Map<RunStatus, Long> byStatus, Duration average, Duration shortest, Duration longest) {
    public RunSummary {
        byStatus = Collections.unmodifiableMap(byStatus.isEmpty() ? Map.of() : new EnumMap<>(byStatus));
    }

    static RunSummary of(Stream<RunRecord> records) {
        Map<RunStatus, Long> byStatus = new EnumMap<>(RunStatus.class);
        LongSummaryStatistics micros = new LongSummaryStatistics();
        records.forEach(record -> {
            byStatus.merge(record.status(), 1L, Long::sum);
            record.duration().ifPresent(duration -> micros.accept(duration.toNanos() / 1000));
        });
        boolean none = micros.getCount() == 0;
        return new RunSummary(
                byStatus.values().stream().mapToLong(Long::longValue).sum(),
                byStatus,
                micros((long) micros.getAverage()),
                micros(none ? 0 : micros.getMin()),
                micros(none ? 0 : micros.getMax()));
    }

    private static Duration micros(long micros) {
        return Duration.ofNanos(Math.multiplyExact(micros, 1000L));
    }
}
