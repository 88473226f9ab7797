package dev.cairn.backend.database;

import dev.cairn.CorruptException;
import dev.cairn.spi.Digest;
import dev.cairn.spi.DocumentFrame;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.DocumentState;
import dev.cairn.spi.Head;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/** Reads heads: the first bytes of frames, and no more. */
final class StoredHeads {
    private static final String START = "substring(frame from 1 for " + DocumentFrame.HEAD_BYTES + ") as start";
    private static final String COLUMNS = "select id, pk, revision, state, digest, created, updated, " + START
            + ", collection, indexed, fields from ";
    private static final String STILL = " order by id for update";

    private StoredHeads() {}

    /**
     * A row whose document is to be replaced.
     *
     * @param pk its primary key
     * @param head the head of its document; what the columns say of it where the frame is damaged
     * @param collection the number of its collection
     * @param indexed the version by which it is indexed
     * @param keys its rows in the index; null if it is not known which they are
     */
    record Locked(
            long pk,
            Head head,
            long collection,
            long indexed,
            @Nullable FieldKeys keys) {}

    /** The head under {@code key}, whatever its state. */
    static Optional<Head> find(Connection connection, Tables tables, DocumentKey key, String where)
            throws SQLException {
        NamedRows names = NamedRows.ofIds(tables.product(), key.scope(), key.kind(), List.of(key.id()));
        String select = "select " + START + " from " + tables.of("document") + " where ";
        try (PreparedStatement statement = names.prepare(connection, select, "");
                ResultSet row = statement.executeQuery()) {
            if (!row.next()) {
                return Optional.empty();
            }
            byte[] start = row.getBytes(1);
            return Optional.of(DocumentFrame.head(start, start.length, where));
        }
    }

    /** Keeps the rows of {@code keys} still until the transaction ends, in the order of the keys, so that nobody deadlocks. */
    static Map<DocumentKey, Locked> lock(StatelessSession session, Tables tables, Collection<DocumentKey> keys) {
        Map<DocumentKey, Locked> locked = new HashMap<>();
        Map<String, Map<String, TreeSet<String>>> groups = new TreeMap<>();
        for (DocumentKey key : keys) {
            groups.computeIfAbsent(key.scope(), none -> new TreeMap<>())
                    .computeIfAbsent(key.kind(), none -> new TreeSet<>())
                    .add(key.id());
        }
        groups.forEach((scope, kinds) -> kinds.forEach(
                (kind, ids) -> session.doWork(connection -> lock(connection, tables, scope, kind, ids, locked))));
        return locked;
    }

    private static void lock(
            Connection connection,
            Tables tables,
            String scope,
            String kind,
            Collection<String> ids,
            Map<DocumentKey, Locked> locked)
            throws SQLException {
        NamedRows names = NamedRows.ofIds(tables.product(), scope, kind, ids);
        String select = COLUMNS + tables.of("document") + " where ";
        try (PreparedStatement statement = names.prepare(connection, select, STILL);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                FieldKeys keys = FieldKeys.decode(row.getBytes("fields")).orElse(null);
                locked.put(
                        new DocumentKey(scope, kind, row.getString("id")),
                        new Locked(
                                row.getLong("pk"), head(row), row.getLong("collection"), row.getLong("indexed"), keys));
            }
        }
    }

    private static Head head(ResultSet row) throws SQLException {
        byte[] start = row.getBytes("start");
        try {
            return DocumentFrame.head(start, start.length, "a document");
        } catch (CorruptException e) {
            return new Head(
                    row.getLong("revision"),
                    DocumentState.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                    new Digest(row.getString("digest")),
                    row.getObject("created", OffsetDateTime.class).toInstant(),
                    row.getObject("updated", OffsetDateTime.class).toInstant());
        }
    }
}
