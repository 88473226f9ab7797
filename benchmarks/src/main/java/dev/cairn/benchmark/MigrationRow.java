package dev.cairn.benchmark;

import dev.cairn.benchmark.Line.Aim;
import dev.cairn.benchmark.peer.CairnPeer;
import dev.cairn.model.OptimizationResult;
import dev.cairn.spi.StorageBackend;
import dev.cairn.transfer.Transfer;
import dev.cairn.transfer.TransferReport;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Row 9: results from files into PostgreSQL, read back there, and without. */
final class MigrationRow implements Row {
    private static final int RESULTS = 10_000;
    private static final int GROUP = 500;
    private static final int SIDES = 3;

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
        Effort few = effort.atMost(3);
        Deque<CairnPeer> targets = new ArrayDeque<>();
        for (int i = 0; i < few.rounds() * SIDES; i++) {
            String target = arena.newDatabase().cairn();
            targets.add(arena.get("target " + i, CairnPeer.class, () -> new CairnPeer(target)));
        }
        arena.call("Cairn, verified", () -> transfer(files, targets.remove(), results, true));
        arena.call("the same, not verified", () -> transfer(files, targets.remove(), results, false));
        arena.call("load each, saveAll", () -> byHand(files, targets.remove(), results));
        List<Scores> scores = new Contest(few, Calls.class, "call")
                .once()
                .between(List.of("Cairn, verified", "the same, not verified", "load each, saveAll"));
        Scores ours = scores.get(0).rate(results);
        String work = "migration of " + results + " results of 10 KB, files to PostgreSQL";
        return List.of(
                Line.of(9, work, ours, scores.get(1).rate(results), Aim.AT_LEAST, 0.7),
                Line.of(9, work, ours, scores.get(2).rate(results), Aim.AT_LEAST, 0.7));
    }

    private static Object transfer(CairnPeer files, CairnPeer target, int results, boolean verified) {
        StorageBackend from = files.manager().tiers().primary();
        TransferReport report = Transfer.copy(from, target.manager().tiers().primary())
                .verified(verified)
                .run();
        if (report.counts().copied() != results) {
            throw new IllegalStateException("Not all were copied: " + report);
        }
        return report;
    }

    private static Object byHand(CairnPeer files, CairnPeer target, int results) {
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
