package dev.cairn.spi;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * One entry of a journal: a JSON object on one line, kept verbatim.
 *
 * @param position where it stands; grows from entry to entry, and is otherwise for the store to choose
 * @param json the object, without a line break
 */
public record JournalEntry(long position, String json) {
    /** Returns {@code json} if it can be an entry: one object, from brace to brace, on one line. */
    public static String check(String json) {
        if (!json.startsWith("{") || !json.endsWith("}") || json.indexOf('\n') >= 0 || json.indexOf('\r') >= 0) {
            throw new IllegalArgumentException("An entry of a journal is one JSON object on one line, not '"
                    + (json.length() > 80 ? json.substring(0, 80) + "..." : json) + "'.");
        }
        if (!UTF_8.newEncoder().canEncode(json)) {
            throw new IllegalArgumentException(
                    "An entry of a journal holds half of a surrogate pair; it is not valid Unicode and would not come back.");
        }
        return json;
    }
}
