package dev.cairn.query;

import dev.cairn.spi.Digest;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a page ended: the place of its last document in the order of its query. Its text can be kept and read again; it belongs to one
 * query and one store.
 *
 * @param query tells the query and the store from others
 * @param keys the values by which the last document is ordered; null where it has none
 * @param created when the last document was made
 * @param id its id
 */
public record PageToken(String query, List<@Nullable FieldValue> keys, Instant created, String id) {
    private static final String VERSION = "1";

    public PageToken {
        keys = Collections.unmodifiableList(new ArrayList<>(keys));
    }

    static PageToken of(Query query, List<@Nullable FieldValue> keys, Instant created, String id) {
        return new PageToken(nameOf(query), keys, created, id);
    }

    /** What does not change from page to page: which documents, in which order. */
    private static String nameOf(Query query) {
        String text = Query.where(query.criterion()) + " " + query.orders();
        return Digest.of(text.getBytes(StandardCharsets.UTF_8)).hex().substring(0, 16);
    }

    void check(Query other) {
        if (!query.equals(nameOf(other)) || keys.size() != other.orders().size()) {
            throw new IllegalArgumentException(
                    "The page belongs to another query; ask for the next one with the criterion and the order of the first.");
        }
    }

    /** The text that {@link #parse} reads. */
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>(List.of(VERSION, query, created.toString()));
        keys.forEach(key -> parts.add(key == null ? "-" : key.toString()));
        parts.add(id);
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
            if (parts.length < 4 || !parts[0].equals(VERSION)) {
                throw new IllegalArgumentException("it is of another version or cut off");
            }
            List<@Nullable FieldValue> keys = new ArrayList<>();
            for (int i = 3; i < parts.length - 1; i++) {
                keys.add(
                        parts[i].equals("-")
                                ? null
                                : FieldValue.ofBytes(HexFormat.of().parseHex(parts[i])));
            }
            return new PageToken(parts[1], keys, Instant.parse(parts[2]), parts[parts.length - 1]);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IllegalArgumentException("'" + text + "' is no page of a query: " + e.getMessage(), e);
        }
    }
}
