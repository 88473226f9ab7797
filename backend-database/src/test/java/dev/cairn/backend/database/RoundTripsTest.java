package dev.cairn.backend.database;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.query.Criterion;
import dev.cairn.query.KindSpec;
import dev.cairn.query.QueryText;
import dev.cairn.spi.BlobRef;
import dev.cairn.spi.BlobSink;
import dev.cairn.spi.Content;
import dev.cairn.spi.Digest;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.DocumentState;
import dev.cairn.spi.Expectation;
import dev.cairn.spi.JournalKey;
import dev.cairn.spi.Put;
import dev.cairn.spi.StorageBackend;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** How often each operation asks the server, whatever the number of results; through a data source of the application. */
class RoundTripsTest {
    /** Far less than what there is, as the usual one is of very many. */
    private static final Effort LITTLE = new Effort(20, 10, 50);

    static DocumentKey key(String id) {
        return new DocumentKey("default", "result", id);
    }

    /** A document and the blob that it names. */
    static Document save(StorageBackend backend, String id) {
        return save(backend, id, "bytes of " + id);
    }

    private static Document save(StorageBackend backend, String id, String bytes) {
        BlobRef ref;
        try (BlobSink sink = backend.blobs().forDocuments().create("default")) {
            sink.write(bytes.getBytes(UTF_8));
            ref = sink.commit();
        }
        Content content = Content.of(("{\"id\":\"" + id + "\"}").getBytes(UTF_8), Map.of("columns", ref));
        return backend.documents().put(Put.live(key(id), content, Expectation.any()));
    }

    static Document put(StorageBackend backend, String id, String text) {
        return backend.documents().put(live(id, text));
    }

    private static Put live(String id, String text) {
        return Put.live(key(id), Content.of(("{\"text\":\"" + text + "\"}").getBytes(UTF_8)), Expectation.any());
    }

    abstract static class Trips {
        Watched watched = watched();
        StorageBackend backend = Fixtures.open(config(watched), Clock.systemUTC());

        abstract Watched watched();

        Map<String, Object> config(Watched source) {
            return Map.of("data_source", source.source());
        }

        /** One more where each durable write says that it is one. */
        abstract int saying();

        @BeforeEach
        void begin() {
            watched.mostOut(); // To make the tables takes more than one connection.
        }

        @AfterEach
        void close() {
            backend.close();
            assertThat(watched.mostOut()).isEqualTo(1);
        }

        private void fill(int count) {
            backend.documents()
                    .putAll(IntStream.range(0, count)
                            .mapToObj(i -> live("filled " + i, "x"))
                            .toList())
                    .forEach(result -> result.orElseThrow());
        }

        private void assertTrips(int expected, Callable<?> call) throws Exception {
            assertThat(watched.tripsOf(call)).hasSizeLessThanOrEqualTo(expected);
        }

        @Test
        void aSaveOfADocumentAndItsBlobTakesFour() throws Exception {
            save(backend, "before"); // Numbers for rows come by a thousand, one trip for each of two tables.
            assertTrips(saveTakes(), () -> save(backend, "a new one"));
        }

        @Test
        void aSaveOverAnotherTakesFour() throws Exception {
            save(backend, "there");
            assertTrips(overwriteTakes(), () -> save(backend, "there", "other bytes"));
            assertTrips(overwriteTakes(), () -> save(backend, "there", "other bytes"));
        }

        /** A trip for the blob, and three for the document: lock, write, commit. */
        int saveTakes() {
            return 4;
        }

        int overwriteTakes() {
            return 4;
        }

        @Test
        void aLoadTakesOneForTheDocumentAndOneForTheBlob() throws Exception {
            Document saved = save(backend, "x");
            assertTrips(1, () -> backend.documents().get(saved.key()));
            assertTrips(1, () -> backend.documents().head(saved.key()));
            assertTrips(1, () -> {
                try (var reader = backend.blobs().open("default", digestOf(saved))) {
                    return reader.read(0, java.nio.ByteBuffer.allocate(10));
                }
            });
        }

        @Test
        void aLoadOfManyTakesOne() throws Exception {
            fill(300);
            List<DocumentKey> keys =
                    IntStream.range(0, 300).mapToObj(i -> key("filled " + i)).toList();
            assertTrips(1, () -> backend.documents().get(keys));
        }

        @Test
        void aPageOfAListingTakesOneAndOfDocumentsTwo() throws Exception {
            fill(999);
            assertTrips(1, () -> count(backend.documents().keys("default", "result")));
            assertTrips(
                    2, () -> count(backend.documents().scan("default", "result", EnumSet.allOf(DocumentState.class))));
        }

        @Test
        void aBatchOfAThousandSavesTakesAFewForEachFiveHundred() throws Exception {
            fill(1000);
            int perTransaction = batchTakes();
            assertTrips(2 * perTransaction, () -> {
                fill(1000);
                return true;
            });
        }

        int batchTakes() {
            return 3;
        }

        @Test
        void theFirstTenOfAQueryTakeAFewHoweverManyDocumentsThereAre() throws Exception {
            backend.index().orElseThrow().declare(KindSpec.of("result", List.of("loss", "algorithm")));
            for (int count : List.of(100, 5_000)) {
                fillRanked(count);
                assertTrips(6 + saying(), () -> find("order by loss limit 10"));
                assertTrips(6 + saying(), () -> find("order by loss desc limit 10"));
                assertTrips(7 + saying(), () -> find("algorithm = 'b' order by loss limit 10"));
                assertTrips(
                        4 + saying(),
                        () -> backend.index().orElseThrow().count("default", "result", Criterion.eq("algorithm", "b")));
            }
        }

        @Test
        void theFirstTenBehindManyDocumentsOfOneValueOrLeftOutOnesTakeAFew() throws Exception {
            backend.index().orElseThrow().declare(KindSpec.of("result", List.of("loss", "algorithm")));
            fillRanked(2_000);
            assertTrips(12 + saying(), () -> find("order by algorithm, loss limit 10", LITTLE));
            assertTrips(12 + saying(), () -> find("order by algorithm desc, loss limit 10", LITTLE));
            assertTrips(
                    14 + saying(), () -> find("algorithm > 'a' and loss < 200 order by loss desc limit 10", LITTLE));
            assertThat(watched.tripsOf(() -> find("loss > 2500 order by loss limit 10", LITTLE)))
                    .noneMatch(trip -> trip.contains("distinct"))
                    .hasSizeLessThanOrEqualTo(9 + saying());
        }

        private List<Document> find(String query, Effort effort) {
            DatabaseIndex index = (DatabaseIndex) backend.index().orElseThrow();
            return index.with(effort).find("default", "result", QueryText.query(query));
        }

        private List<Document> find(String query) {
            return backend.index().orElseThrow().find("default", "result", QueryText.query(query));
        }

        private void fillRanked(int count) {
            backend.documents()
                    .putAll(IntStream.range(0, count)
                            .mapToObj(i -> Put.live(
                                    key("ranked " + i),
                                    Content.of(("{\"loss\":" + i * 7919 % 5003 + ",\"algorithm\":\""
                                                    + "abc".charAt(i % 3) + "\"}")
                                            .getBytes(UTF_8)),
                                    Expectation.any()))
                            .toList())
                    .forEach(result -> result.orElseThrow());
        }

        @Test
        void touchingAndAppendingTakeAFew() throws Exception {
            Document saved = save(backend, "x");
            JournalKey log = new JournalKey(saved.key(), "log");
            backend.journals().append(log, List.of("{}"));
            var digest = digestOf(saved);
            assertTrips(2, () -> backend.blobs().touch("default", List.of(digest)));
            assertTrips(4, () -> backend.journals().append(log, List.of("{}", "{}", "{}")));
            assertTrips(1, () -> backend.journals().read(log, 0, 100));
        }

        private static Digest digestOf(Document document) {
            return document.content().blobs().values().iterator().next().digest();
        }

        private static long count(Stream<?> stream) {
            try (stream) {
                return stream.toList().size();
            }
        }
    }

    @Nested
    class OnH2 extends Trips {
        @Override
        Watched watched() {
            JdbcDataSource source = new JdbcDataSource();
            source.setUrl("jdbc:h2:mem:trips" + System.nanoTime() + ";DB_CLOSE_DELAY=-1");
            return new Watched(source);
        }

        @Override
        int saying() {
            return 0;
        }

        // It is in the same process, so it gets a batch for each table.
        @Override
        int saveTakes() {
            return 9;
        }

        @Override
        int overwriteTakes() {
            return 11;
        }

        @Override
        int batchTakes() {
            return 6;
        }
    }

    @Nested
    class OnPostgresql extends Trips {
        private String schema = "";

        @Override
        Watched watched() {
            PGSimpleDataSource source = new PGSimpleDataSource();
            source.setUrl(Postgres.jdbcUrl());
            return new Watched(source);
        }

        @Override
        Map<String, Object> config(Watched source) {
            schema = Postgres.newSchema();
            return Map.of("data_source", source.source(), "schema", schema);
        }

        @Override
        int saying() {
            return 1;
        }

        @AfterEach
        void drop() {
            Postgres.dropSchema(schema);
        }
    }
}
