package dev.cairn.backend.database;

import dev.cairn.NotFoundException;
import dev.cairn.spi.BlobContent;
import dev.cairn.spi.BlobInfo;
import dev.cairn.spi.BlobReader;
import dev.cairn.spi.BlobSink;
import dev.cairn.spi.BlobStore;
import dev.cairn.spi.Digest;
import dev.cairn.spi.Swept;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Keeps blobs as rows of 1 MiB. A blob is there when it has a digest, and its row's lock keeps touches and sweeps apart; ages
 * are told by the server's clock.
 */
final class DatabaseBlobs implements BlobStore {
    private static final int BATCH = 500;
    private static final int PAGE = 1000;

    /** How long a writer may pause before what it wrote is taken for left behind. */
    private static final Duration ABANDONED = Duration.ofDays(1);

    private final Transactions transactions;
    private final Tables tables;
    private final Product product;
    private final SmallBlobs small;
    private final boolean durably;
    private final String location;

    DatabaseBlobs(Transactions transactions, Tables tables, String location) {
        this(transactions, tables, new SmallBlobs(transactions, tables), true, location);
    }

    private DatabaseBlobs(
            Transactions transactions, Tables tables, SmallBlobs small, boolean durably, String location) {
        this.transactions = transactions;
        this.tables = tables;
        this.product = tables.product();
        this.small = small;
        this.durably = durably;
        this.location = location;
    }

    @Override
    public BlobSink create(String scope) {
        return new DatabaseBlobSink(transactions, new BlobRows(product), small, durably, scope, location);
    }

    @Override
    public BlobStore forDocuments() {
        return new DatabaseBlobs(transactions, tables, small, false, location);
    }

    @Override
    public void putAll(String scope, Collection<BlobContent> contents) {
        SortedMap<Digest, byte[]> together = new TreeMap<>();
        List<BlobContent> others = new ArrayList<>();
        for (BlobContent content : contents) {
            if (SmallBlobs.isSmall(content.length())) {
                together.computeIfAbsent(content.digest(), digest -> content.toByteArray());
            } else {
                others.add(content);
            }
        }
        Set<Digest> damaged = new HashSet<>(small.put(scope, together, durably));
        contents.stream().filter(content -> damaged.remove(content.digest())).forEach(others::add);
        BlobStore.super.putAll(scope, others);
    }

    @Override
    public Set<Digest> touch(String scope, Collection<Digest> digests) {
        Set<Digest> missing = new HashSet<>(digests);
        for (List<Digest> some : Chunks.of(new HashSet<>(digests), BATCH)) {
            BlobRows rows = new BlobRows(product);
            missing.removeAll(transactions.write("touch blobs", session -> rows.touch(session, scope, some)));
        }
        return missing;
    }

    @Override
    public BlobReader open(String scope, Digest digest) {
        return transactions
                .atOnce("open blob " + digest.abbreviated(), connection -> find(connection, scope, digest))
                .orElseThrow(() -> new NotFoundException(
                        "There is no blob " + digest + " in scope '" + scope + "' of " + location + "."));
    }

    private Optional<BlobReader> find(Connection connection, String scope, Digest digest) throws SQLException {
        String sql = "select b.pk, b.size, c.data from " + tables.of("blob") + " b left join " + tables.of("blob_chunk")
                + " c on c.blob = b.pk and c.n = 0 and b.size <= " + BlobChunkRow.SIZE
                + " where b.scope = ? and b.digest = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, scope);
            statement.setString(2, digest.hex());
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(new DatabaseBlobReader(
                                transactions,
                                row.getLong(1),
                                row.getLong(2),
                                row.getBytes(3),
                                digest + " of " + location))
                        : Optional.empty();
            }
        }
    }

    @Override
    public Stream<BlobInfo> list(String scope) {
        return Pages.stream(digest -> {
            List<BlobInfo> page = transactions
                    .read(
                            "list blobs",
                            session -> session.createSelectionQuery(
                                            "select b.digest, b.size, b.touched from BlobRow b where b.scope = :scope "
                                                    + "and b.digest > :digest order by b.scope, b.digest",
                                            Object[].class)
                                    .setParameter("scope", scope)
                                    .setParameter("digest", digest)
                                    .setMaxResults(PAGE)
                                    .getResultList())
                    .stream()
                    .map(row -> new BlobInfo(new Digest((String) row[0]), (Long) row[1], (Instant) row[2]))
                    .toList();
            return new Pages.Page<>(
                    page,
                    page.size() < PAGE ? null : page.get(PAGE - 1).digest().hex());
        });
    }

    @Override
    public List<String> scopes() {
        // Those with blobs that are only half written or half removed are among them, so that a sweep comes there too.
        return transactions.read(
                "list scopes of blobs",
                session -> session.createSelectionQuery("select distinct b.scope from BlobRow b", String.class)
                        .getResultList());
    }

    @Override
    public Instant now() {
        return transactions.read(
                "ask for the time",
                session -> session.createNativeQuery("select " + product.now() + " as present", Instant.class)
                        .addScalar("present", Instant.class)
                        .getSingleResult());
    }

    @Override
    public Swept sweep(String scope, Collection<Digest> candidates, Instant touchedBefore) {
        Swept swept = Swept.NOTHING;
        BlobRows rows = new BlobRows(product);
        for (List<Digest> some : Chunks.of(new HashSet<>(candidates), BATCH)) {
            swept = swept.plus(
                    transactions.write("sweep blobs", session -> rows.hide(session, scope, some, touchedBefore)));
        }
        removeHidden(rows, scope);
        return swept;
    }

    /**
     * Removes the rows of blobs that this sweep hid, and of writers that are gone, in pieces that an embedded database can take
     * back. Whatever a crash leaves of it the next sweep finds.
     */
    private void removeHidden(BlobRows rows, String scope) {
        List<Long> hidden =
                transactions.read("look for what is left of blobs", session -> rows.hidden(session, scope, ABANDONED));
        for (long pk : hidden) {
            remove(transactions, rows, pk);
        }
    }

    /** Removes a blob that has no digest. */
    static void remove(Transactions transactions, BlobRows rows, long pk) {
        int removed = 1;
        while (removed > 0) {
            removed = transactions.write("remove a blob", session -> rows.removeChunks(session, pk));
        }
        transactions.write("remove a blob", session -> rows.removeRow(session, pk));
    }
}
