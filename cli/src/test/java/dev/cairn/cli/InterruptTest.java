package dev.cairn.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.StorageManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * What is left when somebody presses Ctrl-C. The signal sent is the one that ends a process politely: both do the same, and a process
 * that was started in the background may have been told to ignore the other.
 */
class InterruptTest extends CommandTest {
    private static final int TERMINATED = 128 + 15;

    private Process start(String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Cairn.class.getName()));
        command.addAll(List.of(args));
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.txt").toFile())
                .start();
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "There a process is ended at once.")
    void anImportThatIsInterruptedLeavesWholeResultsAndGoesOnLater() throws IOException, InterruptedException {
        run("init").ok();
        int count = 3000;
        for (int i = 0; i < count; i++) {
            Path file = folder.resolve("in/" + i + "/FUN.csv");
            Files.createDirectories(file.getParent());
            Files.writeString(file, i + ",1\n1," + i + "\n");
        }
        Process importing = start("import", "in");
        awaitFirst();
        importing.destroy();
        assertThat(importing.waitFor(60, TimeUnit.SECONDS)).isTrue();
        String output = Files.readString(folder.resolve("output.txt"), UTF_8);
        assertThat(importing.exitValue()).as(output).isEqualTo(TERMINATED);
        assertThat(output).contains("Stopped before the end");

        run("verify").ok();
        int there;
        try (StorageManager manager = store()) {
            there = manager.listResults().size();
            for (String key : manager.listResults()) {
                assertThat(manager.loadResult(key).rows()).isEqualTo(2);
            }
        }
        assertThat(there).isBetween(1, count - 1);
        assertThat(run("import", "in").ok().out())
                .contains("unchanged " + String.format(java.util.Locale.ROOT, "%,d", there));
    }

    private void awaitFirst() throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (System.nanoTime() < end) {
            try (StorageManager manager = store()) {
                if (!manager.listResults().isEmpty()) {
                    return;
                }
            }
            Thread.sleep(50);
        }
        throw new AssertionError("Nothing was imported within a minute.");
    }
}
