package dev.cairn.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.ResultWriter;
import dev.cairn.SaveOptions;
import dev.cairn.StorageManager;
import dev.cairn.StorageManagers;
import dev.cairn.TooLargeException;
import dev.cairn.model.ColumnName;
import dev.cairn.model.Objective;
import dev.cairn.model.OptimizationResult;
import dev.cairn.model.Problem;
import dev.cairn.model.RealColumn;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A result of four times the heap is written in blocks, replicated, and read by column. */
class LargeResultTest {
    private static final int COLUMNS = 32;
    private static final int BLOCK = 10_000;
    private static final int BLOCKS = 100;

    /** Runs with a heap of 64 MB; the columns are 256 MB. */
    static final class Program {
        public static void main(String[] args) {
            try (StorageManager manager = StorageManagers.builder()
                    .primary("filesystem", Map.of("base_path", args[0], "durability", "none"))
                    .secondary("filesystem", Map.of("base_path", args[1], "durability", "none"))
                    .build()) {
                try (ResultWriter writer = manager.writeResult("large", description(), SaveOptions.replicaRequired())) {
                    for (int block = 0; block < BLOCKS; block++) {
                        writer.append(block(block));
                    }
                    System.out.println(writer.finish().bytes());
                }
                try {
                    manager.loadResult("large");
                } catch (TooLargeException e) {
                    System.out.println("too large");
                }
                RealColumn column =
                        (RealColumn) manager.loadColumns("large", name(17)).get(name(17));
                System.out.println(column.values().sum());
            }
        }
    }

    private static ColumnName name(int column) {
        return ColumnName.objective("f" + column);
    }

    private static OptimizationResult description() {
        Problem.Builder problem = Problem.builder("large");
        for (int column = 0; column < COLUMNS; column++) {
            problem.objective(Objective.minimize("f" + column));
        }
        return OptimizationResult.builder().problem(problem.build()).build();
    }

    private static Map<ColumnName, RealColumn> block(int block) {
        Map<ColumnName, RealColumn> rows = new HashMap<>();
        for (int column = 0; column < COLUMNS; column++) {
            double[] values = new double[BLOCK];
            for (int i = 0; i < BLOCK; i++) {
                values[i] = column * 1000 + block;
            }
            rows.put(name(column), RealColumn.adopt(values, null));
        }
        return rows;
    }

    @Test
    void aResultLargerThanTheHeapIsSavedAndReadByColumn(@TempDir Path folder) throws Exception {
        String[] printed = ChildJvm.startWithHeap(
                        "64m", Program.class, folder.resolve("first"), folder.resolve("second"))
                .join()
                .split("\n");

        assertThat(Long.parseLong(printed[0])).isGreaterThan((long) COLUMNS * BLOCK * BLOCKS * Double.BYTES);
        assertThat(printed[1]).isEqualTo("too large");
        double expected = (17_000.0 * BLOCKS + BLOCKS * (BLOCKS - 1) / 2.0) * BLOCK;
        assertThat(Double.parseDouble(printed[2])).isEqualTo(expected);
    }
}
