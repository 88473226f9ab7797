package dev.cairn.backend.database;

import java.util.StringJoiner;

/**
 * The forms in which the index is asked, each of which both databases answer from the primary key of {@code document_field} without
 * sorting; a test holds them to that.
 *
 * <p>What they have in common: collection and path are equal to something, and the order names all columns of the key, in one
 * direction, or H2 reads and sorts all. Never {@code in (select ...)} and never a comparison of rows, which H2 answers by scans.
 * A second condition on the same document is a {@linkplain #AND_EQUAL value} that the whole key looks up: of {@code exists}
 * PostgreSQL makes a join, thinks that next to nothing comes out of it, and sorts. Where few documents meet a condition, it is
 * faster to find those and to take the values of the order from their {@code fields}, which {@link FieldKeys} reads.
 *
 * <p>An answer is whole if the documents that are {@link #OUTDATED} or {@link #UNREAD} are read and evaluated themselves, and rows
 * of the former passed over, all in one snapshot; a document whose {@code indexed} is above the version that is asked for means
 * that the declaration is to be looked up again.
 */
final class FieldQueries {
    /**
     * Those of a collection that are not indexed by the version that is declared. Not {@code indexed < :version}: H2 takes each
     * bound for an inclusive one and would read all those of that version, to leave them out.
     */
    static final String OUTDATED = "select pk, scope, kind, id, octet_length(frame) as bytes from {h-schema}document "
            + "where collection = :collection and indexed <= :version - 1 order by collection, indexed";

    /** Those of a collection that have more fields than are indexed, or cannot be read. */
    static final String UNREAD =
            "select document from {h-schema}document_field where collection = :collection and path = " + FieldKey.UNREAD
                    + " order by collection, path, content, created, document";

    /** The rows of a path: what all the following begin with. */
    static final String ROWS = "select f.content, f.created, f.document from {h-schema}document_field f "
            + "where f.collection = :collection and f.path = :path";

    /** Of these, those of one value. */
    static final String EQUAL = " and f.content = :content";

    /** Of these, those from one value on up to before another. */
    static final String RANGE = " and f.content >= :from and f.content < :to";

    /** Of these, those behind one in the order {@link #UP}. */
    static final String BEHIND = " and f.content >= :content and (f.content > :content or f.created > :created "
            + "or (f.created = :created and f.document > :document))";

    /** Of these, those behind one in the order {@link #DOWN}. */
    static final String BEFORE = " and f.content <= :content and (f.content < :content or f.created < :created "
            + "or (f.created = :created and f.document < :document))";

    /** Of these, those of documents with one value at another path; for walking an order until enough are found. */
    static final String AND_EQUAL =
            " and coalesce((select true from {h-schema}document_field g where g.collection = f.collection "
                    + "and g.path = :other and g.content = :also and g.created = f.created and g.document = f.document), false)";

    /** Of these, those of documents without one value at another path. */
    static final String AND_NOT_EQUAL =
            " and not coalesce((select true from {h-schema}document_field g where g.collection = f.collection "
                    + "and g.path = :lacking and g.content = :without and g.created = f.created and g.document = f.document), false)";

    /** From the least value on, of equal ones the oldest document first. */
    static final String UP = " order by f.collection, f.path, f.content, f.created, f.document";

    /** From the greatest value on, of equal ones the youngest document first. */
    static final String DOWN =
            " order by f.collection desc, f.path desc, f.content desc, f.created desc, f.document desc";

    /** Where a walk {@link #UP} ends. */
    static final String UP_TO = " and f.content < :to";

    /** Where a walk {@link #DOWN} ends. */
    static final String DOWN_TO = " and f.content >= :from";

    private static final String OF_ONE_PATH =
            "{h-schema}document_field f where f.collection = :collection and f.path = :path";

    /** How many rows of a path there are. */
    static final String COUNT = "select count(*) from " + OF_ONE_PATH;

    /** How many documents have a row of a path, but for {@link #DOCUMENTS_END}. */
    static final String DOCUMENTS = "select count(*) from (select distinct f.document from " + OF_ONE_PATH;

    static final String DOCUMENTS_END = ") d";

    /**
     * What is declared of a kind now, and how many documents of a collection are {@link #OUTDATED} and {@link #UNREAD}, counted up
     * to a limit; and whether documents with several values at a path are marked by a row, which is null where some may not be.
     */
    static final String STATE =
            "select (select k.version from {h-schema}document_kind k where k.kind = :kind) as version, "
                    + "(select count(*) from (select d.pk from {h-schema}document d where d.collection = :collection "
                    + "and d.indexed <= :version - 1 order by d.collection, d.indexed fetch first :most rows only) o) as outdated, "
                    + "(select count(*) from (" + UNREAD + " fetch first :most rows only) u) as unread, "
                    + "(select m.content from {h-schema}store_meta m where m.name = 'several') as several";

    /** What a document has in the index, of those with the given primary keys. */
    static final String FIELDS = "select pk, id, indexed, fields from {h-schema}document where pk = any(:documents)";

    /** The numbers and names of all paths of which a collection has rows. */
    static final String PATHS = "select p.pk, p.name from {h-schema}document_path p where coalesce((select true from "
            + "{h-schema}document_field f where f.collection = :collection and f.path = p.pk "
            + "order by f.collection, f.path, f.content, f.created, f.document fetch first 1 rows only), false)";

    /** {@link #AND_EQUAL} for the values {@code also1}, {@code also2} and so on at {@code other1}, {@code other2}. */
    static String andEqual(int count) {
        StringBuilder sql = new StringBuilder();
        for (int i = 1; i <= count; i++) {
            sql.append(AND_EQUAL.replace(":other", ":other" + i).replace(":also", ":also" + i));
        }
        return sql.toString();
    }

    /** {@link #AND_NOT_EQUAL} for the values {@code without1}, {@code without2} and so on at {@code lacking1}, {@code lacking2}. */
    static String andNotEqual(int count) {
        StringBuilder sql = new StringBuilder();
        for (int i = 1; i <= count; i++) {
            sql.append(AND_NOT_EQUAL.replace(":lacking", ":lacking" + i).replace(":without", ":without" + i));
        }
        return sql.toString();
    }

    /** How many rows there are in each of {@code ranges} ranges, counted up to a limit. */
    static String probe(int ranges) {
        StringJoiner sql = new StringJoiner(", ", "select ", "");
        for (int i = 1; i <= ranges; i++) {
            sql.add("(select count(*) from (select f.document from {h-schema}document_field f where "
                    + "f.collection = :collection and f.path = :path" + i + " and f.content >= :from" + i
                    + " and f.content < :to" + i + UP + " fetch first :most rows only) r" + i + ") as c" + i);
        }
        return sql.toString();
    }

    private FieldQueries() {}
}
