package dev.cairn.workspace;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.model.Attributes;
import dev.cairn.spi.Digest;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Tells values apart by 32 hexadecimal digits: the first half of the SHA-256 of an encoding in which no two different values are alike.
 *
 * <p>Each value begins with a letter: {@code n} null, {@code t} and {@code f} the truth values, {@code i} a whole number in decimal
 * digits and {@code ;}, {@code d} the 16 hexadecimal digits of a double's bits (every NaN as {@code 7ff8000000000000}), {@code s} the number
 * of bytes, {@code :} and the text in UTF-8, {@code l} the number of elements, {@code :} and each of them, {@code m} the number of names,
 * {@code :} and each name, as a text, with its value, in the order of UTF-16 code units. So 1 is not 1.0 and not '1', and 0.0 is not -0.0; the
 * digits of no library's printing of doubles take part.
 */
public final class Fingerprint {
    private static final int DIGITS = 32;

    private final MessageDigest sha = Digest.sha256();

    private Fingerprint() {}

    /** The fingerprint of {@code values}. */
    public static String of(Attributes values) {
        Fingerprint fingerprint = new Fingerprint();
        fingerprint.add(values.asMap());
        return Digest.finish(fingerprint.sha).hex().substring(0, DIGITS);
    }

    /** The fingerprint of a run. */
    static String of(Attributes parameters, @Nullable Long seed, Attributes context) {
        return of(Attributes.empty()
                .with("context", context.asMap())
                .with("parameters", parameters.asMap())
                .with("seed", seed));
    }

    private void add(@Nullable Object value) {
        if (value == null) {
            put("n");
        } else if (value instanceof Boolean truth) {
            put(truth ? "t" : "f");
        } else if (value instanceof Long number) {
            put("i" + number + ";");
        } else if (value instanceof Double number) {
            put(String.format("d%016x", Double.doubleToLongBits(number)));
        } else if (value instanceof String text) {
            addText(text);
        } else if (value instanceof List<?> list) {
            put("l" + list.size() + ":");
            list.forEach(this::add);
        } else if (value instanceof Map<?, ?> map) {
            put("m" + map.size() + ":");
            new TreeMap<>(map).forEach((name, inner) -> {
                addText((String) name);
                add(inner);
            });
        } else {
            throw new IllegalStateException("Attributes hold no " + value.getClass());
        }
    }

    private void addText(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        put("s" + bytes.length + ":");
        sha.update(bytes);
    }

    private void put(String ascii) {
        sha.update(ascii.getBytes(UTF_8));
    }
}
