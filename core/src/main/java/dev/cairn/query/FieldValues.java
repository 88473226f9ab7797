package dev.cairn.query;

import dev.cairn.spi.Document;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The values of some fields of one document, in the order of the document. */
public final class FieldValues {
    private final Map<FieldPath, List<Object>> values = new HashMap<>();

    /** Nothing but what {@link #add} adds. */
    public FieldValues() {}

    /** What {@code reader} reads of {@code document}. */
    public static FieldValues read(FieldReader reader, Document document) {
        FieldValues read = new FieldValues();
        reader.readEnvelope(document, read::add);
        reader.readBody(document.content().body(), read::add);
        return read;
    }

    /** Adds a value that {@link FieldValue#of} takes. */
    public void add(FieldPath path, Object value) {
        values.computeIfAbsent(path, none -> new ArrayList<>()).add(value);
    }

    /** The values of a field; none if it is missing or was not read. */
    public List<Object> of(FieldPath path) {
        return values.getOrDefault(path, List.of());
    }
}
