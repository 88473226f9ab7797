package dev.cairn.benchmark.peer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** JDBC by hand into one natural table: a key, what is said of the result as JSON, and its arrays as bytes. No index, no sums. */
public final class OneTable implements Peer {
    private static final String INSERT = "insert into plain_result (id, description, columns) values (?, ?, ?)";

    private final Jdbc jdbc;

    /** Makes the table. */
    public OneTable(Database database) {
        this.jdbc = new Jdbc(database);
        Jdbc.checked(() -> {
            jdbc.execute(
                    "create table plain_result (id varchar(512) not null primary key, description varchar, columns "
                            + (database.h2() ? "varbinary" : "bytea") + " not null)");
            jdbc.commit();
            return true;
        });
    }

    @Override
    public void save(String key, Sample sample) {
        saveAll(Map.of(key, sample));
    }

    @Override
    public void saveAll(Map<String, Sample> samples) {
        Jdbc.checked(() -> {
            PreparedStatement insert = jdbc.prepare(INSERT);
            for (Map.Entry<String, Sample> entry : samples.entrySet()) {
                insert.setString(1, entry.getKey());
                insert.setString(2, new String(PlainJson.description(entry.getValue()), UTF_8));
                insert.setBytes(3, PlainBytes.columns(entry.getValue()));
                insert.addBatch();
            }
            insert.executeBatch();
            jdbc.commit();
            return true;
        });
    }

    @Override
    public Object load(String key) {
        return Jdbc.checked(() -> {
            PreparedStatement select = jdbc.prepare("select description, columns from plain_result where id = ?");
            select.setString(1, key);
            try (ResultSet result = select.executeQuery()) {
                result.next();
                String description = Objects.requireNonNull(result.getString(1));
                byte[] columns = Objects.requireNonNull(result.getBytes(2));
                return List.of(
                        PlainJson.description(description.getBytes(UTF_8)),
                        PlainBytes.columns(ByteBuffer.wrap(columns)));
            } finally {
                jdbc.end();
            }
        });
    }

    @Override
    public void close() {
        jdbc.close();
    }
}
