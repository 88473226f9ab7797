package dev.cairn.backend.database;

import dev.cairn.CorruptException;
import dev.cairn.spi.Digest;
import dev.cairn.spi.DocumentFrame;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.DocumentState;
import dev.cairn.spi.Head;
import java.time.Instant;
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
    private static final String COLUMNS = "select id, pk, revision, state, digest, created, updated, "
            + "substring(frame from 1 for " + DocumentFrame.HEAD_BYTES + ") as start, collection, indexed, ";
    private static final String FROM = " from {h-schema}document where ";
    private static final String FIND = COLUMNS + "null as fields" + FROM;
    private static final String LOCK = COLUMNS + "fields" + FROM;
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
    static Optional<Head> find(StatelessSession session, DocumentKey key, String where) {
        // One name is asked for in the same way everywhere.
        NamedRows names = NamedRows.ofIds(Product.POSTGRESQL, key.scope(), key.kind(), List.of(key.id()));
        return select(session, FIND + names.condition(), names).stream()
                .findFirst()
                .map(row -> DocumentFrame.head((byte[]) row[7], ((byte[]) row[7]).length, where));
    }

    /** Keeps the rows of {@code keys} still until the transaction ends, in the order of the keys, so that nobody deadlocks. */
    static Map<DocumentKey, Locked> lock(StatelessSession session, Product product, Collection<DocumentKey> keys) {
        Map<DocumentKey, Locked> locked = new HashMap<>();
        Map<String, Map<String, TreeSet<String>>> groups = new TreeMap<>();
        for (DocumentKey key : keys) {
            groups.computeIfAbsent(key.scope(), none -> new TreeMap<>())
                    .computeIfAbsent(key.kind(), none -> new TreeSet<>())
                    .add(key.id());
        }
        groups.forEach((scope, kinds) -> kinds.forEach((kind, ids) -> {
            NamedRows names = NamedRows.ofIds(product, scope, kind, ids);
            for (Object[] row : select(session, LOCK + names.condition() + STILL, names)) {
                FieldKeys indexed = FieldKeys.decode((byte[]) row[10]).orElse(null);
                locked.put(
                        new DocumentKey(scope, kind, (String) row[0]),
                        new Locked((Long) row[1], head(row), (Long) row[8], (Long) row[9], indexed));
            }
        }));
        return locked;
    }

    private static List<Object[]> select(StatelessSession session, String sql, NamedRows names) {
        return names.bind(session.createNativeQuery(sql, Object[].class))
                .addScalar("id", String.class)
                .addScalar("pk", Long.class)
                .addScalar("revision", Long.class)
                .addScalar("state", String.class)
                .addScalar("digest", String.class)
                .addScalar("created", Instant.class)
                .addScalar("updated", Instant.class)
                .addScalar("start", byte[].class)
                .addScalar("collection", Long.class)
                .addScalar("indexed", Long.class)
                .addScalar("fields", byte[].class)
                .getResultList();
    }

    private static Head head(Object[] row) {
        byte[] start = (byte[]) row[7];
        try {
            return DocumentFrame.head(start, start.length, "a document");
        } catch (CorruptException e) {
            DocumentState state = DocumentState.valueOf(((String) row[3]).toUpperCase(Locale.ROOT));
            return new Head((Long) row[2], state, new Digest((String) row[4]), (Instant) row[5], (Instant) row[6]);
        }
    }
}
