package dev.cairn.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        for (Object arg : args) {
            command.add(String.valueOf(arg));
        }
        return new ChildJvm(
                new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    /** Ends it as {@code kill -9} does, after {@code millis} or when it ends by itself, and waits until it is gone. */
    void killAfter(long millis) throws InterruptedException {
        try {
            process.waitFor(millis, TimeUnit.MILLISECONDS);
        } finally {
            process.destroyForcibly().onExit().join();
        }
    }

    /** Waits until it ends well and returns what it printed. */
    String join() throws IOException, InterruptedException {
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES)).as("ends").isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }
}
