package dev.cairn.backend.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A blob that is larger than the heap, 64 MiB, goes in and comes out. It has 100 MiB, or as many as the system property
 * {@code cairn.test.blob.mb} says.
 */
class LargeBlobTest {
    private static final String MEGABYTES = System.getProperty("cairn.test.blob.mb", "100");

    private static void assertStreams(String... arguments) throws IOException {
        try (ChildJvm child = ChildJvm.start(64, arguments)) {
            assertThat(child.line()).isEqualTo("open");
            String answer = child.line();
            System.out.println(arguments[1].replaceFirst("\\?.*", "") + ": " + MEGABYTES + " MiB: " + answer);
            assertThat(answer).startsWith("same");
            assertThat(child.rest()).isEmpty();
        }
    }

    @Test
    void streamsThroughH2(@TempDir Path folder) throws IOException {
        assertStreams("blob", "h2:" + folder.resolve("store"), "-", MEGABYTES);
    }

    @Test
    void streamsThroughPostgresql() throws IOException {
        String schema = Postgres.newSchema();
        assertStreams("blob", Postgres.jdbcUrl(), schema, MEGABYTES);
        Postgres.dropSchema(schema);
    }
}
