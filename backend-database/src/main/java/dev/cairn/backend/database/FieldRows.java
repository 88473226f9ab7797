package dev.cairn.backend.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import org.hibernate.JDBCException;
import org.hibernate.StatelessSession;

/**
 * Writes and removes rows of the index, in the order of the primary key. PostgreSQL gets all of a transaction as arrays in one
 * statement, which takes one trip whatever their number; H2, which is in the same process, as two batches.
 */
final class FieldRows {
    private static final String COLUMNS = "collection, path, content, created, document";

    /** The most rows of one statement. */
    private static final int SOME = 20_000;

    private final Tables tables;
    private final String insert;
    private final String merge;
    private final String delete;
    private final String mark;

    /** The rows of one store. */
    FieldRows(Tables tables) {
        this.tables = tables;
        Product product = tables.product();
        String table = table("document_field");
        String arrays = "unnest(cast(? as bigint[]), cast(? as bigint[]), cast(? as bytea[]), cast(? as bigint[]), "
                + "cast(? as bigint[]))";
        this.mark = "update " + table("document") + " set indexed = ?, fields = ? where pk = ?";
        // A row that is there already, as after a restore of some tables only, is no reason to refuse a save.
        this.merge = "merge into " + table + " (" + COLUMNS + ") key (" + COLUMNS + ") values (?, ?, ?, ?, ?)";
        this.insert = product == Product.H2
                ? "insert into " + table + " (" + COLUMNS + ") values (?, ?, ?, ?, ?)"
                : "insert into " + table + " (" + COLUMNS + ") select * from " + arrays + " on conflict do nothing";
        this.delete = product == Product.H2
                ? "delete from " + table
                        + " where collection = ? and path = ? and content = ? and created = ? and document = ?"
                : "delete from " + table + " f using " + arrays + " as k(" + COLUMNS
                        + ") where f.collection = k.collection "
                        + "and f.path = k.path and f.content = k.content and f.created = k.created "
                        + "and f.document = k.document";
    }

    /** Rows that are to be written or removed. */
    static final class Rows {
        private final List<Row> rows = new ArrayList<>();

        /** Adds rows of one document. */
        void add(long document, long collection, long created, SortedSet<FieldKey> keys) {
            keys.forEach(key -> rows.add(new Row(collection, key, created, document)));
        }

        /** Whether they are too many for one statement. */
        boolean isLarge() {
            return rows.size() > SOME;
        }

        /** All of them by their columns, in the order of the primary key. */
        List<Object[]> columns() {
            rows.sort(null);
            return rows.stream().map(Row::columns).toList();
        }

        private List<List<Row>> chunks() {
            rows.sort(null);
            return Chunks.of(rows, SOME);
        }
    }

    private record Row(long collection, FieldKey key, long created, long document) implements Comparable<Row> {
        @Override
        public int compareTo(Row other) {
            int order = Long.compare(collection, other.collection);
            order = order != 0 ? order : key.compareTo(other.key);
            order = order != 0 ? order : Long.compare(created, other.created);
            return order != 0 ? order : Long.compare(document, other.document);
        }

        private Object[] columns() {
            return new Object[] {collection, key.path(), key.value().bytes(), created, document};
        }

        private Object column(int number) {
            return switch (number) {
                case 1 -> collection;
                case 2 -> key.path();
                case 3 -> key.value().bytes();
                case 4 -> created;
                default -> document;
            };
        }
    }

    /** The tables of the store. */
    Tables tables() {
        return tables;
    }

    /** A table of the store, as SQL names it. */
    String table(String name) {
        return tables.of(name);
    }

    /** The database that they are in. */
    Product product() {
        return tables.product();
    }

    /** Removes the rows {@code gone} and writes the rows {@code come}. */
    void write(StatelessSession session, Rows gone, Rows come) {
        List<List<Row>> from = gone.chunks();
        List<List<Row>> to = come.chunks();
        for (int i = 0; i < Math.max(from.size(), to.size()); i++) {
            List<Row> less = i < from.size() ? from.get(i) : List.of();
            List<Row> more = i < to.size() ? to.get(i) : List.of();
            if (product() == Product.H2) {
                batch(session, delete, less);
                insert(session, more);
            } else {
                arrays(session, less, more);
            }
        }
    }

    /** Removes the rows of a document whose keys are not known, by looking at all of its collection. */
    static void deleteAll(StatelessSession session, long collection, long document) {
        session.createNativeMutationQuery(
                        "delete from {h-schema}document_field where collection = :collection and document = :document")
                .setParameter("collection", collection)
                .setParameter("document", document)
                .executeUpdate();
    }

    /** Notes in the rows of documents, given by their primary keys, how they are indexed. */
    void mark(StatelessSession session, Map<Long, Indexed> documents) {
        session.doWork(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(mark)) {
                for (Map.Entry<Long, Indexed> document : documents.entrySet()) {
                    statement.setLong(1, document.getValue().version());
                    statement.setBytes(2, document.getValue().keys().encode());
                    statement.setLong(3, document.getKey());
                    statement.addBatch();
                }
                statement.executeBatch();
            }
        });
    }

    /** A batch goes on behind a row that is there, which H2 says in the end; a merge takes longer and is seldom needed. */
    private void insert(StatelessSession session, List<Row> rows) {
        try {
            batch(session, insert, rows);
        } catch (JDBCException e) {
            if (!Failures.isDuplicate(e)) {
                throw e;
            }
            batch(session, merge, rows);
        }
    }

    private static void batch(StatelessSession session, String sql, List<Row> rows) {
        if (rows.isEmpty()) {
            return;
        }
        session.doWork(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                for (Row row : rows) {
                    for (int column = 1; column <= 5; column++) {
                        statement.setObject(column, row.column(column));
                    }
                    statement.addBatch();
                }
                statement.executeBatch();
            }
        });
    }

    private void arrays(StatelessSession session, List<Row> gone, List<Row> come) {
        String sql = gone.isEmpty() ? insert : come.isEmpty() ? delete : "with gone as (" + delete + ") " + insert;
        session.doWork(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                setArrays(statement, gone, 0);
                setArrays(statement, come, gone.isEmpty() ? 0 : 5);
                statement.executeUpdate();
            }
        });
    }

    private static void setArrays(PreparedStatement statement, List<Row> rows, int behind) throws SQLException {
        for (int column = 1; column <= (rows.isEmpty() ? 0 : 5); column++) {
            int number = column;
            Object[] values =
                    rows.stream().map(row -> row.column(number)).toArray(number == 3 ? byte[][]::new : Long[]::new);
            Connection connection = statement.getConnection();
            statement.setArray(behind + number, connection.createArrayOf(number == 3 ? "bytea" : "int8", values));
        }
    }
}
