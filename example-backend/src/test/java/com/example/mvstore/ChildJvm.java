package com.example.mvstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Another process that uses a store, as {@link ChildProgram} says. */
record ChildJvm(Process process) {
    static ChildJvm start(String heap, String task, Path file) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classes = System.getProperty("java.class.path");
        String main = ChildProgram.class.getName();
        return new ChildJvm(new ProcessBuilder(
                        java, "-Xmx" + heap, "-XX:TieredStopAtLevel=1", "-cp", classes, main, task, file.toString())
                .redirectErrorStream(true)
                .start());
    }

    /** All lines that it printed until it ended. */
    List<String> lines() throws IOException, InterruptedException {
        List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).as("it ends").isTrue();
        return lines;
    }

    /** Ends it as {@code kill -9} does, some milliseconds after its first line; returns all that it printed. */
    List<String> killedAfter(long millis) throws IOException, InterruptedException {
        StringBuilder first = new StringBuilder();
        for (int c = process.getInputStream().read();
                c >= 0 && c != '\n';
                c = process.getInputStream().read()) {
            first.append((char) c);
        }
        CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS, task -> new Thread(task).start())
                .execute(process::destroyForcibly);
        List<String> lines = new ArrayList<>(List.of(first.toString()));
        lines.addAll(lines());
        return lines;
    }
}
