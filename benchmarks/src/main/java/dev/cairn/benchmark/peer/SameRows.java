package dev.cairn.benchmark.peer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * JDBC by hand into Cairn's own tables: for each result the rows that Cairn wrote for another one, under other numbers and keys, each table by
 * one batch of a prepared statement, in one durable transaction. It computes nothing, and asks nothing before it writes.
 */
public final class SameRows implements Peer {
    private static final HexFormat HEX = HexFormat.of();

    private final Jdbc jdbc;
    private final String prefix;
    private final Rows blob;
    private final Rows pieces;
    private final Rows document;
    private final Rows names;
    private final Rows fields;
    private long number = 1_000_000_000_000L;

    /**
     * Writes into the tables of the store that {@code cairn} has open, once that is closed by this.
     *
     * @param prefix of its tables, such as {@code cairn.}, or empty
     */
    public SameRows(CairnPeer cairn, Database database, String prefix, Sample sample) {
        cairn.save("model", sample);
        cairn.close();
        this.jdbc = new Jdbc(database);
        this.prefix = prefix;
        this.blob = rows("blob", "pk");
        this.pieces = rows("blob_chunk", "blob");
        this.document = rows("document", "pk");
        this.names = rows("document_blob", "document");
        this.fields = rows("document_field", "document");
    }

    /** What Cairn wrote into a table, by columns. */
    private record Rows(String insert, String key, List<String> columns, List<List<@Nullable Object>> values) {}

    private Rows rows(String table, String key) {
        return Jdbc.checked(() -> {
            List<String> columns = new ArrayList<>();
            List<List<@Nullable Object>> values = new ArrayList<>();
            try (ResultSet result =
                    jdbc.prepare("select * from " + prefix + table).executeQuery()) {
                ResultSetMetaData meta = result.getMetaData();
                for (int i = 1; i <= meta.getColumnCount(); i++) {
                    columns.add(meta.getColumnName(i).toLowerCase(java.util.Locale.ROOT));
                }
                while (result.next()) {
                    List<@Nullable Object> row = new ArrayList<>();
                    for (int i = 1; i <= columns.size(); i++) {
                        Object value = result.getObject(i);
                        row.add(value instanceof java.sql.Blob bytes ? bytes.getBytes(1, (int) bytes.length()) : value);
                    }
                    values.add(row);
                }
            }
            String marks = String.join(", ", columns.stream().map(column -> "?").toList());
            String insert =
                    "insert into " + prefix + table + " (" + String.join(", ", columns) + ") values (" + marks + ")";
            return new Rows(insert, key, columns, values);
        });
    }

    @Override
    public void save(String key, Sample sample) {
        saveAll(Map.of(key, sample));
    }

    @Override
    public void saveAll(Map<String, Sample> samples) {
        Jdbc.checked(() -> {
            long first = number;
            add(blob, samples.keySet(), first);
            add(pieces, samples.keySet(), first);
            add(document, samples.keySet(), first);
            add(names, samples.keySet(), first);
            add(fields, samples.keySet(), first);
            number += samples.size();
            jdbc.commit();
            return true;
        });
    }

    private void add(Rows rows, Iterable<String> keys, long first) throws SQLException {
        PreparedStatement insert = jdbc.prepare(rows.insert());
        long pk = first;
        for (String key : keys) {
            for (List<@Nullable Object> row : rows.values()) {
                for (int i = 0; i < row.size(); i++) {
                    insert.setObject(i + 1, changed(rows, rows.columns().get(i), row.get(i), key, pk));
                }
                insert.addBatch();
            }
            pk++;
        }
        insert.executeBatch();
    }

    private static @Nullable Object changed(Rows rows, String column, @Nullable Object value, String key, long pk) {
        if (column.equals(rows.key())) {
            return pk;
        }
        return switch (column) {
            case "id" -> key;
            case "digest" ->
                HEX.toHexDigits(pk * 0x9E3779B97F4A7C15L)
                        + String.valueOf(value).substring(16);
            default -> value;
        };
    }

    @Override
    public Object load(String key) {
        return Jdbc.checked(() -> {
            PreparedStatement select = jdbc.prepare("select pk, frame from " + prefix
                    + "document where scope = 'default' and kind = 'result' and id = ?");
            select.setString(1, key);
            byte[] frame;
            long pk;
            try (ResultSet result = select.executeQuery()) {
                result.next();
                pk = result.getLong(1);
                frame = result.getBytes(2);
            }
            PreparedStatement bytes =
                    jdbc.prepare("select data from " + prefix + "blob_chunk where blob = ? order by n");
            bytes.setLong(1, pk);
            byte[] data;
            try (ResultSet result = bytes.executeQuery()) {
                result.next();
                data = Objects.requireNonNull(result.getBytes(1));
            }
            jdbc.end();
            double[] values = new double[data.length / Double.BYTES];
            ByteBuffer.wrap(data)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asDoubleBuffer()
                    .get(values);
            return List.of(PlainJson.description(frame), values);
        });
    }

    @Override
    public void close() {
        jdbc.close();
    }
}
