package dev.cairn.compose;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/** A clock that nobody can set: it begins with some time and goes on by nanoseconds that only grow. */
final class MonotonicClock extends Clock {
    private final Instant begin;
    private final LongSupplier nanoTime;
    private final long first;

    MonotonicClock(Instant begin, LongSupplier nanoTime) {
        this.begin = begin;
        this.nanoTime = nanoTime;
        this.first = nanoTime.getAsLong();
    }

    @Override
    public Instant instant() {
        return begin.plusNanos(nanoTime.getAsLong() - first);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
