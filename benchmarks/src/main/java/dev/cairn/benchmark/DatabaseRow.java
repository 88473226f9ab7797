package dev.cairn.benchmark;

import dev.cairn.benchmark.Contest.Turn;
import dev.cairn.benchmark.Line.Aim;
import java.util.ArrayList;
import java.util.List;

/** Row 6: saves and loads in databases, one by one and in batches. */
final class DatabaseRow implements Row {
    private static final int BATCH = 1000;

    @Override
    public int number() {
        return 6;
    }

    @Override
    public List<Line> measure(Effort effort) {
        List<Line> lines = new ArrayList<>();
        for (String database : List.of("H2", "PostgreSQL")) {
            lines.addAll(measure(effort, database, "save", "save of 10 KB, " + database));
            lines.addAll(measure(effort, database, "saveAll", "batches of " + BATCH + " of 10 KB, " + database));
            lines.addAll(measure(effort, database, "load", "load of 10 KB, " + database));
        }
        return lines;
    }

    private static List<Line> measure(Effort effort, String database, String method, String work) {
        Contest contest = new Contest(effort, Saves.class, method).with("batch", effort.of(BATCH));
        List<Turn> turns = new ArrayList<>(List.of(
                new Turn("Cairn, " + database, method, 1),
                new Turn("the same rows, " + database, method, 1),
                new Turn("one table, " + database, method, 1)));
        effort.peers(List.of("Hibernate JSON, " + database)).forEach(peer -> turns.add(new Turn(peer, method, 1)));
        List<Scores> scores = contest.of(turns);
        Scores ours = scores.get(0);
        List<Line> lines = new ArrayList<>(List.of(
                Line.of(6, work, ours, scores.get(1), Aim.AT_LEAST, 0.8),
                Line.of(6, work, ours, scores.get(2), Aim.AT_LEAST, 0.5)));
        scores.subList(3, scores.size()).forEach(peer -> lines.add(Line.beside(6, work, ours, peer)));
        return lines;
    }
}
