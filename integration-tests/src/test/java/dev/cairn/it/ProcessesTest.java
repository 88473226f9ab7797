package dev.cairn.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.CollectOptions;
import dev.cairn.LoadOptions;
import dev.cairn.StorageManager;
import dev.cairn.StorageManagers;
import dev.cairn.testkit.SampleResults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two processes of eight threads on one store. {@code -Dcairn.hammer.seconds} says for how long, and
 * {@code -Dcairn.hammer.durability} whether they force; without forcing they do more in the time.
 */
class ProcessesTest {
    private static final int SECONDS = Integer.getInteger("cairn.hammer.seconds", 30);
    private static final String DURABILITY = System.getProperty("cairn.hammer.durability", "force");

    @TempDir
    Path folder;

    /** An acknowledged write. */
    private record Write(long revision, boolean saved, int number) {}

    @Test
    void nothingIsTornLostOrDanglingWhateverTwoProcessesDo() throws Exception {
        Path store = folder.resolve("store");
        List<ChildJvm> processes = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            processes.add(ChildJvm.start(Hammer.class, store, i, SECONDS, folder.resolve("log" + i), DURABILITY));
        }
        for (ChildJvm process : processes) {
            process.join();
        }
        Map<String, Write> last = lastWrites();
        assertThat(last).hasSize(Hammer.KEYS);

        try (StorageManager manager = StorageManagers.open(store.toString())) {
            assertThat(manager.collectGarbage(CollectOptions.exclusively()).skipped())
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

    private Map<String, Write> lastWrites() throws IOException {
        Map<String, Write> last = new HashMap<>();
        long count = 0;
        for (int i = 0; i < 2; i++) {
            for (String line : Files.readAllLines(folder.resolve("log" + i))) {
                String[] parts = line.split(" ", 4);
                Write write = new Write(Long.parseLong(parts[0]), parts[1].equals("save"), Integer.parseInt(parts[2]));
                last.merge(parts[3], write, (a, b) -> a.revision() > b.revision() ? a : b);
                count++;
            }
        }
        System.out.println(count + " acknowledged writes by two processes in " + SECONDS + " s");
        return last;
    }
}
