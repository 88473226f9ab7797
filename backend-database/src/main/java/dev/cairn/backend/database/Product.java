package dev.cairn.backend.database;

import dev.cairn.ConfigurationException;
import java.util.Map;

/** The databases that a store can be in, and where their dialects part. */
enum Product {
    H2("H2", "current_timestamp"),
    POSTGRESQL("PostgreSQL", "clock_timestamp()");

    private final String title;
    private final String now;

    Product(String title, String now) {
        this.title = title;
        this.now = now;
    }

    /** What it is called. */
    String title() {
        return title;
    }

    /** What the placeholders of the migrations stand for. */
    Map<String, String> placeholders() {
        return switch (this) {
            case H2 ->
                Map.of(
                        "name", "varchar(512)",
                        "kind", "varchar(64)",
                        "bytes", "blob",
                        "chunk", "varbinary(" + BlobChunkRow.SIZE + ")",
                        "value", "varbinary(320)",
                        "keys", "varbinary(" + FieldKeys.MOST_BYTES + ")",
                        "only_postgresql", "--");
            case POSTGRESQL ->
                Map.of(
                        "name", "varchar(512) collate \"C\"",
                        "kind", "varchar(64) collate \"C\"",
                        "bytes", "bytea",
                        "chunk", "bytea",
                        "value", "bytea",
                        "keys", "bytea",
                        "only_postgresql", "");
        };
    }

    /** The SQL for the present time of the server. */
    String now() {
        return now;
    }

    /**
     * The product that calls itself {@code name} over JDBC.
     *
     * @throws ConfigurationException if it is another one
     */
    static Product named(String name) {
        return switch (name) {
            case "H2" -> H2;
            case "PostgreSQL" -> POSTGRESQL;
            default ->
                throw new ConfigurationException(
                        "The data source leads to " + name + "; a store can be in H2 or PostgreSQL.");
        };
    }
}
