package dev.cairn.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Another JVM that runs a main class of these tests. */
final class ChildJvm {
    private static final int MINUTES = 5;

    private final Process process;

    private ChildJvm(Process process) {
        this.process = process;
    }

    /** Starts {@code main} with the class path of this JVM. */
    static ChildJvm start(Class<?> main, Object... args) throws IOException {
        return startWithHeap("512m", main, args);
    }

    /** Starts {@code main} with a heap of at most {@code heap}. */
    static ChildJvm startWithHeap(String heap, Class<?> main, Object... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        for (Object arg : args) {
            command.add(String.valueOf(arg));
        }
        return new ChildJvm(
                new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    /**
     * Waits until it prints {@code line}, and ends it as {@code kill -9} does some milliseconds later, if it has not ended by then;
     * returns what else it printed.
     */
    String killAfter(String line, long millis) throws IOException {
        return after(line, millis, process.toHandle()::destroyForcibly);
    }

    /** Waits until it prints {@code line}, and tells it to end some milliseconds later, as Ctrl-C does; returns what it printed. */
    String endAfter(String line, long millis) throws IOException {
        return after(line, millis, process.toHandle()::destroy);
    }

    private String after(String line, long millis, Runnable end) throws IOException {
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        StringJoiner printed = new StringJoiner("\n");
        for (String next = output.readLine(); next != null && !next.equals(line); next = output.readLine()) {
            printed.add(next);
        }
        CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS, task -> new Thread(task).start())
                .execute(end);
        output.lines().forEach(printed::add);
        process.onExit().join();
        return printed.toString();
    }

    /** Waits until it ends well and returns what it printed. */
    String join() throws IOException, InterruptedException {
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES)).as("ends").isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }
}
