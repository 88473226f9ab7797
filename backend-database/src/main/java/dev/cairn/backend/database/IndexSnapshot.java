package dev.cairn.backend.database;

import dev.cairn.query.DocumentScan;
import dev.cairn.query.FieldPath;
import dev.cairn.query.FieldValue;
import dev.cairn.query.KindSpec;
import dev.cairn.spi.Slot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.hibernate.StatelessSession;
import org.hibernate.query.NativeQuery;
import org.jspecify.annotations.Nullable;

/** The index of one collection at one moment: what its tables say, nothing of what queries mean. Belongs to one transaction. */
final class IndexSnapshot {
    /** How many documents are evaluated beside the index; if there are more, all are read. */
    static final int MOST_UNKNOWN = 1_000;

    private final StatelessSession session;
    private final StoredDocuments stored;
    private final FieldCatalog catalog;
    private final FieldCatalog.Collected collected;
    private final KindSpecs.Declared declared;
    private final long collection;
    private final Effort effort;
    private final State state;
    private final Map<String, Long> numbers = new HashMap<>();
    private final Set<String> asked = new HashSet<>();

    /**
     * How the index stands.
     *
     * @param version that of what is declared
     * @param outdated how many documents are indexed by an older one; no more than one above {@link #MOST_UNKNOWN}
     * @param unread how many documents are not indexed; no more than that either
     * @param several whether each document with several values at a path is marked by a row
     */
    private record State(long version, long outdated, long unread, boolean several) {}

    /**
     * Looks at a collection.
     *
     * @param collection its number
     */
    IndexSnapshot(
            StatelessSession session,
            StoredDocuments stored,
            FieldCatalog catalog,
            FieldCatalog.Collected collected,
            KindSpecs.Declared declared,
            long collection,
            Effort effort) {
        this.session = session;
        this.stored = stored;
        this.catalog = catalog;
        this.collected = collected;
        this.declared = declared;
        this.collection = collection;
        this.effort = effort;
        this.state = state();
    }

    private State state() {
        Object[] row = session.createNativeQuery(FieldQueries.STATE, Object[].class)
                .addScalar("version", Long.class)
                .addScalar("outdated", Long.class)
                .addScalar("unread", Long.class)
                .addScalar("several", String.class)
                .setParameter("kind", collected.kind())
                .setParameter("collection", collection)
                .setParameter("version", declared.version())
                .setParameter("most", MOST_UNKNOWN + 1)
                .getSingleResult();
        return new State(row[0] == null ? 0 : (Long) row[0], (Long) row[1], (Long) row[2], row[3] != null);
    }

    /** Whether it was asked for by the declaration that holds at this moment. */
    boolean isDeclared() {
        return state.version() == declared.version();
    }

    /** Whether so few documents are unknown to the index that it helps. */
    boolean isUsable() {
        return state.outdated() + state.unread() <= MOST_UNKNOWN;
    }

    /** Whether some documents are indexed by an older declaration: rows of these are to be passed over. */
    boolean hasOutdated() {
        return state.outdated() > 0;
    }

    /** Whether the documents with several values at a path are those with a row in {@link FieldRange#several}. */
    boolean tellsSeveral() {
        return state.several();
    }

    /** Whether some documents are not known to the index as they are. */
    boolean hasUnknown() {
        return state.outdated() + state.unread() > 0;
    }

    /** The primary keys of the documents that the index does not know as they are. */
    Set<Long> unknown() {
        Set<Long> unknown = new LinkedHashSet<>();
        if (state.outdated() > 0) {
            session.createNativeQuery(FieldQueries.OUTDATED, Object[].class)
                    .addScalar("pk", Long.class)
                    .setParameter("collection", collection)
                    .setParameter("version", declared.version())
                    .getResultList()
                    .forEach(row -> unknown.add((Long) row[0]));
        }
        if (state.unread() > 0) {
            unknown.addAll(session.createNativeQuery(FieldQueries.UNREAD, Long.class)
                    .addScalar("document", Long.class)
                    .setParameter("collection", collection)
                    .getResultList());
        }
        return unknown;
    }

    Effort effort() {
        return effort;
    }

    String scope() {
        return collected.scope();
    }

    KindSpec spec() {
        return declared.spec();
    }

    long version() {
        return declared.version();
    }

    /** Looks the numbers of {@code paths} up, all at once. */
    void prepare(Collection<FieldPath> paths) {
        Set<String> names = new LinkedHashSet<>();
        paths.forEach(path -> names.add(path.toString()));
        names.removeAll(asked);
        if (!names.isEmpty()) {
            numbers.putAll(catalog.find(session, names));
            asked.addAll(names);
        }
    }

    /** The number of {@code path}; null if it has none, and then no document has a row of it. */
    @Nullable
    Long number(FieldPath path) {
        prepare(List.of(path));
        return numbers.get(path.toString());
    }

    /** The documents themselves, all of them. */
    DocumentScan scan() {
        return new DocumentScan(() -> stored.visible(session, collected.scope(), collected.kind()), declared.spec());
    }

    /** Gives {@code sink} the documents with these primary keys, some at a time. */
    void read(Collection<Long> documents, BiConsumer<Long, Slot> sink) {
        stored.each(session, documents, sink);
    }

    /** The documents with these primary keys. */
    Map<Long, Slot> get(Collection<Long> documents) {
        return stored.at(session, documents);
    }

    /** A row of the index. */
    record Met(FieldValue value, long created, long document) {}

    /**
     * The next rows of {@code range}, in the order of the primary key or down it.
     *
     * @param behind the row to go on behind
     * @param also values that the documents have too
     * @param without values that they do not have
     */
    List<Met> rows(
            FieldRange range,
            FieldWalk.Place behind,
            boolean down,
            List<FieldKey> also,
            List<FieldKey> without,
            int most) {
        String sql = FieldQueries.ROWS
                + (down ? FieldQueries.BEFORE + FieldQueries.DOWN_TO : FieldQueries.BEHIND + FieldQueries.UP_TO)
                + FieldQueries.andEqual(also.size())
                + FieldQueries.andNotEqual(without.size())
                + (down ? FieldQueries.DOWN : FieldQueries.UP);
        NativeQuery<Object[]> query = of(sql, range, also)
                .addScalar("content", byte[].class)
                .addScalar("created", Long.class)
                .addScalar("document", Long.class)
                .setParameter("content", behind.content())
                .setParameter("created", behind.created())
                .setParameter("document", behind.document())
                .setParameter(down ? "from" : "to", down ? range.from() : range.to());
        for (int i = 0; i < without.size(); i++) {
            query.setParameter("lacking" + (i + 1), without.get(i).path())
                    .setParameter("without" + (i + 1), without.get(i).value().bytes());
        }
        List<Met> rows = new ArrayList<>();
        query.setMaxResults(most)
                .getResultList()
                .forEach(row -> rows.add(new Met(FieldValue.ofBytes((byte[]) row[0]), (Long) row[1], (Long) row[2])));
        return rows;
    }

    private NativeQuery<Object[]> of(String sql, FieldRange range, List<FieldKey> also) {
        NativeQuery<Object[]> query = session.createNativeQuery(sql, Object[].class)
                .setParameter("collection", collection)
                .setParameter("path", range.path());
        for (int i = 0; i < also.size(); i++) {
            query.setParameter("other" + (i + 1), also.get(i).path())
                    .setParameter("also" + (i + 1), also.get(i).value().bytes());
        }
        return query;
    }

    /** How many rows {@code range} has, of documents that have the values of {@code also} too. */
    long rows(FieldRange range, List<FieldKey> also) {
        return count(FieldQueries.COUNT + FieldQueries.RANGE + FieldQueries.andEqual(also.size()), range, also);
    }

    /** How many documents have rows in {@code range}, and the values of {@code also} too. */
    long documents(FieldRange range, List<FieldKey> also) {
        return count(
                FieldQueries.DOCUMENTS
                        + FieldQueries.RANGE
                        + FieldQueries.andEqual(also.size())
                        + FieldQueries.DOCUMENTS_END,
                range,
                also);
    }

    private long count(String sql, FieldRange range, List<FieldKey> also) {
        Object[] row = of(sql, range, also)
                .setParameter("from", range.from())
                .setParameter("to", range.to())
                .getSingleResult();
        return ((Number) row[0]).longValue();
    }

    /** How many rows each of {@code ranges} has, or {@code most} if it has more. */
    List<Long> probe(List<FieldRange> ranges, int most) {
        if (ranges.isEmpty()) {
            return List.of();
        }
        NativeQuery<Object[]> query = session.createNativeQuery(FieldQueries.probe(ranges.size()), Object[].class)
                .setParameter("collection", collection)
                .setParameter("most", most);
        for (int i = 0; i < ranges.size(); i++) {
            query.setParameter("path" + (i + 1), ranges.get(i).path())
                    .setParameter("from" + (i + 1), ranges.get(i).from())
                    .setParameter("to" + (i + 1), ranges.get(i).to());
        }
        List<Long> counts = new ArrayList<>();
        for (Object count : query.getSingleResult()) {
            counts.add(((Number) count).longValue());
        }
        return counts;
    }

    /**
     * What the row of a document says of its fields.
     *
     * @param pk its primary key
     * @param id its id
     * @param indexed the version by which it is indexed
     * @param values its values at the paths that were asked for; null if it is not known
     */
    record Fields(
            long pk, String id, long indexed, @Nullable Map<Long, List<FieldValue>> values) {}

    /** What the rows of documents say of their fields, by their primary keys. */
    Map<Long, Fields> fields(Collection<Long> documents, Set<Long> paths) {
        Map<Long, Fields> fields = new HashMap<>();
        session.createNativeQuery(FieldQueries.FIELDS, Object[].class)
                .addScalar("pk", Long.class)
                .addScalar("id", String.class)
                .addScalar("indexed", Long.class)
                .addScalar("fields", byte[].class)
                .setParameter("documents", documents.toArray(new Long[0]))
                .getResultList()
                .forEach(row -> {
                    Map<Long, List<FieldValue>> values =
                            FieldKeys.values((byte[]) row[3], paths).orElse(null);
                    fields.put((Long) row[0], new Fields((Long) row[0], (String) row[1], (Long) row[2], values));
                });
        return fields;
    }

    /** The numbers and names of the paths of which there are rows. */
    Map<Long, String> paths() {
        Map<Long, String> paths = new HashMap<>();
        session.createNativeQuery(FieldQueries.PATHS, Object[].class)
                .addScalar("pk", Long.class)
                .addScalar("name", String.class)
                .setParameter("collection", collection)
                .getResultList()
                .forEach(row -> paths.put((Long) row[0], (String) row[1]));
        return paths;
    }

    /** The last value of {@code range}; null if it has none. */
    @Nullable
    FieldValue last(FieldRange range) {
        List<Met> last = new FieldWalk(this, range, true, List.of()).next(1);
        return last.isEmpty() ? null : last.get(0).value();
    }

    /** The first {@code most} different values of {@code range}, each found by one look into the primary key. */
    List<FieldValue> values(FieldRange range, int most) {
        List<FieldValue> values = new ArrayList<>();
        FieldWalk walk = new FieldWalk(this, range, false, List.of());
        List<Met> next = walk.next(1);
        while (!next.isEmpty() && values.size() < most) {
            values.add(next.get(0).value());
            next = walk.behind(next.get(0).value()).next(1);
        }
        return values;
    }
}
