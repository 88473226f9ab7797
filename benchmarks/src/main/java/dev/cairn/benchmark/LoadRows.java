package dev.cairn.benchmark;

import dev.cairn.benchmark.Contest.Turn;
import dev.cairn.benchmark.Line.Aim;
import java.util.ArrayList;
import java.util.List;

/** Rows 4 and 5: loads of what is large, from files, past the cache. */
final class LoadRows {
    private static final List<String> PEERS = List.of("Jackson files, Caffeine", "H2 MVStore", "MapDB", "RocksDB");

    private LoadRows() {}

    /** Row 4. */
    static final class Whole implements Row {
        @Override
        public int number() {
            return 4;
        }

        @Override
        public List<Line> measure(Effort effort) {
            Contest contest = new Contest(effort, LargeLoads.class, "whole").with("rows", effort.of(131_072));
            List<Turn> turns =
                    new ArrayList<>(List.of(new Turn("Cairn, files", "whole", 1), new Turn("", "bytesIntoArrays", 1)));
            effort.peers(PEERS).forEach(peer -> turns.add(new Turn(peer, "whole", 1)));
            List<Scores> scores = contest.of(turns);
            Scores raw = scores.get(1).named("the same bytes into double[], unchecked");
            String work = "load of 16 MB, files, past the cache";
            List<Line> lines = new ArrayList<>();
            lines.add(Line.of(4, work, scores.get(0), raw, Aim.AT_LEAST, 0.9));
            scores.subList(2, scores.size()).forEach(peer -> lines.add(Line.beside(4, work, scores.get(0), peer)));
            return lines;
        }
    }

    /** Row 5. */
    static final class OneColumn implements Row {
        private static final int WIDTH = 40;
        private static final int ROWS = 3_355_443;

        @Override
        public int number() {
            return 5;
        }

        @Override
        public List<Line> measure(Effort effort) {
            List<Scores> scores = new Contest(effort, LargeLoads.class, "column")
                    .with("rows", effort.of(ROWS))
                    .with("width", WIDTH)
                    .times()
                    .of(List.of(new Turn("", "column", 1), new Turn("", "columnBytes", 1)));
            return List.of(Line.of(
                    5,
                    "one of 40 columns of 1 GB, files",
                    scores.get(0).named("Cairn"),
                    scores.get(1).named("the bytes of the column"),
                    Aim.AT_MOST,
                    1.3));
        }
    }
}
