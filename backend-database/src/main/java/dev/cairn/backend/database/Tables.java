package dev.cairn.backend.database;

import org.jspecify.annotations.Nullable;

/**
 * Names the tables and sequences of a store in SQL that Hibernate does not see.
 *
 * @param product the database that they are in
 * @param schema where they are; null if that is where connections are
 */
record Tables(Product product, @Nullable String schema) {
    /** The table or sequence {@code name}. */
    String of(String name) {
        return schema == null ? name : schema + "." + name;
    }
}
