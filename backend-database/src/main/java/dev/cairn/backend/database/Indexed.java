package dev.cairn.backend.database;

/**
 * How a document is indexed.
 *
 * @param collection the number of its scope and kind
 * @param version the version of the declaration by which its fields were chosen; zero if nothing was declared
 * @param keys its rows
 */
record Indexed(long collection, long version, FieldKeys keys) {}
