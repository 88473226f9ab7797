package dev.cairn.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Row 12: what is large or many under a small heap, in processes of their own. */
final class MemoryRow implements Row {
    private static final int ROWS = 3_355_443;
    private static final int MILLION = 1_000_000;

    @Override
    public int number() {
        return 12;
    }

    @Override
    public List<Line> measure(Effort effort) {
        Path folder = Arena.current().folder();
        int rows = effort.of(ROWS);
        int results = effort.of(MILLION);
        List<Line> lines = new ArrayList<>();
        lines.add(line(
                "1 GB by ResultWriter and read by column, files",
                256,
                run(256, "large", folder.resolve("large").toString(), rows)));
        String h2 = "h2:" + folder.resolve("many");
        run(1024, "fill", h2, results);
        lines.add(line(results + " results streamed, H2", 128, run(128, "stream", h2, results)));
        String postgresql = Arena.current().newDatabase().cairn();
        run(1024, "fill", postgresql, results);
        lines.add(line(results + " results streamed, PostgreSQL", 128, run(128, "stream", postgresql, results)));
        return lines;
    }

    private static Line line(String work, int heap, double seconds) {
        return new Line(
                12,
                work,
                Line.number(seconds) + " s",
                "",
                "heap of " + heap + " MB",
                "",
                "done under " + heap + " MB",
                true);
    }

    /** Runs it, and returns how many seconds it took. It fails if the heap does not suffice. */
    private static double run(int heap, String what, String where, int count) {
        long begin = System.nanoTime();
        try {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx" + heap + "m",
                            "-XX:+ExitOnOutOfMemoryError",
                            "-cp",
                            System.getProperty("java.class.path"),
                            MemoryProgram.class.getName(),
                            what,
                            where,
                            String.valueOf(count))
                    .inheritIO()
                    .start();
            int ended = process.waitFor();
            if (ended != 0) {
                throw new IllegalStateException(what + " under " + heap + " MB ended with " + ended);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return (System.nanoTime() - begin) / 1e9;
    }
}
