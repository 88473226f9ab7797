package dev.cairn.backend.database;

import dev.cairn.CorruptException;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentFrame;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.DocumentState;
import dev.cairn.spi.Slot;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.hibernate.StatelessSession;

/** Reads documents, one by one or page by page in the order of their ids. */
final class StoredDocuments {
    private static final int PAGE = 1000;

    /** The most bytes of frames that are read at once, where one is not larger. */
    private static final long PAGE_BYTES = 8 << 20;

    /** How far the clock of a writer may be behind the one that asks, and how long a transaction may take. */
    private static final Duration OVERLAP = Duration.ofMinutes(10);

    private static final EnumSet<DocumentState> VISIBLE = EnumSet.of(DocumentState.LIVE, DocumentState.ARCHIVED);

    /** For H2, which sorts all unless the order names every column of the index. */
    private static final String ORDER = " order by scope, kind, id";

    private static final String PAGE_OF_IDS = "select id, octet_length(frame) as bytes from {h-schema}document "
            + "where scope = :scope and kind = :kind and id > :id and state in (:states) ";

    private final Transactions transactions;
    private final Tables tables;
    private final String location;

    StoredDocuments(Transactions transactions, Tables tables, String location) {
        this.transactions = transactions;
        this.tables = tables;
        this.location = location;
    }

    /** What stands under those of {@code keys} where anything does. */
    Map<DocumentKey, Slot> get(Connection connection, Collection<DocumentKey> keys) throws SQLException {
        Map<String, Map<String, List<String>>> groups = new HashMap<>();
        for (DocumentKey key : keys) {
            groups.computeIfAbsent(key.scope(), none -> new HashMap<>())
                    .computeIfAbsent(key.kind(), none -> new ArrayList<>())
                    .add(key.id());
        }
        Map<DocumentKey, Slot> slots = new LinkedHashMap<>();
        for (Map.Entry<String, Map<String, List<String>>> scope : groups.entrySet()) {
            for (Map.Entry<String, List<String>> kind : scope.getValue().entrySet()) {
                get(connection, scope.getKey(), kind.getKey(), kind.getValue(), slots);
            }
        }
        return slots;
    }

    private void get(
            Connection connection, String scope, String kind, Collection<String> ids, Map<DocumentKey, Slot> slots)
            throws SQLException {
        NamedRows names = NamedRows.ofIds(tables.product(), scope, kind, ids);
        String select = "select id, revision, state, digest, frame from " + tables.of("document") + " where ";
        try (PreparedStatement statement = names.prepare(connection, select, " order by id");
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                DocumentKey key = new DocumentKey(scope, kind, rows.getString(1));
                Object[] row = {null, rows.getLong(2), rows.getString(3), rows.getString(4), rows.getBytes(5)};
                slots.put(key, slot(key, row));
            }
        }
    }

    /** The documents in the rows with these primary keys. */
    Map<Long, Slot> at(StatelessSession session, Collection<Long> pks) {
        Map<Long, Slot> slots = new HashMap<>();
        session.createNativeQuery(
                        "select pk, scope, kind, id, revision, state, digest, frame from {h-schema}document "
                                + "where pk = any(:pks)",
                        Object[].class)
                .addScalar("id", String.class)
                .addScalar("revision", Long.class)
                .addScalar("state", String.class)
                .addScalar("digest", String.class)
                .addScalar("frame", byte[].class)
                .addScalar("scope", String.class)
                .addScalar("kind", String.class)
                .addScalar("pk", Long.class)
                .setParameter("pks", pks.toArray(new Long[0]))
                .getResultList()
                .forEach(row -> {
                    DocumentKey key = new DocumentKey((String) row[5], (String) row[6], (String) row[0]);
                    slots.put((Long) row[7], slot(key, row));
                });
        return slots;
    }

    /** Gives {@code sink} the same, with no more of them in memory at once than a page has. */
    void each(StatelessSession session, Collection<Long> pks, BiConsumer<Long, Slot> sink) {
        List<Long> some = new ArrayList<>();
        long bytes = 0;
        Map<Long, Long> sizes = pks.isEmpty() ? Map.of() : sizes(session, pks);
        for (Map.Entry<Long, Long> one : sizes.entrySet()) {
            bytes += one.getValue();
            if (bytes > PAGE_BYTES && !some.isEmpty()) {
                at(session, some).forEach(sink);
                some.clear();
                bytes = one.getValue();
            }
            some.add(one.getKey());
        }
        if (!some.isEmpty()) {
            at(session, some).forEach(sink);
        }
    }

    private static Map<Long, Long> sizes(StatelessSession session, Collection<Long> pks) {
        Map<Long, Long> sizes = new LinkedHashMap<>();
        session.createNativeQuery(
                        "select pk, octet_length(frame) as bytes from {h-schema}document where pk = any(:pks)",
                        Object[].class)
                .addScalar("pk", Long.class)
                .addScalar("bytes", Long.class)
                .setParameter("pks", pks.toArray(new Long[0]))
                .getResultList()
                .forEach(row -> sizes.put((Long) row[0], (Long) row[1]));
        return sizes;
    }

    private Slot slot(DocumentKey key, Object[] row) {
        try {
            Document document = DocumentFrame.decode((byte[]) row[4], location + ", " + key);
            if (!DocumentRow.agree(document, key, (Long) row[1], (String) row[2], (String) row[3])) {
                throw new CorruptException("The row of " + key + " in " + location + " says something else than the "
                        + "document in it. Restore the row from a backup, or save the document again.");
            }
            return Slot.of(document);
        } catch (CorruptException e) {
            return Slot.damaged(key, e);
        }
    }

    Stream<DocumentKey> keys(String scope, String kind) {
        return Pages.stream(id -> {
            List<String> ids = transactions.read(
                    "list keys",
                    session -> session.createSelectionQuery(
                                    "select d.id from DocumentRow d where d.scope = :scope and d.kind = :kind and d.id > :id "
                                            + "and d.state in (:states) order by d.scope, d.kind, d.id",
                                    String.class)
                            .setParameter("scope", scope)
                            .setParameter("kind", kind)
                            .setParameter("id", id)
                            .setParameterList("states", words(VISIBLE))
                            .setMaxResults(PAGE)
                            .getResultList());
            List<DocumentKey> keys =
                    ids.stream().map(name -> new DocumentKey(scope, kind, name)).toList();
            return new Pages.Page<>(keys, ids.size() < PAGE ? null : ids.get(PAGE - 1));
        });
    }

    Stream<Slot> scan(String scope, String kind, Set<DocumentState> states) {
        return states.isEmpty()
                ? Stream.empty()
                : pages(scope, kind, new Filter(PAGE_OF_IDS + ORDER, states, Instant.EPOCH));
    }

    /** The visible ones, and those that are damaged, within the transaction of {@code session}. */
    Stream<Slot> visible(StatelessSession session, String scope, String kind) {
        Filter filter = new Filter(PAGE_OF_IDS + ORDER, VISIBLE, Instant.EPOCH);
        return Pages.stream(behind -> page(session, scope, kind, filter, behind));
    }

    Stream<Slot> modifiedSince(String scope, String kind, Instant since) {
        String sql = PAGE_OF_IDS + "and (stored >= :since or updated >= :since)" + ORDER;
        return pages(scope, kind, new Filter(sql, EnumSet.allOf(DocumentState.class), since.minus(OVERLAP)));
    }

    /** Which documents a listing shows; {@code since} counts only where the statement asks for it. */
    private record Filter(String sql, Set<DocumentState> states, Instant since) {}

    private Stream<Slot> pages(String scope, String kind, Filter filter) {
        return Pages.stream(
                behind -> transactions.read("list documents", session -> page(session, scope, kind, filter, behind)));
    }

    private Pages.Page<Slot> page(StatelessSession session, String scope, String kind, Filter filter, String behind) {
        List<Object[]> page = ids(session, scope, kind, filter, behind);
        List<DocumentKey> keys = new ArrayList<>();
        long bytes = 0;
        for (Object[] row : page) {
            bytes += (Long) row[1];
            if (bytes > PAGE_BYTES && !keys.isEmpty()) {
                break;
            }
            keys.add(new DocumentKey(scope, kind, (String) row[0]));
        }
        if (keys.isEmpty()) {
            return new Pages.Page<>(List.of(), null);
        }
        // One that was deleted in between is shown as it now stands, if the listing asks for that.
        List<Slot> slots = session.doReturningWork(connection -> get(connection, keys)).values().stream()
                .filter(slot -> slot.document() == null
                        || filter.states().contains(slot.document().state()))
                .toList();
        boolean last = keys.size() == page.size() && page.size() < PAGE;
        return new Pages.Page<>(slots, last ? null : keys.get(keys.size() - 1).id());
    }

    private static List<Object[]> ids(
            StatelessSession session, String scope, String kind, Filter filter, String behind) {
        var query = session.createNativeQuery(filter.sql(), Object[].class)
                .addScalar("id", String.class)
                .addScalar("bytes", Long.class)
                .setParameter("scope", scope)
                .setParameter("kind", kind)
                .setParameter("id", behind)
                .setParameterList("states", words(filter.states()));
        if (filter.sql().contains(":since")) {
            query.setParameter("since", filter.since());
        }
        return query.setMaxResults(PAGE).getResultList();
    }

    private static List<String> words(Set<DocumentState> states) {
        return states.stream().map(DocumentState::word).toList();
    }
}
