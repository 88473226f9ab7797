package dev.cairn.query;

/**
 * One field by which documents are ordered.
 *
 * <p>Values come in the order of {@link FieldValue}, or the reverse; NaN behind all of them and what is missing behind NaN, whatever the
 * direction. Of several values of one document the first in that direction counts.
 *
 * @param path the field
 * @param descending whether the highest value comes first
 */
public record Order(FieldPath path, boolean descending) {
    /** The lowest value first. */
    public static Order ascending(String field) {
        return new Order(FieldPath.parse(field), false);
    }

    /** The highest value first. */
    public static Order descending(String field) {
        return new Order(FieldPath.parse(field), true);
    }

    /** As {@link QueryText} reads it. */
    @Override
    public String toString() {
        return path + (descending ? " desc" : " asc");
    }
}
