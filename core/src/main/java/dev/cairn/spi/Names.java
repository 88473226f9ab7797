package dev.cairn.spi;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The one rule for what a user may call a thing: a key, a scope, a column, an attachment. */
public final class Names {
    /** The longest name, in bytes of UTF-8. */
    public static final int MAX_BYTES = 512;

    private Names() {}

    /**
     * Returns {@code name} if it is neither blank nor longer than {@value #MAX_BYTES} bytes of UTF-8 and holds no control
     * character and no half of a surrogate pair.
     *
     * @param what what the name is, for the message: "key", "scope"
     * @throws IllegalArgumentException otherwise
     */
    public static String check(String what, @Nullable String name) {
        if (name == null) {
            throw new IllegalArgumentException("The " + what + " is null; give it a name.");
        }
        if (isOrdinary(name)) {
            return name;
        }
        if (name.isBlank()) {
            throw new IllegalArgumentException("The " + what + " is blank; give it at least one visible character.");
        }
        name.codePoints().filter(Character::isISOControl).findFirst().ifPresent(c -> {
            throw new IllegalArgumentException("The " + what + " " + quote(name) + " holds the control character "
                    + String.format("U+%04X", c) + "; remove it.");
        });
        int bytes = utf8(what, name).remaining();
        if (bytes > MAX_BYTES) {
            throw new IllegalArgumentException("The " + what + " " + quote(name) + " is " + bytes
                    + " bytes long in UTF-8; the longest allowed is " + MAX_BYTES + ".");
        }
        return name;
    }

    /**
     * Returns {@code value} if there is one.
     *
     * @param what what it is, for the message: "options"
     * @throws IllegalArgumentException if it is null
     */
    public static <T> T given(String what, @Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException("The " + what + " is null; give one.");
        }
        return value;
    }

    /** Quotes {@code name} for a message: control characters escaped, the middle of a long one left out. */
    public static String quote(String name) {
        String shown = name.length() <= 80 ? name : name.substring(0, 60) + "..." + name.substring(name.length() - 12);
        StringBuilder text = new StringBuilder("'");
        for (int i = 0; i < shown.length(); i++) {
            char c = shown.charAt(i);
            if (Character.isISOControl(c) || (Character.isSurrogate(c) && !paired(shown, i))) {
                text.append(String.format("\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        return text.append('\'').toString();
    }

    /** Whether all of a name that is not too long are visible characters of ASCII, as of nearly every one: that is quickly seen. */
    private static boolean isOrdinary(String name) {
        int length = name.length();
        for (int i = 0; i < length; i++) {
            char c = name.charAt(i);
            if (c <= ' ' || c > '~') {
                return false;
            }
        }
        return length > 0 && length <= MAX_BYTES;
    }

    private static boolean paired(String text, int at) {
        return Character.isHighSurrogate(text.charAt(at))
                ? at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1))
                : at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
    }

    private static ByteBuffer utf8(String what, String name) {
        try {
            return StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(name));
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(
                    "The " + what + " " + quote(name) + " holds half of a surrogate pair; it is not valid Unicode.", e);
        }
    }
}
