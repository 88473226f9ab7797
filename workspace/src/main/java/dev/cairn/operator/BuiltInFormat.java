package dev.cairn.operator;

import dev.cairn.UnsupportedException;
import dev.cairn.spi.Json;
import dev.cairn.spi.Names;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The format of the built-in operators: one JSON object with {@code "format": 1}, {@code "operator": "standard-scaling"} and the
 * numbers of that operator by name, every double with all its digits. Numbers that are not finite are refused.
 */
public final class BuiltInFormat implements OperatorFormat {
    /** Its name. */
    public static final String NAME = "cairn";

    /** The most bytes that an operator may have; three million numbers are less. */
    public static final int MOST_BYTES = 64 << 20;

    @Override
    public String name() {
        return NAME;
    }

    /**
     * {@inheritDoc}
     *
     * @throws UnsupportedException if it was written by a newer version, or is no operator that this version knows
     */
    @Override
    public Operator read(InputStream bytes, Description described) throws IOException {
        byte[] json = bytes.readNBytes(MOST_BYTES + 1);
        if (json.length > MOST_BYTES) {
            throw new IOException("An operator of the format cairn has at most " + MOST_BYTES + " bytes");
        }
        if (!(Json.readValue(json) instanceof Map<?, ?> object)) {
            throw new IOException("An operator of the format cairn is a JSON object");
        }
        Map<String, @Nullable Object> fields = new HashMap<>();
        object.forEach((name, value) -> fields.put(String.valueOf(name), value));
        requireKnown(fields.remove("format"));
        return operator(fields.remove("operator"), fields);
    }

    private static void requireKnown(@Nullable Object format) throws IOException {
        if (!(format instanceof Long version) || version < BuiltIn.FORMAT) {
            throw new IOException("The field 'format' is " + format + ", not a number from " + BuiltIn.FORMAT + " on");
        }
        if (version > BuiltIn.FORMAT) {
            throw new UnsupportedException("The operator is written in version " + version
                    + " of the format cairn, and this program reads " + BuiltIn.FORMAT + ". Use a newer Cairn.");
        }
    }

    private static Operator operator(@Nullable Object word, Map<String, @Nullable Object> fields) throws IOException {
        if (!(word instanceof String text)) {
            throw new IOException("The field 'operator' is " + word + ", not the name of an operator");
        }
        BuiltIn known = BuiltIn.ofWord(text)
                .orElseThrow(() -> new UnsupportedException("There is no built-in operator " + Names.quote(text)
                        + "; this version knows " + BuiltIn.words() + ". Use a newer Cairn."));
        try {
            return known.read(fields);
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if it is of a class that is known here and the parameters do not fit
     */
    @Override
    public Optional<Operator> rebuild(Description described) {
        return BuiltIn.statelessOf(described.operatorClass())
                .map(known -> known.read(described.parameters().asMap()));
    }
}
