package dev.cairn.backend.database;

/**
 * How much of the index is looked at in one go.
 *
 * @param few up to how many rows of a part of a criterion the documents of all of them are tested
 * @param more how many rows are read beyond those that are wanted, at first, since some may be of documents that are not
 * @param rows the most rows that are read in one trip
 */
record Effort(int few, int more, int rows) {
    static final Effort USUAL = new Effort(2_000, 10, 2_000);

    private static final int MANY = 10;

    /** Up to how many rows of a part of a criterion are read to learn of which documents they are, without testing these. */
    int many() {
        return MANY * few;
    }
}
