package dev.cairn.query;

import dev.cairn.spi.Document;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Surveys the fields of documents by reading them: the meaning of a field catalog, to which every index is held. Needs memory for the
 * fields, not for the documents.
 */
public final class FieldSurvey {
    private final FieldReader reader;
    private final Map<String, Found> found = new TreeMap<>();

    /** Surveys the fields of {@code spec}. */
    public FieldSurvey(KindSpec spec) {
        this.reader = new FieldReader(spec);
    }

    private static final class Found {
        private final FieldPath path;
        private final Set<FieldValue.Type> types = EnumSet.noneOf(FieldValue.Type.class);
        private final TreeSet<FieldValue> first = new TreeSet<>();
        private long documents;
        private @Nullable FieldValue least;
        private @Nullable FieldValue greatest;

        Found(FieldPath path) {
            this.path = path;
        }

        void add(FieldValue value) {
            types.add(value.type());
            first.add(value);
            if (first.size() > FieldInfo.MOST_VALUES + 1) {
                first.pollLast();
            }
            if (value.type() != FieldValue.Type.NAN) {
                least = least == null || value.compareTo(least) < 0 ? value : least;
                greatest = greatest == null || value.compareTo(greatest) > 0 ? value : greatest;
            }
        }

        FieldInfo info() {
            List<Object> values = first.stream()
                    .limit(FieldInfo.MOST_VALUES)
                    .map(FieldValue::value)
                    .toList();
            return new FieldInfo(
                    path,
                    types,
                    documents,
                    values,
                    first.size() <= FieldInfo.MOST_VALUES,
                    least == null ? null : least.value(),
                    greatest == null ? null : greatest.value());
        }
    }

    /** Adds what {@code document} has. */
    public void add(Document document) {
        Set<FieldPath> here = new HashSet<>();
        FieldReader.Sink sink = (path, value) -> {
            Found field = found.computeIfAbsent(path.toString(), none -> new Found(path));
            if (here.add(path)) {
                field.documents++;
            }
            field.add(FieldValue.of(value));
        };
        reader.readEnvelope(document, sink);
        reader.readBody(document.content().body(), sink);
    }

    /** What was found, by the texts of the paths. */
    public List<FieldInfo> fields() {
        List<FieldInfo> infos = new ArrayList<>();
        found.values().forEach(field -> infos.add(field.info()));
        return infos;
    }
}
