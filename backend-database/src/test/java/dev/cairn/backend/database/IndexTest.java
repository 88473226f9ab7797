package dev.cairn.backend.database;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.query.FieldValue;
import dev.cairn.query.KindSpec;
import dev.cairn.spi.Content;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.DocumentState;
import dev.cairn.spi.Expectation;
import dev.cairn.spi.Head;
import dev.cairn.spi.Put;
import dev.cairn.spi.StorageBackend;
import dev.cairn.transfer.Cancellation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The rows of the index against what a scan of all documents says that they must be, whatever was done to the documents. */
class IndexTest {
    abstract static class Rows extends IndexedStore {
        @Test
        void areThereForWhatWasPutAndChangeWithIt() {
            put(
                    "x",
                    "{\"a\":1,\"m\":{\"b\":[1,1.0,\"t\",true],\"at\":\"2026-01-01T00:00:00Z\"},\"tags\":[\"p\",\"q\"]}");
            assertIndexed();
            assertThat(rows()).hasSize(11);
            put("x", "{\"a\":2,\"m\":{\"b\":[1,\"u\"]},\"tags\":[\"q\"]}");
            assertIndexed();
            assertThat(rows()).hasSize(7);
            put("x", "{}");
            assertIndexed();
        }

        @Test
        void ofOddTextsAndNamesAreExact() {
            put(
                    "odd",
                    "{\"a\":[\"\\u0000\",\"\\ud800\",\"\",\"" + "\u20ac".repeat(30)
                            + "\"],\"m\":{\"\\u0000.\\ud83d\\ude00\":1,"
                            + "\"$$x\":{\"$f64\":\"7ff8000000000001\"},\"\":{\"$f64\":\"fff0000000000000\"}}}");
            assertIndexed();
            assertThat(rows()).anyMatch(row -> row.startsWith("result odd m.\"\\u0000.\ud83d\ude00\" "));
        }

        @Test
        void ofBatchesWithOneKeyTwiceAreThoseOfTheLast() {
            documents()
                    .putAll(List.of(live("x", "{\"a\":1}"), live("y", "{\"a\":2}"), live("x", "{\"a\":3}")))
                    .forEach(result -> result.orElseThrow());
            assertIndexed();
        }

        @Test
        void goWithDeletionAndComeBackWithALaterSave() {
            put("x", "{\"a\":1}");
            documents().put(Put.deleted(key("x"), Expectation.any()));
            assertThat(rows()).isEmpty();
            put("x", "{\"a\":1}");
            assertIndexed();
            assertThat(rows()).hasSize(3);
        }

        @Test
        void ofArchivedDocumentsStay() {
            Document document = put("x", "{\"a\":1}");
            documents().put(Put.archived(key("x"), document.content(), "secondary", Expectation.any()));
            assertIndexed();
            assertThat(rows()).hasSize(3);
        }

        @Test
        void goWithTheSlot() {
            Document document = put("x", "{\"a\":1}");
            put("y", "{\"a\":1}");
            assertThat(documents().remove(key("x"), document.revision() + 1)).isFalse();
            assertThat(documents().remove(key("x"), document.revision())).isTrue();
            assertIndexed();
            assertThat(rows()).hasSize(3);
        }

        @Test
        void areThoseOfWhatAnotherStoreMade() {
            put("x", "{\"a\":1}");
            Content content = Content.of("{\"a\":2}".getBytes(UTF_8));
            Instant created = Instant.parse("2001-01-01T00:00:00.000000001Z");
            Head head = new Head(1L << 52, DocumentState.LIVE, content.digest(), created, created);
            documents().putNewer(new Document(key("x"), head, content, null));
            documents().putNewer(new Document(key("y"), head, content, null));
            assertIndexed();
        }

        @Test
        void areOneForDocumentsThatAreNotWhollyIndexed() {
            put("many", "{\"a\":1,\"m\":[" + String.join(",", numbers(1500)) + "]}");
            put("many", "{\"m\":{\"x\":[" + String.join(",", numbers(1500)) + "]}}");
            put("long", "{\"m\":{\"" + "x".repeat(600) + "\":1}}");
            put("broken", "{\"a\":1,}");
            put("half", "{\"m\":{\"\\udfff\":1}}");
            put("most", "{\"m\":{\"x\":[" + String.join(",", numbers(FieldKeys.MOST - 2)) + "]}}");
            assertThat(rows()).filteredOn(row -> row.contains(" ? ")).hasSize(4);
            assertThat(rows()).hasSize(4 + FieldKeys.MOST + 1);
            put("many", "{\"a\":1}");
            put("long", "{\"a\":1}");
            put("broken", "{\"a\":1}");
            put("half", "{\"a\":1}");
            assertIndexed();
        }

        private static List<String> numbers(int count) {
            return IntStream.range(0, count).mapToObj(String::valueOf).toList();
        }

        @Test
        void areFoundThoughTheDocumentDoesNotKnowThemAnyMore() {
            put("x", "{\"a\":1}");
            put("y", "{\"a\":1}");
            execute("update " + schema() + "document set fields = substring(fields from 1 for 20)");
            put("x", "{\"a\":2}");
            assertIndexed();
            assertThat(documents()
                            .remove(
                                    key("y"),
                                    documents().head(key("y")).orElseThrow().revision()))
                    .isTrue();
            assertIndexed();
        }

        @Test
        void areOneForADocumentWithAPathThatTheStoreHasNoRoomFor() {
            put("x", "{\"m\":{\"k\":1}}");
            execute("insert into " + schema() + "document_path (pk, name) values (" + FieldCatalog.MOST_PATHS
                    + ", 'last')");
            put("y", "{\"m\":{\"k\":1,\"more\":1}}");
            put("z", "{\"m\":{\"even more\":1}}");
            put("x", "{\"m\":{\"k\":2}}");
            assertThat(rows())
                    .filteredOn(row -> row.contains(" ? 11 "))
                    .extracting(row -> row.split(" ", -1)[1])
                    .containsExactlyInAnyOrder("y", "z");
            assertThat(rows()).hasSize(5);
        }

        @Test
        void areNoneWhereNothingIsDeclaredUntilItIs() {
            DocumentKey other = new DocumentKey("default", "other", "x");
            documents().put(Put.live(other, Content.of("{\"b\":7}".getBytes(UTF_8)), Expectation.any()));
            assertThat(rows()).isEmpty();
            assertThat(index().declare(KindSpec.of("other", List.of("b")))).isTrue();
            assertThat(index().reindex("other", new Cancellation())).isEqualTo(1);
            assertThat(rows()).hasSize(2).anyMatch(row -> row.startsWith("other x b " + FieldValue.of(7) + " "));
        }

        @Test
        @DisplayName("50: follow a declaration that changes")
        void followADeclarationThatChanges() {
            List<Put> puts = IntStream.range(0, 500)
                    .mapToObj(i -> live("n" + i, "{\"a\":" + i + ",\"c\":" + -i + ",\"m\":{\"k\":" + i + "}}"))
                    .toList();
            documents().putAll(puts).forEach(result -> result.orElseThrow());
            documents().put(Put.deleted(key("n7"), Expectation.any()));
            assertThat(index().declare(KindSpec.of("result", List.of("c", "a"))))
                    .isTrue();
            assertThat(index().reindex("result", new Cancellation())).isEqualTo(500);
            assertIndexed();
            assertThat(rows()).hasSize(499 * 3);
            assertThat(index().reindex("result", new Cancellation())).isZero();
            assertThat(index().declare(KindSpec.of("result", List.of("a", "c"))))
                    .isFalse();
        }

        @Test
        void areMadeByWhatTheStoreDeclaresWhoeverOpensIt() {
            try (StorageBackend other = open()) {
                other.documents().put(live("x", "{\"a\":1,\"problem\":{\"name\":\"p\"}}"));
                KindSpec declared =
                        other.index().orElseThrow().declared("result").orElseThrow();
                assertThat(declared).isEqualTo(SPEC.and(KindSpec.RESULT));
            }
            assertThat(rows()).anyMatch(row -> row.startsWith("result x problem.name "));
        }

        @Test
        @DisplayName("50: a document indexed by an old declaration is known and done later")
        void aDocumentIndexedByAnOldDeclarationIsKnownAndDoneLater() {
            try (StorageBackend other = open()) {
                other.index().orElseThrow().declare(KindSpec.of("result", List.of("b")));
                put("old", "{\"a\":1,\"b\":2}"); // this opening does not know yet
                assertThat(query("select id, '', null, indexed from " + schema() + "document"))
                        .containsExactly("old   2");
                assertThat(other.index().orElseThrow().reindex("result", new Cancellation()))
                        .isEqualTo(1);
            }
            index().reindex("result", new Cancellation());
            assertIndexed();
        }

        @Test
        void ofEightThreadsThatRaceAreThoseOfTheWinners() throws Exception {
            ExecutorService threads = Executors.newFixedThreadPool(8);
            List<Future<?>> ends = new ArrayList<>();
            for (int thread = 0; thread < 8; thread++) {
                int number = thread;
                ends.add(threads.submit(() -> {
                    for (int i = 0; i < 60; i++) {
                        race(number, i);
                    }
                }));
            }
            threads.shutdown();
            for (Future<?> end : ends) {
                end.get();
            }
            assertIndexed();
        }

        private void race(int thread, int i) {
            DocumentKey key = key("k" + (i + thread) % 5);
            if (i % 10 == 3) {
                documents().put(Put.deleted(key, Expectation.any()));
            } else if (i % 10 == 7) {
                documents().head(key).ifPresent(head -> documents().remove(key, head.revision()));
            } else if (i % 10 == 9) {
                index().reindex("result", new Cancellation());
            } else {
                documents()
                        .putAll(IntStream.range(0, 3)
                                .mapToObj(n -> live("k" + (i + n) % 5, body(thread, i)))
                                .toList())
                        .forEach(result -> result.orElseThrow());
            }
        }

        private static String body(int thread, int i) {
            return "{\"a\":" + thread + ",\"m\":{\"x" + i % 7 + "\":" + i + ",\"new" + thread + "_" + i + "\":true}}";
        }
    }

    @Nested
    class OnH2 extends Rows {
        private final String name = "h2:mem:index" + System.nanoTime();

        @Override
        Map<String, Object> config() {
            return Map.of("connection_string", name);
        }

        @Override
        String url() {
            return "jdbc:" + name + ";user=sa";
        }

        @Override
        String schema() {
            return "";
        }
    }

    @Nested
    class OnPostgresql extends Rows {
        private final String schema = Postgres.newSchema();

        @Override
        Map<String, Object> config() {
            return Fixtures.postgresConfig(schema);
        }

        @Override
        String url() {
            return Postgres.jdbcUrl();
        }

        @Override
        String schema() {
            return schema + ".";
        }

        @AfterEach
        void drop() {
            Postgres.dropSchema(schema);
        }
    }
}
