package dev.cairn.benchmark;

import dev.cairn.benchmark.Line.Aim;
import dev.cairn.benchmark.peer.CairnPeer;
import dev.cairn.model.OptimizationResult;
import dev.cairn.spi.StorageBackend;
import dev.cairn.transfer.Transfer;
import dev.cairn.transfer.TransferReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Row 9: results from files into PostgreSQL, read back there, and without. */
final class MigrationRow implements Row {
    private static final int RESULTS = 10_000;
    private static final int GROUP = 500;

    @Override
    public int number() {
        return 9;
    }

    @Override
    public List<Line> measure(Effort effort) {
        Arena arena = Arena.current();
        int results = effort.of(RESULTS);
        CairnPeer files = (CairnPeer) arena.peer("Cairn, files");
        for (int from = 0; from < results; from += GROUP) {
            Map<String, OptimizationResult> some = new LinkedHashMap<>();
            for (int i = from; i < Math.min(results, from + GROUP); i++) {
                some.put("r" + i, Arena.USUAL.another(i).result());
            }
            files.manager().saveAll(some).orElseThrow();
        }
        arena.call("Cairn, verified", () -> transfer(arena, files, results, true));
        arena.call("the same, not verified", () -> transfer(arena, files, results, false));
        arena.call("load each, saveAll", () -> byHand(arena, files, results));
        List<Scores> scores = new Contest(effort.atMost(3), Calls.class, "call")
                .once()
                .between(List.of("Cairn, verified", "the same, not verified", "load each, saveAll"));
        Scores ours = scores.get(0).rate(results);
        String work = "migration of " + results + " results of 10 KB, files to PostgreSQL";
        return List.of(
                Line.of(9, work, ours, scores.get(1).rate(results), Aim.AT_LEAST, 0.7),
                Line.of(9, work, ours, scores.get(2).rate(results), Aim.AT_LEAST, 0.7));
    }

    private static Object transfer(Arena arena, CairnPeer files, int results, boolean verified) {
        try (CairnPeer target = new CairnPeer(arena.newDatabase().cairn())) {
            StorageBackend from = files.manager().tiers().primary();
            TransferReport report = Transfer.copy(from, target.manager().tiers().primary())
                    .verified(verified)
                    .run();
            if (report.counts().copied() != results) {
                throw new IllegalStateException("Not all were copied: " + report);
            }
            return report;
        }
    }

    private static Object byHand(Arena arena, CairnPeer files, int results) {
        try (CairnPeer target = new CairnPeer(arena.newDatabase().cairn())) {
            for (int from = 0; from < results; from += GROUP) {
                Map<String, OptimizationResult> some = new LinkedHashMap<>();
                for (int i = from; i < Math.min(results, from + GROUP); i++) {
                    some.put("r" + i, (OptimizationResult) files.load("r" + i));
                }
                target.manager().saveAll(some).orElseThrow();
            }
            return target;
        }
    }
}
