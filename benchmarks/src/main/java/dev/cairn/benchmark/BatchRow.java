package dev.cairn.benchmark;

import dev.cairn.benchmark.Contest.Turn;
import dev.cairn.benchmark.Line.Aim;
import java.util.ArrayList;
import java.util.List;

/** Row 13: many small results at once, and one by one. */
final class BatchRow implements Row {
    private static final int MANY = 10_000;

    /** As many are saved one by one: the rate is the same, and they take long. */
    private static final int SOME = 1000;

    @Override
    public int number() {
        return 13;
    }

    @Override
    public List<Line> measure(Effort effort) {
        int many = effort.of(MANY);
        int some = effort.of(SOME);
        List<Line> lines = new ArrayList<>();
        for (String store : List.of("files", "H2", "PostgreSQL")) {
            String side = "Cairn, " + store;
            Effort few = effort.atMost(5);
            Contest all =
                    new Contest(few, Saves.class, "saveAll").with("small", true).once();
            List<Scores> scores = all.of(List.of(
                    new Turn(side, "saveAll", 1).with("batch", many),
                    new Turn(side, "oneByOne", 1).with("batch", some)));
            lines.add(Line.of(
                    13,
                    "saveAll of " + many + " small results, " + store,
                    scores.get(0).rate(many),
                    scores.get(1).rate(some).named("one by one"),
                    Aim.AT_LEAST,
                    3));
        }
        return lines;
    }
}
