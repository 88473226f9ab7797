package dev.cairn.benchmark.peer;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.Map;
import java.util.Objects;
import org.hibernate.SessionFactory;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.cfg.Configuration;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** By hand: an entity with a JSON column, which Hibernate fills by Jackson, in a table that Hibernate makes. */
public final class HibernatePeer implements Peer {
    private final Database database;
    private final HikariDataSource pool;
    private final SessionFactory factory;

    /** Makes the table. */
    public HibernatePeer(Database database) {
        this.database = database;
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(database.url());
        config.setUsername(database.user());
        config.setPassword("");
        this.pool = new HikariDataSource(config);
        Configuration configuration = new Configuration();
        configuration.addAnnotatedClass(StoredResult.class);
        configuration.getProperties().put("hibernate.connection.datasource", pool);
        configuration.setProperty("hibernate.hbm2ddl.auto", "create");
        configuration.setProperty("hibernate.jdbc.batch_size", "100");
        this.factory = configuration.buildSessionFactory();
    }

    /** A row. */
    @Entity(name = "StoredResult")
    static class StoredResult {
        @Id
        @Nullable
        String id;

        @JdbcTypeCode(SqlTypes.JSON)
        @Nullable
        Map<String, Object> description;

        @JdbcTypeCode(SqlTypes.JSON)
        PlainJson.@Nullable Columns columns;
    }

    private static StoredResult row(String key, Sample sample) {
        StoredResult row = new StoredResult();
        row.id = key;
        row.description = sample.description();
        row.columns = new PlainJson.Columns();
        row.columns.columns = sample.columns();
        return row;
    }

    @Override
    public void save(String key, Sample sample) {
        saveAll(Map.of(key, sample));
    }

    @Override
    public void saveAll(Map<String, Sample> samples) {
        factory.inTransaction(session -> samples.forEach((key, sample) -> session.persist(row(key, sample))));
        if (database.h2()) {
            factory.inStatelessTransaction(session ->
                    session.createNativeMutationQuery("checkpoint sync").executeUpdate());
        }
    }

    @Override
    public Object load(String key) {
        return factory.fromSession(session -> Objects.requireNonNull(session.find(StoredResult.class, key)));
    }

    @Override
    public void close() {
        factory.close();
        pool.close();
    }
}
