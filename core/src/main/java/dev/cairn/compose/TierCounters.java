package dev.cairn.compose;

import dev.cairn.TierStatistics;
import java.util.concurrent.atomic.LongAdder;

/** Counts what happens between two tiers. */
final class TierCounters {
    final LongAdder fallbacks = new LongAdder();
    final LongAdder unconfirmed = new LongAdder();
    final LongAdder replicas = new LongAdder();
    final LongAdder replicaFailures = new LongAdder();
    final LongAdder repairs = new LongAdder();
    final LongAdder repairFailures = new LongAdder();

    TierStatistics read() {
        return new TierStatistics(
                fallbacks.sum(),
                unconfirmed.sum(),
                replicas.sum(),
                replicaFailures.sum(),
                repairs.sum(),
                repairFailures.sum());
    }
}
