package dev.cairn.backend.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.spi.Document;
import dev.cairn.spi.StorageBackend;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** H2 keeps frames of the usual size in the rows of their documents, and reads those that it keeps elsewhere. */
class FramesInRowsTest {
    private static final String SMALL = "s".repeat(8_000);
    private static final String LARGE = "l".repeat(40_000);

    @TempDir
    private Path folder;

    private StorageBackend open() {
        return Fixtures.open(Map.of("connection_string", "h2:" + folder.resolve("store")), Clock.systemUTC());
    }

    private int beside(String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        Place.of("h2:" + folder.resolve("store")).url(), "sa", "");
                Statement asked = connection.createStatement()) {
            if (!asked.execute(statement)) {
                return 0;
            }
            ResultSet row = asked.getResultSet();
            assertThat(row.next()).isTrue();
            return row.getInt(1);
        }
    }

    private int largestInTheRow() throws SQLException {
        return beside("select cast(setting_value as integer) from information_schema.settings "
                + "where setting_name = 'MAX_LENGTH_INPLACE_LOB'");
    }

    @Test
    void thoseOfFilesThatKeptThemElsewhereAreReadAndReplaced() throws SQLException {
        Document small;
        Document large;
        Document kept;
        try (StorageBackend backend = open()) {
            beside("set max_length_inplace_lob 256");
            small = RoundTripsTest.put(backend, "small", SMALL);
            large = RoundTripsTest.put(backend, "large", LARGE);
            kept = RoundTripsTest.put(backend, "kept", SMALL);
            assertThat(largestInTheRow()).isEqualTo(256);
        }
        try (StorageBackend backend = open()) {
            assertThat(largestInTheRow()).isEqualTo(16 * 1024);
            assertThat(backend.documents().get(small.key()).find()).contains(small);
            assertThat(backend.documents().get(large.key()).find()).contains(large);
            small = RoundTripsTest.put(backend, "small", SMALL + "2");
            large = RoundTripsTest.put(backend, "large", LARGE + "2");
        }
        try (StorageBackend backend = open()) {
            assertThat(backend.documents().get(small.key()).find()).contains(small);
            assertThat(backend.documents().get(large.key()).find()).contains(large);
            assertThat(backend.documents().get(kept.key()).find()).contains(kept);
        }
    }
}
