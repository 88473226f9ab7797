package dev.cairn.benchmark;

import dev.cairn.ResultWriter;
import dev.cairn.SaveOptions;
import dev.cairn.benchmark.peer.CairnPeer;
import dev.cairn.benchmark.peer.Sample;
import dev.cairn.model.Column;
import dev.cairn.model.ColumnName;
import dev.cairn.model.OptimizationResult;
import dev.cairn.model.RealColumn;
import dev.cairn.query.QueryText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** What is done under a small heap, in a process of its own: arguments are what, where and how many. */
final class MemoryProgram {
    private static final int WIDTH = 40;
    private static final int BLOCK = 20_000;
    private static final int GROUP = 500;

    private MemoryProgram() {}

    public static void main(String[] args) {
        int count = Integer.parseInt(args[2]);
        try (CairnPeer cairn = new CairnPeer(args[1])) {
            switch (args[0]) {
                case "large" -> large(cairn, count);
                case "fill" -> fill(cairn, count);
                case "stream" -> stream(cairn, count);
                default -> throw new IllegalArgumentException(args[0]);
            }
        }
    }

    /** A result of 40 columns, written in blocks and read column by column. */
    private static void large(CairnPeer cairn, int rows) {
        OptimizationResult all = Sample.of(WIDTH, 1, 1).result();
        OptimizationResult none = OptimizationResult.builder()
                .problem(all.problem())
                .solver(all.solver())
                .build();
        try (ResultWriter writer = cairn.manager().writeResult("large", none, SaveOptions.defaults())) {
            for (int from = 0; from < rows; from += BLOCK) {
                Map<ColumnName, Column> block = new LinkedHashMap<>();
                Sample.of(WIDTH, Math.min(BLOCK, rows - from), from)
                        .columns()
                        .forEach((name, values) -> block.put(
                                name.startsWith("x") ? ColumnName.variable(name) : ColumnName.objective(name),
                                RealColumn.of(values)));
                writer.append(block);
            }
            writer.finish();
        }
        for (ColumnName name : all.columns().keySet()) {
            Column column = cairn.manager().loadColumns("large", name).get(name);
            if (column == null || column.rows() != rows) {
                throw new IllegalStateException("The column " + name + " is not what was written.");
            }
        }
    }

    /** Results without columns. */
    private static void fill(CairnPeer cairn, int count) {
        OptimizationResult result = OptimizationResult.builder()
                .problem(Sample.of(2, 1, 1).result().problem())
                .build();
        for (int from = 0; from < count; from += GROUP) {
            Map<String, OptimizationResult> some = new LinkedHashMap<>();
            for (int i = from; i < Math.min(count, from + GROUP); i++) {
                some.put("r" + i, result);
            }
            cairn.manager().saveAll(some).orElseThrow();
        }
    }

    /** All of them, their keys and what is said of them. */
    private static void stream(CairnPeer cairn, int count) {
        try (Stream<String> keys = cairn.manager().streamResults();
                Stream<?> infos = cairn.manager().results().stream(QueryText.query(""))) {
            long listed = keys.count();
            long told = infos.count();
            if (listed != count || told != count) {
                throw new IllegalStateException(listed + " keys and " + told + " results instead of " + count);
            }
        }
    }
}
