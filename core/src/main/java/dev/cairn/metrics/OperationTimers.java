package dev.cairn.metrics;

import dev.cairn.OperationListener;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Records each operation in {@code cairn.operations}, by what was done and how it ended. */
final class OperationTimers implements OperationListener {
    private final MeterProvider<Timer> timers;

    OperationTimers(MeterRegistry registry, Tags tags) {
        this.timers = Timer.builder("cairn.operations")
                .description("Saves, loads and deletions for which a store was asked")
                .tags(tags)
                .withRegistry(registry);
    }

    @Override
    public void done(Operation operation, Duration took, @Nullable Throwable failure) {
        timers.withTags(
                        "operation",
                        operation.name().toLowerCase(Locale.ROOT),
                        "result",
                        failure == null ? "success" : failure.getClass().getSimpleName())
                .record(took);
    }
}
