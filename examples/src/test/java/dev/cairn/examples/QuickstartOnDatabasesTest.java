package dev.cairn.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.StorageManager;
import dev.cairn.StorageManagers;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The quickstart runs with a database for its main store: one line is another. */
class QuickstartOnDatabasesTest {
    @TempDir
    private Path folder;

    private void runsOn(String uri) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
            new Quickstart(uri, folder.resolve("archive"), new Report(out)).run();
        }
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .doesNotContain("DOES NOT HOLD")
                .contains("to what was saved, bit for bit");
        try (StorageManager manager = StorageManagers.open(uri)) {
            assertThat(manager.listResults()).hasSize(4).doesNotContain(Quickstart.DELETED);
        }
    }

    @Test
    void onH2() {
        runsOn("h2:" + folder.resolve("results"));
    }

    @Test
    void onPostgresql() throws IOException {
        try (EmbeddedPostgres server = start()) {
            runsOn("postgresql://postgres@localhost:" + server.getPort() + "/postgres");
        }
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
}
