package dev.cairn.backend.database;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.cairn.TooLargeException;
import dev.cairn.spi.Content;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.DocumentState;
import dev.cairn.spi.Expectation;
import dev.cairn.spi.Head;
import dev.cairn.spi.JournalEntry;
import dev.cairn.spi.JournalKey;
import dev.cairn.spi.Put;
import dev.cairn.spi.PutResult;
import dev.cairn.spi.StorageBackend;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What is too large or is no name is refused before anything is written; what just fits comes back as it was. */
class LimitsTest {
    abstract static class Limited {
        private final StorageBackend backend = Fixtures.open(config(), Clock.systemUTC());
        private static final Instant NOW = Instant.EPOCH;
        private final JournalKey log = new JournalKey(RoundTripsTest.key("x"), "log");

        abstract Map<String, Object> config();

        @AfterEach
        void close() {
            backend.close();
        }

        private static byte[] object(int length) {
            byte[] bytes = new byte[length];
            Arrays.fill(bytes, (byte) ' ');
            bytes[0] = '{';
            bytes[length - 1] = '}';
            return bytes;
        }

        private static Put put(String id, int length) {
            return Put.live(RoundTripsTest.key(id), Content.of(object(length)), Expectation.any());
        }

        private void assertNothingThere() {
            assertThat(backend.documents().scopes()).isEmpty();
            assertThat(backend.journals().names(log.owner())).isEmpty();
        }

        @Test
        void aDocumentOfMoreThan128MebibytesIsRefused() {
            Put put = put("large", Limits.MOST_BYTES + 1);
            assertThatExceptionOfType(TooLargeException.class)
                    .isThrownBy(() -> backend.documents().put(put))
                    .withMessageContaining("result 'large'")
                    .withMessageContaining("134217728")
                    .withMessageContaining("Nothing was written");
            Document document = new Document(
                    put.key(), new Head(5, DocumentState.LIVE, put.content().digest(), NOW, NOW), put.content(), null);
            assertThatExceptionOfType(TooLargeException.class)
                    .isThrownBy(() -> backend.documents().putNewer(document));
            assertNothingThere();
        }

        @Test
        void ofABatchOnlyTheDocumentThatIsTooLargeIsRefused() {
            List<PutResult> results = backend.documents()
                    .putAll(List.of(put("before", 10), put("large", Limits.MOST_BYTES + 1), put("behind", 10)));
            assertThat(results).extracting(result -> result.document() != null).containsExactly(true, false, true);
            assertThat(results.get(1).failure()).isInstanceOf(TooLargeException.class);
            try (Stream<DocumentKey> keys = backend.documents().keys("default", "result")) {
                assertThat(keys).extracting(DocumentKey::id).containsExactly("before", "behind");
            }
        }

        @Test
        void aDocumentOf24MebibytesComesBack() {
            Document saved = backend.documents().put(put("large", 24 << 20));
            assertThat(backend.documents().get(saved.key()).find()).contains(saved);
        }

        @Test
        void anEntryOfAJournalOfMoreThan128MebibytesIsRefusedWithAllThatCameWithIt() {
            String large = new String(object(Limits.MOST_BYTES + 1), UTF_8);
            assertThatExceptionOfType(TooLargeException.class)
                    .isThrownBy(() -> backend.journals().append(log, List.of("{}", large)))
                    .withMessageContaining("journal 'log'");
            assertNothingThere();
        }

        @Test
        void bytesOfZeroInABodyAndInAnEntryComeBack() {
            Content content = Content.of("{\"text\":\"\\u0000\0\"}".getBytes(UTF_8));
            Document saved = backend.documents().put(Put.live(RoundTripsTest.key("zero"), content, Expectation.any()));
            assertThat(backend.documents().get(saved.key()).find()).contains(saved);
            backend.journals().append(log, List.of("{\"text\":\"\\u0000\0\"}"));
            assertThat(backend.journals().read(log, 0, 10).entries())
                    .extracting(JournalEntry::json)
                    .containsExactly("{\"text\":\"\\u0000\0\"}");
        }
    }

    @Test
    void namesOf513BytesAndNamesWithAByteOfZeroAreRefused() {
        for (String name : List.of("x".repeat(513), "\u00e9".repeat(257), "a\0b")) {
            assertThatIllegalArgumentException().isThrownBy(() -> RoundTripsTest.key(name));
            assertThatIllegalArgumentException().isThrownBy(() -> new DocumentKey(name, "result", "x"));
            assertThatIllegalArgumentException().isThrownBy(() -> new JournalKey(RoundTripsTest.key("x"), name));
        }
    }

    @Nested
    class OnH2 extends Limited {
        @Override
        Map<String, Object> config() {
            return Map.of("connection_string", "h2:mem:limits" + System.nanoTime());
        }
    }

    @Nested
    class OnPostgresql extends Limited {
        private String schema = "";

        @Override
        Map<String, Object> config() {
            schema = Postgres.newSchema();
            return Fixtures.postgresConfig(schema);
        }

        @AfterEach
        void drop() {
            Postgres.dropSchema(schema);
        }
    }
}
