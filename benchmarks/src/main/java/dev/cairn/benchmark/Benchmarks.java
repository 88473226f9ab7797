package dev.cairn.benchmark;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures all rows of the table, or some, and writes it. */
@Command(name = "benchmarks", mixinStandardHelpOptions = true, description = "Measures Cairn beside its peers.")
public final class Benchmarks implements Callable<Integer> {
    @Option(names = "--rows", split = ",", description = "The numbers of the rows to measure; all by default.")
    private List<Integer> rows = List.of();

    @Option(names = "--smoke", description = "Only shows that the benchmarks work; the figures mean nothing.")
    private boolean smoke;

    @Option(names = "--no-peers", description = "Leaves out what has no target.")
    private boolean withoutPeers;

    @Option(names = "--rounds", description = "The most rounds of each comparison; nine if not given.")
    private int rounds = Effort.FULL.rounds();

    @Option(names = "--folder", description = "Where all sides write; must be new.", defaultValue = "target/arena")
    private Path folder = Path.of("target/arena");

    @Option(names = "--out", description = "Where the table is written.", defaultValue = "target/benchmarks.md")
    private Path out = Path.of("target/benchmarks.md");

    /** All rows, by their numbers. */
    static List<Row> rows(Path plots) {
        return List.of(
                new SaveRows.OneThread(),
                new SaveRows.ManyThreads(),
                new CacheRow(),
                new LoadRows.Whole(),
                new LoadRows.OneColumn(),
                new DatabaseRow(),
                new QueryRow(plots),
                new PredictionRow(),
                new MigrationRow(),
                new TensorRow(),
                new DeletionRow(),
                new MemoryRow(),
                new BatchRow());
    }

    /** Exits with 0 if what has a target met it, otherwise with 1. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Benchmarks()).execute(args));
    }

    @Override
    public Integer call() throws IOException {
        Effort effort = smoke ? Effort.SMOKE : Effort.FULL;
        effort = (withoutPeers ? effort.withoutPeers() : effort).atMost(rounds);
        List<Line> lines = new ArrayList<>();
        for (Row row : rows(out.toAbsolutePath().resolveSibling("plots"))) {
            if (rows.isEmpty() || rows.contains(row.number())) {
                lines.addAll(measure(row, effort, System.out));
                Files.createDirectories(out.toAbsolutePath().getParent());
                Files.writeString(out, Table.of(lines));
            }
        }
        return lines.stream().anyMatch(line -> Boolean.FALSE.equals(line.met())) && !smoke ? 1 : 0;
    }

    private List<Line> measure(Row row, Effort effort, PrintStream progress) {
        long begin = System.nanoTime();
        try (Arena arena = new Arena(folder.resolve("row" + row.number()))) {
            List<Line> lines = row.measure(effort);
            progress.printf(
                    "row %d, %d s, in %s%n%s",
                    row.number(),
                    Duration.ofNanos(System.nanoTime() - begin).toSeconds(),
                    arena.folder(),
                    Table.of(lines));
            return lines;
        }
    }
}
