package dev.cairn.query;

import dev.cairn.spi.Names;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Names a field of documents: {@code run.seed} is the value of {@code seed} in the object {@code run} of the body.
 *
 * <p>Names are parted by dots. One that holds anything but letters, digits, {@code _}, {@code -}, {@code $} and {@code @} stands in
 * double quotes, in which a backslash stands before a quote and a backslash, and {@code \}{@code u002a} is a character by its
 * number: {@code metadata."my.key"}. The elements of an array are values of one path. Names are those that the user gave:
 * without the second {@code $} of the JSON.
 *
 * <p>{@code scope}, {@code kind}, {@code id}, {@code revision}, {@code state}, {@code created} and {@code updated}, alone and without
 * quotes, are what the store knows of a document; a field of the body of that name is {@code "created"}.
 *
 * @param names the names from the outermost to the innermost, at least one
 * @param ofEnvelope whether this is what the store knows, and no field of the body
 */
public record FieldPath(List<String> names, boolean ofEnvelope) {
    /** The longest path, as bytes of its text in UTF-8. */
    public static final int MAX_BYTES = 512;

    static final Set<String> ENVELOPE = Set.of("scope", "kind", "id", "revision", "state", "created", "updated");

    public FieldPath {
        names = List.copyOf(names);
        if (names.isEmpty() || (ofEnvelope && (names.size() > 1 || !ENVELOPE.contains(names.get(0))))) {
            throw new IllegalArgumentException("No field is named by " + names + ".");
        }
    }

    /** The field of the body under these names, from the outermost to the innermost. */
    public static FieldPath ofBody(List<String> names) {
        return new FieldPath(names, false);
    }

    /** The path with this text. */
    public static FieldPath parse(String text) {
        return new Parser(text).path();
    }

    /** Whether the text is short enough for an index to know this path. */
    public boolean isIndexable() {
        return toString().getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES;
    }

    /** The text: equal paths have equal ones. Holds no control character and no half of a surrogate pair. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        boolean quoted = !ofEnvelope && names.size() == 1 && ENVELOPE.contains(names.get(0));
        for (String name : names) {
            text.append(text.isEmpty() ? "" : ".");
            if (!quoted && !name.isEmpty() && name.codePoints().allMatch(FieldPath::isPlain)) {
                text.append(name);
            } else {
                quote(name, text);
            }
        }
        return text.toString();
    }

    private static boolean isPlain(int point) {
        return Character.isLetterOrDigit(point) || "_-$@".indexOf(point) >= 0;
    }

    private static void quote(String name, StringBuilder text) {
        text.append('"');
        name.codePoints().forEach(point -> {
            boolean half = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
            if (point == '"' || point == '\\') {
                text.append('\\').appendCodePoint(point);
            } else if (half || Character.isISOControl(point)) {
                text.append(String.format("\\u%04x", point));
            } else {
                text.appendCodePoint(point);
            }
        });
        text.append('"');
    }

    private static final class Parser {
        private final String text;
        private int at;

        Parser(String text) {
            this.text = text;
        }

        FieldPath path() {
            List<String> names = new ArrayList<>();
            boolean quoted = false;
            do {
                quoted = peek('"');
                names.add(quoted ? quotedName() : plainName());
            } while (take('.'));
            if (at < text.length()) {
                throw wrong("a name with such a character stands in double quotes", null);
            }
            return new FieldPath(names, !quoted && names.size() == 1 && ENVELOPE.contains(names.get(0)));
        }

        private String plainName() {
            int from = at;
            while (at < text.length() && isPlain(text.codePointAt(at))) {
                at += Character.charCount(text.codePointAt(at));
            }
            if (from == at) {
                throw wrong("a name is missing there, or stands in double quotes", null);
            }
            return text.substring(from, at);
        }

        private String quotedName() {
            StringBuilder name = new StringBuilder();
            at++;
            while (!take('"')) {
                if (at >= text.length()) {
                    throw wrong("a double quote is missing", null);
                }
                name.append(take('\\') ? escaped() : text.charAt(at++));
            }
            return name.toString();
        }

        private char escaped() {
            if (peek('"') || peek('\\')) {
                return text.charAt(at++);
            }
            if (!take('u') || at + 4 > text.length()) {
                throw wrong("a backslash stands before a quote, a backslash or u and four digits", null);
            }
            try {
                char character = (char) Integer.parseInt(text, at, at + 4, 16);
                at += 4;
                return character;
            } catch (NumberFormatException e) {
                throw wrong("these are not four hexadecimal digits", e);
            }
        }

        private boolean peek(char wanted) {
            return at < text.length() && text.charAt(at) == wanted;
        }

        private boolean take(char wanted) {
            boolean there = peek(wanted);
            at += there ? 1 : 0;
            return there;
        }

        private IllegalArgumentException wrong(String why, @Nullable Throwable cause) {
            return new IllegalArgumentException(
                    "The path " + Names.quote(text) + " is wrong at character " + (at + 1) + ": " + why
                            + ". Write solver.name, or metadata.\"my.key\".",
                    cause);
        }
    }
}
