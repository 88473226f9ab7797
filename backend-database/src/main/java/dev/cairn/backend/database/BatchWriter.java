package dev.cairn.backend.database;

import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentFrame;
import dev.cairn.spi.DocumentKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/** Writes documents into H2, which is in the same process: a batch for each table. Whoever ends the transaction forces it. */
final class BatchWriter implements DocumentWriter {
    private final FieldRows index;
    private final Numbers numbers;
    private final String insert;
    private final String update;
    private final String name;
    private final String forget;

    /** Writes into the tables of {@code index}. */
    BatchWriter(FieldRows index) {
        this.index = index;
        Tables tables = index.tables();
        this.numbers = new Numbers(tables, "document_seq");
        String now = tables.product().now();
        this.insert = "insert into " + tables.of("document")
                + " (revision, state, digest, created, updated, frame, collection, indexed, fields, pk, scope, kind, id, stored) "
                + "values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, " + now + ")";
        this.update = "update " + tables.of("document")
                + " set revision = ?, state = ?, digest = ?, created = ?, updated = ?, frame = ?, collection = ?, indexed = ?, "
                + "fields = ?, stored = " + now + " where pk = ?";
        this.name = "insert into " + tables.of("document_blob") + " (document, digest) values (?, ?)";
        this.forget = "delete from " + tables.of("document_blob") + " where document = ?";
    }

    @Override
    public Tables tables() {
        return index.tables();
    }

    @Override
    public void write(StatelessSession session, List<DocumentChange> changes) {
        IndexChange fields = new IndexChange();
        session.doWork(connection -> write(connection, changes, fields));
        fields.write(session, index);
    }

    private void write(Connection connection, List<DocumentChange> changes, IndexChange fields) throws SQLException {
        long[] pks = numbers.take(connection, (int)
                changes.stream().filter(change -> change.before() == null).count());
        int made = 0;
        try (Batch inserts = new Batch(connection, insert);
                Batch updates = new Batch(connection, update);
                Batch forgotten = new Batch(connection, forget);
                Batch named = new Batch(connection, name)) {
            for (DocumentChange change : changes) {
                StoredHeads.Locked before = change.before();
                long pk = before == null ? pks[made++] : before.pk();
                if (before == null) {
                    DocumentKey key = change.document().key();
                    row(inserts, change)
                            .value(pk)
                            .value(key.scope())
                            .value(key.kind())
                            .value(key.id())
                            .add();
                } else {
                    row(updates, change).value(pk).add();
                    forgotten.value(pk).add();
                }
                for (var digest : change.blobs()) {
                    named.value(pk).value(digest.hex()).add();
                }
                fields.add(pk, before, change.indexed());
            }
            inserts.run();
            updates.run();
            forgotten.run();
            named.run();
        }
    }

    private static Batch row(Batch batch, DocumentChange change) throws SQLException {
        Document document = change.document();
        Indexed indexed = change.indexed();
        return batch.value(document.revision())
                .value(document.state().word())
                .value(document.head().digest().hex())
                .value(document.created())
                .value(document.head().updated())
                .value(DocumentFrame.encode(document))
                .value(indexed.collection())
                .value(indexed.version())
                .value(indexed.keys().encode());
    }

    /** A statement with the values of many rows; prepared when the first one comes. */
    private static final class Batch implements AutoCloseable {
        private final Connection connection;
        private final String sql;
        private @Nullable PreparedStatement statement;
        private int number;
        private int rows;

        Batch(Connection connection, String sql) {
            this.connection = connection;
            this.sql = sql;
        }

        private PreparedStatement statement() throws SQLException {
            if (statement == null) {
                statement = connection.prepareStatement(sql);
            }
            return statement;
        }

        /** The next value of the row. */
        Batch value(Object value) throws SQLException {
            if (value instanceof byte[] bytes) {
                statement().setBytes(++number, bytes);
            } else {
                statement().setObject(++number, value);
            }
            return this;
        }

        /** Ends the row. */
        void add() throws SQLException {
            statement().addBatch();
            number = 0;
            rows++;
        }

        void run() throws SQLException {
            if (rows > 0) {
                statement().executeBatch();
            }
        }

        @Override
        public void close() throws SQLException {
            if (statement != null) {
                statement.close();
            }
        }
    }
}
