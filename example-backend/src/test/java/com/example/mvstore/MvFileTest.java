package com.example.mvstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in the file after each commit is all that the next process gets if this one is killed. */
class MvFileTest {
    @TempDir
    Path folder;

    /** Each closing leaves gaps, which the next commits fill, so that the last one is not at the end of the file. */
    @Test
    void holdsEachCommitThatReturnedWhereverItWasWritten() throws Exception {
        Random random = new Random(5);
        for (int opening = 0; opening < 6; opening++) {
            try (MvFile file = MvFile.open(folder.resolve("results.mv"))) {
                for (int commit = 0; commit < 8; commit++) {
                    String key = "key " + random.nextInt(9);
                    byte[] value = new byte[random.nextInt(1 << (8 + random.nextInt(10)))];
                    random.nextBytes(value);
                    file.apply(Map.of(key, value));
                    assertThat(ofTheNextProcess(key))
                            .as("%s of %s", commit, opening)
                            .isEqualTo(value);
                }
            }
        }
    }

    private byte @Nullable [] ofTheNextProcess(String key) throws Exception {
        Path copy = folder.resolve("copy.mv");
        Files.copy(folder.resolve("results.mv"), copy, StandardCopyOption.REPLACE_EXISTING);
        try (MvFile file = MvFile.open(copy)) {
            return file.get(key);
        }
    }
}
