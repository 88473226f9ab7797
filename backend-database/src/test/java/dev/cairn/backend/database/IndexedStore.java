package dev.cairn.backend.database;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.query.FieldPath;
import dev.cairn.query.FieldReader;
import dev.cairn.query.FieldValue;
import dev.cairn.query.KindSpec;
import dev.cairn.spi.Content;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentIndex;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.DocumentState;
import dev.cairn.spi.DocumentStore;
import dev.cairn.spi.Expectation;
import dev.cairn.spi.Put;
import dev.cairn.spi.Slot;
import dev.cairn.spi.StorageBackend;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A store whose index can be compared with what a scan of all documents says that it must be. */
abstract class IndexedStore {
    static final KindSpec SPEC = new KindSpec("result", List.of("id", "a", "m.*", "tags"), List.of("m.at"));

    private StorageBackend backend;

    StorageBackend open() {
        return Fixtures.open(config(), Clock.systemUTC());
    }

    abstract Map<String, Object> config();

    abstract String url();

    abstract String schema();

    DocumentStore documents() {
        return backend.documents();
    }

    DocumentIndex index() {
        return backend.index().orElseThrow();
    }

    @BeforeEach
    void declare() {
        backend = open();
        assertThat(index().declare(SPEC)).isTrue();
    }

    /** Each row as a text: the document, the path and the value. */
    List<String> rows() {
        return query(
                "select d.kind || ' ' || d.id, case when f.path < 0 then 'several' else coalesce(p.name, '?') end, f.content, f.created from "
                        + schema()
                        + "document_field f join " + schema() + "document d on d.pk = f.document "
                        + "and d.collection = f.collection left join " + schema() + "document_path p on p.pk = f.path");
    }

    private long countOfRows() {
        return Long.parseLong(query("select count(*), '', null, 0 from " + schema() + "document_field")
                .get(0)
                .split(" ")[0]);
    }

    List<String> query(String sql) {
        List<String> found = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(url());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                byte[] value = rows.getBytes(3);
                found.add(rows.getString(1) + " " + rows.getString(2) + " "
                        + (value == null ? "" : FieldValue.ofBytes(value)) + " " + rows.getLong(4));
            }
            return found;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** The rows that there must be, by reading all documents. */
    private List<String> expected() {
        List<String> rows = new ArrayList<>();
        try (Stream<Slot> all = documents().scan("default", "result", EnumSet.allOf(DocumentState.class))) {
            all.forEach(slot -> slot.findVisible().ifPresent(document -> rows.addAll(rowsOf(document))));
        }
        return rows;
    }

    private List<String> rowsOf(Document document) {
        List<String> rows = new ArrayList<>();
        Map<FieldPath, Set<FieldValue>> values = new HashMap<>();
        FieldReader reader = new FieldReader(index().declared("result").orElseThrow());
        String begin = "result " + document.key().id() + " ";
        String end = " " + FieldKeys.nanos(document.created());
        FieldReader.Sink sink = (path, value) -> {
            rows.add(begin + path + " " + FieldValue.of(value) + end);
            values.computeIfAbsent(path, none -> new HashSet<>()).add(FieldValue.of(value));
        };
        reader.readEnvelope(document, sink);
        boolean whole = reader.readBody(document.content().body(), sink);
        List<String> distinct = rows.stream().distinct().toList();
        if (!whole || distinct.size() > FieldKeys.MOST) {
            return List.of(begin + "? 11" + end);
        }
        Stream<String> several =
                values.values().stream().filter(some -> some.size() > 1).map(some -> begin + "several 11" + end);
        return Stream.concat(distinct.stream(), several).toList();
    }

    void assertIndexed() {
        List<String> rows = rows();
        assertThat(rows).containsExactlyInAnyOrderElementsOf(expected());
        assertThat(countOfRows()).isEqualTo(rows.size());
    }

    Document put(String id, String body) {
        return documents().put(live(id, body));
    }

    static Put live(String id, String body) {
        return Put.live(key(id), Content.of(body.getBytes(UTF_8)), Expectation.any());
    }

    static DocumentKey key(String id) {
        return new DocumentKey("default", "result", id);
    }

    @AfterEach
    void close() {
        backend.close();
    }

    void execute(String sql) {
        try (Connection connection = DriverManager.getConnection(url());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
