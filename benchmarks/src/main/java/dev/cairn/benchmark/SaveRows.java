package dev.cairn.benchmark;

import dev.cairn.benchmark.Line.Aim;
import java.util.ArrayList;
import java.util.List;

/** Rows 1 and 2: durable saves of a result of 9,600 bytes into files, from one thread and from sixteen. */
final class SaveRows {
    private static final String CAIRN = "Cairn, files";
    private static final String RAW = "the same two files";
    private static final List<String> PEERS =
            List.of("Jackson files, Caffeine", "H2 MVStore", "MapDB", "RocksDB", "MOEA store (not durable)");
    private static final int THREADS = 16;

    private SaveRows() {}

    /** Row 1. */
    static final class OneThread implements Row {
        @Override
        public int number() {
            return 1;
        }

        @Override
        public List<Line> measure(Effort effort) {
            String work = "save of 10 KB, files, one thread";
            List<String> sides = new ArrayList<>(List.of(CAIRN, RAW));
            sides.addAll(effort.peers(PEERS));
            List<Scores> scores = new Contest(effort, Saves.class, "save").between(sides);
            List<Line> lines = new ArrayList<>();
            lines.add(Line.of(1, work, scores.get(0), scores.get(1), Aim.AT_LEAST, 0.8));
            scores.subList(2, scores.size()).forEach(peer -> lines.add(Line.beside(1, work, scores.get(0), peer)));
            return lines;
        }
    }

    /** Row 2. */
    static final class ManyThreads implements Row {
        @Override
        public int number() {
            return 2;
        }

        @Override
        public List<Line> measure(Effort effort) {
            String work = "save of 10 KB, files, " + THREADS + " threads";
            List<Contest.Turn> turns = new ArrayList<>(List.of(
                    new Contest.Turn(CAIRN, "save", THREADS),
                    new Contest.Turn(RAW, "save", THREADS),
                    new Contest.Turn(CAIRN, "save", 1)));
            effort.peers(PEERS).forEach(peer -> turns.add(new Contest.Turn(peer, "save", THREADS)));
            List<Scores> scores = new Contest(effort, Saves.class, "save").of(turns);
            List<Line> lines = new ArrayList<>();
            lines.add(Line.of(2, work, scores.get(0), scores.get(1), Aim.AT_LEAST, 0.8));
            lines.add(Line.of(2, work, scores.get(0), scores.get(2), Aim.AT_LEAST, 3));
            scores.subList(3, scores.size()).forEach(peer -> lines.add(Line.beside(2, work, scores.get(0), peer)));
            return lines;
        }
    }
}
