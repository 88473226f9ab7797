package dev.cairn.backend.database;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.query.Criterion;
import dev.cairn.query.DocumentQueries;
import dev.cairn.query.FieldValue;
import dev.cairn.query.KindSpec;
import dev.cairn.query.Page;
import dev.cairn.query.PageToken;
import dev.cairn.query.Query;
import dev.cairn.query.QueryText;
import dev.cairn.spi.Content;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.Expectation;
import dev.cairn.spi.Put;
import dev.cairn.spi.StorageBackend;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** How long queries take over as many documents as {@code -Dcairn.query.documents=1000000} says. Prints, and asserts no times. */
@EnabledIfSystemProperty(named = "cairn.query.documents", matches = "[0-9]+")
class QuerySpeedTest {
    private static final int DOCUMENTS = Integer.getInteger("cairn.query.documents", 0);
    private static final int BATCH = 500;
    private static final int TIMES = 11;
    private static final long WARMING_NANOS = 2_000_000_000L;
    private static final KindSpec SPEC = KindSpec.of("run", List.of("params.*", "metrics.*", "status", "seed"));

    @Test
    void onH2(@TempDir Path folder) throws Exception {
        String name = "h2:" + folder.resolve("speed");
        try (StorageBackend store = Fixtures.open(Map.of("connection_string", name), Clock.systemUTC())) {
            measure("H2", store, "jdbc:h2:async:" + folder.resolve("speed") + ";user=sa", "");
        }
    }

    @Test
    void onPostgresql() throws Exception {
        String schema = Postgres.newSchema();
        try (StorageBackend store = Fixtures.open(Fixtures.postgresConfig(schema), Clock.systemUTC())) {
            measure("PostgreSQL", store, Postgres.jdbcUrl(), schema + ".");
        } finally {
            Postgres.dropSchema(schema);
        }
    }

    private static void measure(String name, StorageBackend store, String url, String schema) throws Exception {
        store.index().orElseThrow().declare(SPEC);
        print(name, "insert, us for each document", fill(store) / 1e3 / DOCUMENTS);
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("analyze");
            assertPlans(new Explained(connection, schema));
        }
        DocumentQueries<Document> queries = DocumentQueries.of(store, "default", SPEC);
        for (String text : List.of(
                "order by metrics.loss limit 10",
                "order by metrics.loss desc limit 10",
                "params.algorithm = 'adam' order by metrics.loss limit 10",
                "params.dim = 7 order by metrics.loss limit 10",
                "seed < " + Math.max(1, DOCUMENTS / 10_000) + " order by metrics.loss limit 10",
                "metrics.acc > 0.99 order by metrics.loss limit 10",
                "metrics.loss > 0.5 order by metrics.loss limit 10",
                "status = 'failed' and params.algorithm = 'sgd' order by metrics.loss, seed limit 10",
                "order by params.algorithm, metrics.loss limit 10")) {
            time(name, text, () -> queries.page(QueryText.query(text)));
        }
        Query late = QueryText.query("order by metrics.loss limit 10").after(pageOf(queries, 500));
        time(name, "page 500 of order by metrics.loss limit 10", () -> queries.page(late));
        for (String text : List.of(
                "params.algorithm = 'adam'",
                "params.dim = 7",
                "metrics.loss < 0.1",
                "params.algorithm = 'adam' and status = 'failed'",
                "params.algorithm != 'adam'")) {
            Criterion criterion = QueryText.criterion(text);
            time(name, "count " + text, () -> queries.count(criterion));
        }
        time(
                name,
                "best 1 by params.algorithm",
                () -> queries.best(1, "params.algorithm", QueryText.query("order by metrics.loss")));
        time(name, "fields", queries::fields);
    }

    private static PageToken pageOf(DocumentQueries<Document> queries, int number) {
        Query query = QueryText.query("order by metrics.loss limit 10");
        Page<Document> page = queries.page(query);
        for (int i = 1; i < Math.min(number, DOCUMENTS / 20); i++) {
            page = queries.page(query.after(page.following().orElseThrow()));
        }
        return page.following().orElseThrow();
    }

    /** Puts all documents; how many nanoseconds that took. */
    private static long fill(StorageBackend store) {
        Random random = new Random(1);
        long begin = System.nanoTime();
        for (int from = 0; from < DOCUMENTS; from += BATCH) {
            List<Put> puts = new ArrayList<>();
            for (int i = from; i < Math.min(DOCUMENTS, from + BATCH); i++) {
                puts.add(run(i, random));
            }
            store.documents().putAll(puts).forEach(result -> result.orElseThrow());
        }
        return System.nanoTime() - begin;
    }

    private static Put run(int number, Random random) {
        String body = String.format(
                Locale.ROOT,
                "{\"params\":{\"lr\":%s,\"algorithm\":\"%s\",\"dim\":%d},\"metrics\":{\"loss\":%s,\"acc\":%s},"
                        + "\"status\":\"%s\",\"seed\":%d,\"notes\":\"%s\"}",
                Math.pow(10, -random.nextInt(5)),
                List.of("adam", "sgd", "cma").get(random.nextInt(3)),
                random.nextInt(100),
                random.nextDouble(),
                random.nextDouble(),
                random.nextInt(10) == 0 ? "failed" : "done",
                number,
                "not indexed ".repeat(20));
        DocumentKey key = new DocumentKey("default", "run", "run_" + number);
        return Put.live(key, Content.of(body.getBytes(UTF_8)), Expectation.any());
    }

    private static void assertPlans(Explained explained) throws SQLException {
        String path = "select pk from {h-schema}document_path where name = ";
        explained.values.put(
                "collection", explained.number("select pk from {h-schema}document_collection where kind = 'run'"));
        explained.values.put("path", explained.number(path + "'metrics.loss'"));
        explained.values.put("other1", explained.number(path + "'params.algorithm'"));
        explained.values.put("also1", FieldValue.of("adam"));
        explained.values.put("content", FieldValue.of(0.25));
        explained.values.put("from", FieldValue.of(0.001));
        explained.values.put("to", FieldValue.of(0.999));
        explained.values.put("created", 0L);
        explained.values.put("document", 0L);
        String limit = " fetch first 20 rows only";
        for (int also = 0; also < 2; also++) {
            String and = FieldQueries.andEqual(also);
            explained.assertWalksThePrimaryKey(
                    FieldQueries.ROWS + FieldQueries.BEHIND + FieldQueries.UP_TO + and + FieldQueries.UP + limit);
            explained.assertWalksThePrimaryKey(
                    FieldQueries.ROWS + FieldQueries.BEFORE + FieldQueries.DOWN_TO + and + FieldQueries.DOWN + limit);
        }
    }

    private static void time(String name, String what, Callable<?> call) throws Exception {
        long warm = System.nanoTime();
        for (int i = 0; i < 100 && System.nanoTime() - warm < WARMING_NANOS; i++) {
            assertThat(call.call()).isNotNull();
        }
        List<Long> nanos = new ArrayList<>();
        for (int i = 0; i < TIMES; i++) {
            long begin = System.nanoTime();
            call.call();
            nanos.add(System.nanoTime() - begin);
        }
        nanos.sort(null);
        print(name, what + ", ms", nanos.get(TIMES / 2) / 1e6);
    }

    private static void print(String name, String what, double value) {
        System.out.printf(Locale.ROOT, "%-10s %10.3f  %s%n", name, value, what);
    }
}
