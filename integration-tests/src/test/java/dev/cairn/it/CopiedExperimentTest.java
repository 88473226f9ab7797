package dev.cairn.it;

import static dev.cairn.testkit.SampleResults.numbered;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.StorageManager;
import dev.cairn.StorageManagers;
import dev.cairn.query.Query;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The folder of an experiment that somebody copied within its store is no second experiment, and shows no results twice. */
class CopiedExperimentTest {
    @TempDir
    private Path folder;

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : all.toList()) {
                Files.copy(path, to.resolve(from.relativize(path).toString()));
            }
        }
    }

    @Test
    void isLeftOut() throws IOException {
        try (StorageManager manager = StorageManagers.open(folder.toString())) {
            manager.experiment("bridge").saveResult("k", numbered(1, 1));
            manager.experiment("my_exp:1.0").saveResult("k", numbered(2, 1));
            try (Stream<Path> scopes = Files.list(folder)) {
                List<Path> folders = scopes.filter(
                                each -> each.getFileName().toString().matches("(bridge|my_exp).*"))
                        .toList();
                assertThat(folders).hasSize(2);
                for (Path each : folders) {
                    copy(each, folder.resolve(each.getFileName().toString().replaceFirst("^.", "x")));
                }
            }

            assertThat(manager.experiments()).containsExactly("bridge", "my_exp:1.0");
            assertThat(manager.experiment("bridge").queryResults(Query.all()).items())
                    .hasSize(1);
        }
    }
}
