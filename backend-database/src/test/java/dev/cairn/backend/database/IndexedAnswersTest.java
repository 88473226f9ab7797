package dev.cairn.backend.database;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.query.Criterion;
import dev.cairn.query.FieldPath;
import dev.cairn.query.KindSpec;
import dev.cairn.query.Query;
import dev.cairn.query.QueryText;
import dev.cairn.spi.Content;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.Expectation;
import dev.cairn.spi.Put;
import dev.cairn.spi.StorageBackend;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What the index answers where something is in its way. */
class IndexedAnswersTest {
    abstract static class Answers extends IndexedStore {
        private List<String> ids(String query) {
            return index().find("default", "result", QueryText.query(query)).stream()
                    .map(document -> document.key().id())
                    .toList();
        }

        private long count(String criterion) {
            return index().count("default", "result", QueryText.criterion(criterion));
        }

        @Test
        void leaveOutADamagedDocumentAndGiveTheNextOne() {
            for (int i = 0; i < 5; i++) {
                put("x" + i, "{\"a\":" + i + "}");
            }
            execute("update " + schema() + "document set revision = revision + 1 where id = 'x1'");
            assertThat(ids("order by a limit 3")).containsExactly("x0", "x2", "x3");
            assertThat(ids("a < 3 limit 3")).containsExactly("x0", "x2");
        }

        @Test
        void followADeclarationThatAnotherOpeningMade() {
            put("x", "{\"a\":\"2026-01-01T00:00:00Z\",\"b\":1}");
            try (StorageBackend other = open()) {
                other.index().orElseThrow().declare(new KindSpec("result", List.of("b"), List.of("a")));
            }
            assertThat(ids("a = @2026-01-01T00:00:00Z limit 1")).containsExactly("x");
            assertThat(index().fields("default", "result")).hasSize(2);
        }

        @Test
        void areThoseOfAScanWhereMoreIsUnknownThanKnown() {
            documents()
                    .putAll(IntStream.range(0, IndexSnapshot.MOST_UNKNOWN + 1)
                            .mapToObj(i -> live("x" + i, "{\"a\":" + i % 7 + ",\"c\":" + i + "}"))
                            .toList())
                    .forEach(result -> result.orElseThrow());
            index().declare(KindSpec.of("result", List.of("c", "a")));
            put("new", "{\"a\":3,\"c\":-1}");
            assertThat(ids("a = 3 order by c limit 3")).containsExactly("new", "x3", "x10");
            assertThat(count("a = 3")).isEqualTo(144);
            put("x0", "{\"a\":3}");
            assertThat(count("a = 3")).isEqualTo(145);
            assertThat(ids("order by c limit 3")).containsExactly("new", "x1", "x2");
        }

        @Test
        void ofAnEmptyCollectionAreEmptyAndWriteNothing() {
            Query query = QueryText.query("order by a limit 3");
            assertThat(index().find("nowhere", "result", query)).isEmpty();
            assertThat(index().count("nowhere", "result", Criterion.all())).isZero();
            assertThat(index().fields("nowhere", "result")).isEmpty();
            assertThat(index().best("nowhere", "result", FieldPath.parse("a"), query))
                    .isEmpty();
            assertThat(query("select scope, kind, null, pk from " + schema() + "document_collection"))
                    .isEmpty();
        }

        @Test
        void ofAKindThatNobodyDeclaredAreThoseOfAScan() {
            DocumentKey key = new DocumentKey("default", "other", "x");
            Content content = Content.of("{\"a\":1,\"other\":{\"b\":[1,2]}}".getBytes(UTF_8));
            documents().put(Put.live(key, content, Expectation.any()));
            assertThat(index().find("default", "other", QueryText.query("other.b = 2 order by a limit 1")))
                    .hasSize(1);
            assertThat(index().fields("default", "other"))
                    .extracting(field -> field.path().toString())
                    .containsExactly("a", "created", "other.b");
        }

        @Test
        void areOfOneMoment() throws Exception {
            put("x", "{\"a\":0,\"b\":[0]}");
            put("y", "{\"a\":0,\"b\":[0]}");
            ExecutorService thread = Executors.newSingleThreadExecutor();
            Future<?> writes = thread.submit(() -> {
                for (int i = 1; i <= 200; i++) {
                    String body = "{\"a\":" + i + ",\"b\":[" + i + "]}";
                    documents()
                            .putAll(List.of(live("x", body), live("y", body)))
                            .forEach(result -> result.orElseThrow());
                }
            });
            thread.shutdown();
            while (!writes.isDone()) {
                List<Document> both =
                        index().find("default", "result", QueryText.query("not a = -1 order by a limit 2"));
                assertThat(both).hasSize(2);
                assertThat(both.get(0).content().body())
                        .isEqualTo(both.get(1).content().body());
                assertThat(index().fields("default", "result"))
                        .filteredOn(field -> field.path().toString().equals("a"))
                        .allMatch(field -> field.values().size() == 1 && field.documents() == 2);
            }
            writes.get();
        }
    }

    @Nested
    class OnH2 extends Answers {
        private final String name = "h2:mem:answers" + System.nanoTime();

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
    class OnPostgresql extends Answers {
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
