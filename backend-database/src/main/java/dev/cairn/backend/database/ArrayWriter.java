package dev.cairn.backend.database;

import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentFrame;
import dev.cairn.spi.DocumentKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/**
 * Writes documents into PostgreSQL: rows, names of blobs and index, with the word that the commit is to be durable and the notification,
 * all in one statement, which takes one trip whatever their number.
 */
final class ArrayWriter implements DocumentWriter {
    private static final GivenRows.Type[] ROW = {
        GivenRows.Type.BIGINT,
        GivenRows.Type.TEXT,
        GivenRows.Type.TEXT,
        GivenRows.Type.TEXT,
        GivenRows.Type.BIGINT,
        GivenRows.Type.TEXT,
        GivenRows.Type.TEXT,
        GivenRows.Type.BIGINT,
        GivenRows.Type.BIGINT,
        GivenRows.Type.BYTES,
        GivenRows.Type.BIGINT,
        GivenRows.Type.BIGINT,
        GivenRows.Type.BYTES
    };
    private static final String GIVEN =
            "(pk, scope, kind, id, revision, state, digest, created, updated, frame, collection, indexed, fields)";

    private static final GivenRows.Type[] KEY = {
        GivenRows.Type.BIGINT, GivenRows.Type.BIGINT, GivenRows.Type.BYTES, GivenRows.Type.BIGINT, GivenRows.Type.BIGINT
    };

    private final FieldRows index;
    private final Numbers numbers;
    private final String synchronous;
    private final @Nullable Notices notices;

    /**
     * Writes into the tables of {@code index}.
     *
     * @param synchronous the level of {@code synchronous_commit}
     * @param notices what to tell others; null if nobody is told
     */
    ArrayWriter(FieldRows index, String synchronous, @Nullable Notices notices) {
        this.index = index;
        this.numbers = new Numbers(index.tables(), "document_seq");
        this.synchronous = synchronous;
        this.notices = notices;
    }

    @Override
    public Tables tables() {
        return index.tables();
    }

    @Override
    public void write(StatelessSession session, List<DocumentChange> changes) {
        IndexChange fields = new IndexChange();
        Statement statement = session.doReturningWork(connection -> prepare(connection, changes, fields));
        if (fields.isLarge()) {
            fields.write(session, index);
        } else {
            fields.writeUnknown(session);
            statement.index(fields.gone(), fields.come());
        }
        session.doWork(connection -> statement.execute(connection, changes));
    }

    private Statement prepare(Connection connection, List<DocumentChange> changes, IndexChange fields)
            throws SQLException {
        long[] pks = numbers.take(connection, (int)
                changes.stream().filter(change -> change.before() == null).count());
        Statement statement = new Statement();
        int made = 0;
        for (DocumentChange change : changes) {
            StoredHeads.Locked before = change.before();
            long pk = before == null ? pks[made++] : before.pk();
            (before == null ? statement.inserts : statement.updates).add(row(pk, change));
            change.blobs().forEach(digest -> statement.blobs.add(new Object[] {pk, digest.hex()}));
            fields.add(pk, before, change.indexed());
        }
        return statement;
    }

    private static Object[] row(long pk, DocumentChange change) {
        Document document = change.document();
        DocumentKey key = document.key();
        Indexed indexed = change.indexed();
        return new Object[] {
            pk,
            key.scope(),
            key.kind(),
            key.id(),
            document.revision(),
            document.state().word(),
            document.head().digest().hex(),
            micros(document.created()),
            micros(document.head().updated()),
            DocumentFrame.encode(document),
            indexed.collection(),
            indexed.version(),
            indexed.keys().encode()
        };
    }

    /** Microseconds since 1970. */
    private static long micros(Instant time) {
        return Math.addExact(Math.multiplyExact(time.getEpochSecond(), 1_000_000L), time.getNano() / 1000);
    }

    /** The one statement of a transaction. */
    private final class Statement {
        private final List<Object[]> inserts = new ArrayList<>();
        private final List<Object[]> updates = new ArrayList<>();
        private final List<Object[]> blobs = new ArrayList<>();
        private List<Object[]> gone = List.of();
        private List<Object[]> come = List.of();

        void index(List<Object[]> less, List<Object[]> more) {
            gone = less;
            come = more;
        }

        void execute(Connection connection, List<DocumentChange> changes) throws SQLException {
            List<String> parts = new ArrayList<>();
            List<GivenRows> given = new ArrayList<>();
            documents(parts, given);
            fields(parts, given);
            boolean tells = notices != null && !changes.isEmpty();
            String sql = (parts.isEmpty() ? "" : "with " + String.join(", ", parts) + " ")
                    + "select set_config('synchronous_commit', ?, true) as level"
                    + (tells ? " from pg_notify(?, ?)" : "");
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                int next = 1;
                for (GivenRows rows : given) {
                    next = rows.bind(statement, next);
                }
                statement.setString(next++, synchronous);
                if (notices != null && tells) {
                    statement.setString(next++, notices.channel());
                    statement.setString(
                            next,
                            notices.of(changes.stream()
                                    .map(DocumentChange::document)
                                    .toList()));
                }
                statement.executeQuery().close();
            }
        }

        private void documents(List<String> parts, List<GivenRows> given) {
            Tables tables = index.tables();
            String document = tables.of("document");
            String blob = tables.of("document_blob");
            if (!inserts.isEmpty()) {
                part("new_rows" + GIVEN, new GivenRows(inserts, ROW), parts, given);
                parts.add("made as (insert into " + document
                        + " (pk, scope, kind, id, revision, state, digest, created, updated, stored, frame, collection, indexed, "
                        + "fields) select pk, scope, kind, id, revision, state, digest, " + time("created") + ", "
                        + time("updated")
                        + ", clock_timestamp(), frame, collection, indexed, fields from new_rows)");
            }
            if (!updates.isEmpty()) {
                part("next_rows" + GIVEN, new GivenRows(updates, ROW), parts, given);
                parts.add("changed as (update " + document
                        + " d set revision = r.revision, state = r.state, digest = r.digest, created = "
                        + time("r.created") + ", updated = " + time("r.updated")
                        + ", stored = clock_timestamp(), frame = r.frame, collection = r.collection, "
                        + "indexed = r.indexed, fields = r.fields from next_rows r where d.pk = r.pk)");
            }
            if (!blobs.isEmpty()) {
                part(
                        "named(document, digest)",
                        new GivenRows(blobs, GivenRows.Type.BIGINT, GivenRows.Type.TEXT),
                        parts,
                        given);
                // Those that stay are in neither statement: of one row each of both would see the old state.
                parts.add("added as (insert into " + blob + " (document, digest) select n.document, n.digest "
                        + "from named n on conflict do nothing)");
            }
            if (!updates.isEmpty()) {
                parts.add("forgotten as (delete from " + blob + " b using next_rows r where b.document = r.pk"
                        + (blobs.isEmpty()
                                ? ""
                                : " and not exists (select 1 from named n where n.document = b.document "
                                        + "and n.digest = b.digest)")
                        + ")");
            }
        }

        private void fields(List<String> parts, List<GivenRows> given) {
            String table = index.tables().of("document_field");
            String columns = "(collection, path, content, created, document)";
            if (!gone.isEmpty()) {
                part("old_keys" + columns, new GivenRows(gone, KEY), parts, given);
                parts.add("gone as (delete from " + table + " f using old_keys k where f.collection = k.collection "
                        + "and f.path = k.path and f.content = k.content and f.created = k.created "
                        + "and f.document = k.document)");
            }
            if (!come.isEmpty()) {
                part("new_keys" + columns, new GivenRows(come, KEY), parts, given);
                // A row that is there already, as after a restore of some tables only, is no reason to refuse a save.
                parts.add("come as (insert into " + table + " " + columns
                        + " select * from new_keys on conflict do nothing)");
            }
        }

        private static void part(String name, GivenRows rows, List<String> parts, List<GivenRows> given) {
            parts.add(name + " as (" + rows.query() + ")");
            given.add(rows);
        }

        private static String time(String micros) {
            return "timestamptz 'epoch' + " + micros + " * interval '1 microsecond'";
        }
    }
}
