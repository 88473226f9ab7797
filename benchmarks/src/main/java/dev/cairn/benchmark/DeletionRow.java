package dev.cairn.benchmark;

import dev.cairn.benchmark.Line.Aim;
import dev.cairn.benchmark.peer.CairnPeer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Row 11: a run with many predictions is deleted, until no reader sees it, and one result. */
final class DeletionRow implements Row {
    private static final int PREDICTIONS = 150_000;
    private static final int BATCH = 5000;

    @Override
    public int number() {
        return 11;
    }

    @Override
    public List<Line> measure(Effort effort) {
        Effort few = effort.atMost(3);
        int predictions = effort.of(PREDICTIONS);
        List<Line> lines = new ArrayList<>();
        for (String name : List.of("H2", "PostgreSQL")) {
            Arena arena = Arena.current();
            String uri = name.equals("H2")
                    ? "h2:" + arena.folder().resolve("deletions")
                    : arena.newDatabase().cairn();
            PredictionRow.Store store =
                    arena.get("deletions, " + name, PredictionRow.Store.class, () -> new PredictionRow.Store(uri));
            CairnPeer results = (CairnPeer) arena.peer("Cairn, " + name);
            List<String> runs = new ArrayList<>();
            List<String> keys = new ArrayList<>();
            for (int round = 0; round < few.rounds(); round++) {
                for (int saved = 0; saved < predictions; saved += BATCH) {
                    store.save(Math.min(BATCH, predictions - saved));
                }
                runs.add(store.nextRun());
                keys.add("r" + round);
                results.save("r" + round, Arena.USUAL.another(round));
            }
            Iterator<String> nextRun = runs.iterator();
            Iterator<String> nextKey = keys.iterator();
            arena.call("a run, " + name, () -> store.experiment().deleteRun(nextRun.next()));
            arena.call("one result, " + name, () -> results.manager().deleteResult(nextKey.next()));
            List<Scores> scores = new Contest(few, Calls.class, "call")
                    .once()
                    .between(List.of("a run, " + name, "one result, " + name));
            lines.add(Line.of(
                    11,
                    "delete a run of " + predictions + " predictions, " + name,
                    scores.get(0),
                    scores.get(1),
                    Aim.AT_MOST,
                    10));
        }
        return lines;
    }
}
