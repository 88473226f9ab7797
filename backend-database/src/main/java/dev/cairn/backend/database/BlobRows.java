package dev.cairn.backend.database;

import dev.cairn.spi.Digest;
import dev.cairn.spi.Swept;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.hibernate.StatelessSession;

/** The statements on the tables of blobs; each method is a part of a transaction. */
final class BlobRows {
    /** How many pieces are removed at once. */
    private static final int PIECES = 16;

    /** Later than every touch, and a time that every database knows. */
    static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

    private final Product product;

    BlobRows(Product product) {
        this.product = product;
    }

    /** Renews the age of those of {@code digests} that are there, and returns them. */
    Set<Digest> touch(StatelessSession session, String scope, Collection<Digest> digests) {
        if (digests.size() == 1) {
            Digest only = digests.iterator().next();
            int touched = session.createNativeMutationQuery("update {h-schema}blob set touched = " + product.now()
                            + " where scope = :scope and digest = :digest")
                    .setParameter("scope", scope)
                    .setParameter("digest", only.hex())
                    .executeUpdate();
            return touched > 0 ? Set.of(only) : Set.of();
        }
        List<Object[]> rows = lock(session, scope, digests, "");
        if (!rows.isEmpty()) {
            session.createNativeMutationQuery(
                            "update {h-schema}blob set touched = " + product.now() + " where pk in (:pks)")
                    .setParameterList("pks", pks(rows))
                    .executeUpdate();
        }
        return rows.stream().map(row -> new Digest((String) row[2])).collect(Collectors.toSet());
    }

    /**
     * How many pieces of a large blob go into a transaction. H2 holds what a transaction wrote several times over until it is in the
     * file: with four, a heap of 64 MiB did not always suffice when the disk was busy.
     */
    int piecesAtOnce() {
        return product == Product.H2 ? 1 : 4;
    }

    /**
     * Whether the blob under {@code digest} has the bytes that were written under {@code unfinished}, if that is not negative, and
     * then {@code pieces}, of which the first is number {@code written}.
     */
    boolean holds(
            StatelessSession session, String scope, Digest digest, long unfinished, int written, List<byte[]> pieces) {
        String there = "select pk from {h-schema}blob where scope = :scope and digest = :digest";
        List<Object[]> rest = session.createNativeQuery(
                        "select n, data from {h-schema}blob_chunk where blob = (" + there
                                + ") and n >= :written order by n",
                        Object[].class)
                .addScalar("n", Integer.class)
                .addScalar("data", byte[].class)
                .setParameter("scope", scope)
                .setParameter("digest", digest.hex())
                .setParameter("written", written)
                .setMaxResults(pieces.size() + 1)
                .getResultList();
        boolean same = rest.size() == pieces.size();
        for (int i = 0; same && i < rest.size(); i++) {
            same = (Integer) rest.get(i)[0] == written + i && Arrays.equals((byte[]) rest.get(i)[1], pieces.get(i));
        }
        if (!same || written == 0) {
            return same;
        }
        Long equal = session.createNativeQuery(
                        "select count(*) as number from {h-schema}blob_chunk a join {h-schema}blob_chunk b on b.n = a.n "
                                + "and b.data = a.data where a.blob = (" + there
                                + ") and b.blob = :own and a.n < :written",
                        Long.class)
                .addScalar("number", Long.class)
                .setParameter("scope", scope)
                .setParameter("digest", digest.hex())
                .setParameter("own", unfinished)
                .setParameter("written", written)
                .getSingleResult();
        return equal == written;
    }

    /** Takes away the digests of those that were not touched, so that nobody finds them any more, and counts them. */
    Swept hide(StatelessSession session, String scope, Collection<Digest> digests, Instant touchedBefore) {
        Instant before = touchedBefore.isBefore(NEVER) ? touchedBefore : NEVER;
        List<Object[]> rows = lock(session, scope, digests, " and touched < :before", before);
        if (!rows.isEmpty()) {
            session.createMutationQuery("update BlobRow b set b.digest = null, b.touched = :never where b.pk in (:pks)")
                    .setParameter("never", Instant.EPOCH)
                    .setParameterList("pks", pks(rows))
                    .executeUpdate();
        }
        return new Swept(
                rows.size(), rows.stream().mapToLong(row -> (Long) row[1]).sum());
    }

    /** The blobs without a digest that nobody wrote to for {@code age}. */
    List<Long> hidden(StatelessSession session, String scope, Duration age) {
        String since = product.now() + " - interval '" + age.toSeconds() + "' second(9)";
        return session.createNativeQuery(
                        "select pk from {h-schema}blob where scope = :scope and digest is null and touched < "
                                + (product == Product.H2 ? since : since.replace("second(9)", "second")),
                        Long.class)
                .addScalar("pk", Long.class)
                .setParameter("scope", scope)
                .getResultList();
    }

    /** Removes some pieces of a blob; returns how many. */
    int removeChunks(StatelessSession session, long pk) {
        return session.createNativeMutationQuery("delete from {h-schema}blob_chunk where blob = :pk and n < "
                        + "(select min(c.n) + " + PIECES + " from {h-schema}blob_chunk c where c.blob = :pk)")
                .setParameter("pk", pk)
                .executeUpdate();
    }

    /** Removes a blob that has no digest and no pieces any more. */
    int removeRow(StatelessSession session, long pk) {
        return session.createMutationQuery("delete from BlobRow b where b.pk = :pk and b.digest is null")
                .setParameter("pk", pk)
                .executeUpdate();
    }

    /** Begins a blob that stays invisible until {@link #complete}; returns its primary key. */
    long begin(StatelessSession session, String scope) {
        BlobRow row = new BlobRow(scope, null, 0);
        session.insert(row);
        return row.pk();
    }

    /** Adds a whole blob; returns its primary key. */
    long add(StatelessSession session, String scope, Digest digest, long size) {
        BlobRow row = new BlobRow(scope, digest.hex(), size);
        session.insert(row);
        return row.pk();
    }

    /** Adds pieces, the first of which is number {@code n}. */
    void addChunks(StatelessSession session, long pk, int n, List<byte[]> pieces) {
        List<BlobChunkRow> rows = new ArrayList<>();
        for (int i = 0; i < pieces.size(); i++) {
            rows.add(new BlobChunkRow(pk, n + i, pieces.get(i)));
        }
        session.insertMultiple(rows);
    }

    /** Says that the writer of a blob lives; returns whether the blob is still its own. */
    boolean renew(StatelessSession session, long pk) {
        return session.createNativeMutationQuery("update {h-schema}blob set touched = " + product.now()
                                + " where pk = :pk and digest is null")
                        .setParameter("pk", pk)
                        .executeUpdate()
                > 0;
    }

    /** Makes a blob visible; returns whether it was still there. */
    boolean complete(StatelessSession session, long pk, Digest digest, long size) {
        return session.createNativeMutationQuery("update {h-schema}blob set digest = :digest, size = :size, touched = "
                                + product.now() + " where pk = :pk and digest is null")
                        .setParameter("digest", digest.hex())
                        .setParameter("size", size)
                        .setParameter("pk", pk)
                        .executeUpdate()
                > 0;
    }

    /** Key, size and digest of the rows, kept still in the order of their digests, so that nobody deadlocks. */
    private List<Object[]> lock(
            StatelessSession session, String scope, Collection<Digest> digests, String condition, Object... before) {
        NamedRows names = NamedRows.ofDigests(
                product, scope, new TreeSet<>(digests).stream().map(Digest::hex).toList());
        String sql = "select pk, size, digest from {h-schema}blob where " + names.condition() + condition
                + " order by digest for update";
        var query = names.bind(session.createNativeQuery(sql, Object[].class))
                .addScalar("pk", Long.class)
                .addScalar("size", Long.class)
                .addScalar("digest", String.class);
        if (before.length > 0) {
            query.setParameter("before", before[0]);
        }
        return query.getResultList();
    }

    private static List<Object> pks(List<Object[]> rows) {
        return rows.stream().map(row -> row[0]).toList();
    }
}
