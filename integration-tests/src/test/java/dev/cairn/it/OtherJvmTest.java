package dev.cairn.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.StorageManager;
import dev.cairn.StorageManagers;
import dev.cairn.model.OptimizationResult;
import dev.cairn.testkit.SampleResults;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OtherJvmTest {
    /** Saves the result that has everything, and prints its digest. */
    static final class Saver {
        public static void main(String[] args) {
            try (StorageManager manager = StorageManagers.open(args[0])) {
                System.out.print(manager.saveResult("run/\u00fc", SampleResults.withEverything())
                        .digest());
            }
        }
    }

    @Test
    void aResultSavedByOneJvmIsLoadedByAnotherBitForBit(@TempDir Path folder) throws Exception {
        String digest = ChildJvm.start(Saver.class, folder.resolve("store")).join();

        try (StorageManager manager =
                StorageManagers.open(folder.resolve("store").toString())) {
            OptimizationResult result = manager.loadResult("run/\u00fc");
            assertThat(result).isEqualTo(SampleResults.withEverything());
            assertThat(Double.doubleToRawLongBits(result.objective("f/2").get(1)))
                    .isEqualTo(Double.doubleToRawLongBits(SampleResults.NAN_WITH_PAYLOAD));
            assertThat(manager.resultInfo("run/\u00fc").digest()).isEqualTo(digest);
        }
    }
}
