package dev.cairn.benchmark;

import dev.cairn.benchmark.Contest.Turn;
import dev.cairn.benchmark.Line.Aim;
import java.util.List;

/** Row 3: loads from the cache. */
final class CacheRow implements Row {
    private static final int A_FEW_DOZEN_BYTES = 64;

    @Override
    public int number() {
        return 3;
    }

    @Override
    public List<Line> measure(Effort effort) {
        Contest contest = new Contest(effort, CacheLoads.class, "cairn").times();
        List<Scores> scores = contest.of(List.of(
                new Turn("Cairn", "cairn", 1),
                new Turn("bare Caffeine", "caffeine", 1),
                new Turn("Cairn, fresh for ever", "cairnWithoutTime", 1),
                new Turn("Caffeine and the time", "caffeineAndTime", 1),
                new Turn("Cairn, checked", "checked", 1),
                new Turn("first 256 bytes of the document", "firstBytes", 1)));
        return List.of(
                Line.of(3, "load from the cache, fresh for a second", scores.get(0), scores.get(1), Aim.AT_MOST, 3),
                Line.beside(3, "load from the cache, fresh for a second", scores.get(0), scores.get(3)),
                Line.of(3, "load from the cache, fresh for ever", scores.get(2), scores.get(1), Aim.AT_MOST, 3),
                Line.bound(3, "load from the cache, allocated", contest.allocated("Cairn"), A_FEW_DOZEN_BYTES),
                Line.of(3, "load from the cache, freshness zero", scores.get(4), scores.get(5), Aim.AT_MOST, 1.5));
    }
}
