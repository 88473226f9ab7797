package dev.cairn.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.LoadOptions;
import dev.cairn.StorageManager;
import dev.cairn.StorageManagers;
import dev.cairn.testkit.SampleResults;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes of eight threads each on one store. {@code -Dcairn.hammer.seconds} says for how long, 12 by default on files and half of
 * that on databases; {@code -Dcairn.hammer.durability=none} lets files do more in the time.
 */
class ProcessesTest {
    private static final int SECONDS = Integer.getInteger("cairn.hammer.seconds", 12);
    private static final String DURABILITY = System.getProperty("cairn.hammer.durability", "force");

    @TempDir
    Path folder;

    /** An acknowledged write. */
    private record Write(long revision, boolean saved, int number) {}

    @Test
    void twoOnFilesTearLoseAndLeaveNothing() throws Exception {
        hammer("file:" + folder.resolve("store") + "?durability=" + DURABILITY, 2, SECONDS);
    }

    @Test
    void twoOnPostgresqlTearLoseAndLeaveNothing() throws Exception {
        try (EmbeddedPostgres server = start()) {
            hammer("postgresql://postgres@localhost:" + server.getPort() + "/postgres", 2, (SECONDS + 1) / 2);
        }
    }

    @Test
    void oneOnH2TearsLosesAndLeavesNothing() throws Exception {
        hammer("h2:" + folder.resolve("store"), 1, (SECONDS + 1) / 2);
    }

    private static EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.builder()
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .start();
        } catch (IOException | IllegalStateException e) {
            return Assumptions.abort("PostgreSQL does not start here: " + e.getMessage());
        }
    }

    private void hammer(String uri, int processes, int seconds) throws Exception {
        List<ChildJvm> children = new ArrayList<>();
        for (int i = 0; i < processes; i++) {
            children.add(ChildJvm.start(Hammer.class, uri, i, seconds, folder.resolve("log" + i)));
        }
        for (ChildJvm child : children) {
            child.join();
        }
        Map<String, Write> last = lastWrites(processes);
        assertThat(last).hasSize(Hammer.KEYS);

        try (StorageManager manager = StorageManagers.open(uri)) {
            assertThat(manager.collectGarbage(Hammer.collecting(manager)).skipped())
                    .isEmpty();
            last.forEach((key, write) -> check(manager, key, write));
        }
    }

    private static void check(StorageManager manager, String key, Write write) {
        assertThat(manager.contains(key)).as("%s after %s", key, write).isEqualTo(write.saved());
        if (write.saved()) {
            assertThat(manager.resultInfo(key).revision()).isEqualTo(write.revision());
            assertThat(manager.loadResult(key, LoadOptions.withoutCache()))
                    .isEqualTo(SampleResults.numbered(write.number(), 20));
        }
    }

    private Map<String, Write> lastWrites(int processes) throws IOException {
        Map<String, Write> last = new HashMap<>();
        long count = 0;
        for (int i = 0; i < processes; i++) {
            for (String line : Files.readAllLines(folder.resolve("log" + i))) {
                String[] parts = line.split(" ", 4);
                Write write = new Write(Long.parseLong(parts[0]), parts[1].equals("save"), Integer.parseInt(parts[2]));
                last.merge(parts[3], write, (a, b) -> a.revision() > b.revision() ? a : b);
                count++;
            }
        }
        System.out.println(count + " acknowledged writes by " + processes + " processes");
        return last;
    }
}
