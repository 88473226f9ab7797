package dev.cairn.backend.database;

import dev.cairn.spi.Digest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Puts blobs of one piece, many at once, and touches those that are there. PostgreSQL does all of it in one statement that commits by
 * itself, which takes one trip; H2, which is in the same process, in one transaction. Rows are locked and made in the order of the
 * digests, so that nobody deadlocks; a race for a digest ends in a unique violation, and all is done again.
 */
final class SmallBlobs {
    /** The most blobs and bytes that are put at once. */
    private static final int SOME = 500;

    private static final long SOME_BYTES = 8 << 20;

    private final Transactions transactions;
    private final Tables tables;
    private final Numbers numbers;
    private final String update;
    private final String insert;
    private final String insertPiece;
    private final String differing;

    SmallBlobs(Transactions transactions, Tables tables) {
        this.transactions = transactions;
        this.tables = tables;
        this.numbers = new Numbers(tables, "blob_seq");
        String blob = tables.of("blob");
        String chunk = tables.of("blob_chunk");
        String now = tables.product().now();
        this.update = "update " + blob + " set touched = " + now + " where scope = ? and digest = ?";
        this.insert = "insert into " + blob + " (pk, scope, digest, size, touched) values (?, ?, ?, ?, " + now + ")";
        this.insertPiece = "insert into " + chunk + " (blob, n, data) values (?, 0, ?)";
        this.differing = "select c.n, c.data from " + chunk + " c join " + blob + " b on b.pk = c.blob "
                + "where b.scope = ? and b.digest = ? order by c.n fetch first 2 rows only";
    }

    /** Whether a blob of so many bytes is one piece. */
    static boolean isSmall(long length) {
        return length > 0 && length <= BlobChunkRow.SIZE;
    }

    /**
     * Puts what is not there and touches what is.
     *
     * @param contents the bytes of each, not changed afterwards
     * @param durably whether all are durable when this returns, or when whatever becomes durable next is
     * @return those of which there are other bytes than these, which were touched too
     */
    List<Digest> put(String scope, SortedMap<Digest, byte[]> contents, boolean durably) {
        List<Digest> damaged = new ArrayList<>();
        TreeMap<Digest, byte[]> some = new TreeMap<>();
        long bytes = 0;
        for (Map.Entry<Digest, byte[]> content : contents.entrySet()) {
            if (some.size() == SOME || (!some.isEmpty() && bytes + content.getValue().length > SOME_BYTES)) {
                damaged.addAll(putSome(scope, some, durably));
                some = new TreeMap<>();
                bytes = 0;
            }
            some.put(content.getKey(), content.getValue());
            bytes += content.getValue().length;
        }
        damaged.addAll(putSome(scope, some, durably));
        return damaged;
    }

    private List<Digest> putSome(String scope, SortedMap<Digest, byte[]> some, boolean durably) {
        String what =
                some.size() == 1 ? "write blob " + some.firstKey().abbreviated() : "write " + some.size() + " blobs";
        if (some.isEmpty()) {
            return List.of();
        }
        return tables.product() == Product.POSTGRESQL
                ? transactions.atOnce(what, connection -> inOneStatement(connection, scope, some, durably))
                : transactions.write(what, durably, connection -> oneByOne(connection, scope, some));
    }

    private List<Digest> inOneStatement(
            Connection connection, String scope, SortedMap<Digest, byte[]> some, boolean durably) throws SQLException {
        long[] pks = numbers.take(connection, some.size());
        List<Object[]> rows = new ArrayList<>(some.size());
        some.forEach((digest, bytes) -> rows.add(new Object[] {pks[rows.size()], digest.hex(), bytes}));
        GivenRows given = new GivenRows(rows, GivenRows.Type.BIGINT, GivenRows.Type.TEXT, GivenRows.Type.BYTES);
        try (PreparedStatement statement = connection.prepareStatement(statement(given))) {
            int next = given.bind(statement, 1);
            statement.setString(next++, scope);
            statement.setArray(
                    next++,
                    connection.createArrayOf(
                            "text", some.keySet().stream().map(Digest::hex).toArray(String[]::new)));
            statement.setString(next++, scope);
            statement.setString(next, transactions.synchronous(durably));
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                String damaged = row.getString(2);
                return damaged == null
                        ? List.of()
                        : Arrays.stream(damaged.split(" ")).map(Digest::new).toList();
            }
        }
    }

    private String statement(GivenRows given) {
        String missing = " from given g where g.digest not in (select t.digest from there t)";
        String chunk = tables.of("blob_chunk");
        return "with given(pk, digest, data) as (" + given.query() + "), there as (select b.pk, b.digest from "
                + tables.of("blob") + " b where b.scope = ? and b.digest = any(cast(? as text[])) "
                + "order by b.digest for update), touched as (update " + tables.of("blob")
                + " b set touched = clock_timestamp() from there t where b.pk = t.pk), come as (insert into "
                + tables.of("blob") + " (pk, scope, digest, size, touched) "
                + "select g.pk, ?, g.digest, octet_length(g.data), clock_timestamp()" + missing
                + "), pieces as (insert into " + chunk + " (blob, n, data) select g.pk, 0, g.data" + missing
                + ") select set_config('synchronous_commit', ?, true) as level, (select string_agg(t.digest, ' ') "
                + "from there t join given g on g.digest = t.digest where (select count(*) from " + chunk
                + " c where c.blob = t.pk) <> 1 or not exists (select 1 from " + chunk
                + " c where c.blob = t.pk and c.n = 0 and c.data = g.data)) as damaged";
    }

    private List<Digest> oneByOne(Connection connection, String scope, SortedMap<Digest, byte[]> some)
            throws SQLException {
        List<Digest> there = touch(connection, scope, some);
        Map<Digest, byte[]> missing = new TreeMap<>(some);
        there.forEach(missing::remove);
        insert(connection, scope, missing);
        List<Digest> damaged = new ArrayList<>();
        for (Digest digest : there) {
            if (differs(connection, scope, digest, Objects.requireNonNull(some.get(digest)))) {
                damaged.add(digest);
            }
        }
        return damaged;
    }

    private List<Digest> touch(Connection connection, String scope, SortedMap<Digest, byte[]> some)
            throws SQLException {
        List<Digest> digests = List.copyOf(some.keySet());
        try (PreparedStatement statement = connection.prepareStatement(update)) {
            for (Digest digest : digests) {
                statement.setString(1, scope);
                statement.setString(2, digest.hex());
                statement.addBatch();
            }
            int[] touched = statement.executeBatch();
            List<Digest> there = new ArrayList<>();
            for (int i = 0; i < touched.length; i++) {
                if (touched[i] > 0) {
                    there.add(digests.get(i));
                }
            }
            return there;
        }
    }

    private void insert(Connection connection, String scope, Map<Digest, byte[]> missing) throws SQLException {
        if (missing.isEmpty()) {
            return;
        }
        long[] pks = numbers.take(connection, missing.size());
        try (PreparedStatement blob = connection.prepareStatement(insert);
                PreparedStatement piece = connection.prepareStatement(insertPiece)) {
            int number = 0;
            for (Map.Entry<Digest, byte[]> one : missing.entrySet()) {
                blob.setLong(1, pks[number]);
                blob.setString(2, scope);
                blob.setString(3, one.getKey().hex());
                blob.setLong(4, one.getValue().length);
                blob.addBatch();
                piece.setLong(1, pks[number++]);
                piece.setBytes(2, one.getValue());
                piece.addBatch();
            }
            blob.executeBatch();
            piece.executeBatch();
        }
    }

    private boolean differs(Connection connection, String scope, Digest digest, byte[] bytes) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(differing)) {
            statement.setString(1, scope);
            statement.setString(2, digest.hex());
            try (ResultSet pieces = statement.executeQuery()) {
                return !(pieces.next()
                        && pieces.getInt(1) == 0
                        && Arrays.equals(pieces.getBytes(2), bytes)
                        && !pieces.next());
            }
        }
    }
}
