package dev.cairn.query;

import dev.cairn.spi.Digest;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a page ended. Its text can be kept and read again; it belongs to one query of one collection of one store, and is refused
 * elsewhere, as is one that was changed.
 *
 * @param query tells the query from others
 * @param place the place of the last document
 * @param seal tells the collection from others, and this from what somebody made up
 */
public record PageToken(String query, Place place, String seal) {
    private static final String VERSION = "1";
    private static final String NONE = "-";

    /**
     * The page of {@code query} that ended at {@code place}.
     *
     * @param collection names the collection and its store; never shown
     */
    static PageToken of(Query query, Place place, String collection) {
        String name = nameOf(query);
        return new PageToken(name, place, seal(name, place, collection));
    }

    /** What does not change from page to page: which documents, in which order. */
    private static String nameOf(Query query) {
        return shortDigest(Query.where(query.criterion()) + " " + query.orders());
    }

    private static String seal(String query, Place place, String collection) {
        return shortDigest(String.join("\n", parts(query, place)) + "\n" + collection);
    }

    private static String shortDigest(String text) {
        return Digest.of(text.getBytes(StandardCharsets.UTF_8)).hex().substring(0, 16);
    }

    private static List<String> parts(String query, Place place) {
        List<String> parts =
                new ArrayList<>(List.of(VERSION, query, place.created().toString()));
        place.keys().forEach(key -> parts.add(key == null ? NONE : key.toString()));
        parts.add(place.id());
        return parts;
    }

    /** Refuses a page of another query. */
    void check(Query other) {
        if (!query.equals(nameOf(other))
                || place.keys().size() != other.orders().size()) {
            throw new IllegalArgumentException(
                    "The page belongs to another query; ask for the next one with the criterion and the order of the first.");
        }
    }

    /** Refuses a page of another collection, and one that no query gave. */
    void check(Query other, String collection) {
        check(other);
        if (!seal.equals(seal(query, place, collection))) {
            throw new IllegalArgumentException(
                    "The page belongs to another store, experiment or kind of document, or was "
                            + "changed on its way; begin again with the first page.");
        }
    }

    /** The text that {@link #parse} reads. */
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>(parts(query, place));
        parts.add(seal);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(String.join("\n", parts).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The page with this text.
     *
     * @throws IllegalArgumentException if no page has it
     */
    public static PageToken parse(String text) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split("\n", -1);
            if (parts.length < 5 || !parts[0].equals(VERSION)) {
                throw new IllegalArgumentException("it is of another version or cut off");
            }
            List<@Nullable FieldValue> keys = new ArrayList<>();
            for (int i = 3; i < parts.length - 2; i++) {
                keys.add(
                        parts[i].equals(NONE)
                                ? null
                                : FieldValue.ofBytes(HexFormat.of().parseHex(parts[i])));
            }
            Place place = new Place(keys, Instant.parse(parts[2]), parts[parts.length - 2]);
            return new PageToken(parts[1], place, parts[parts.length - 1]);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IllegalArgumentException("This is no page of a query: " + e.getMessage() + ".", e);
        }
    }
}
