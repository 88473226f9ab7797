package dev.cairn.query;

import dev.cairn.CorruptException;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentState;
import dev.cairn.spi.DocumentStore;
import dev.cairn.spi.Slot;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers queries about the documents of one scope and kind by reading all of them. One that is damaged is left out and named in the
 * log. Safe for use by many threads.
 */
public final class DocumentScan {
    private static final Logger LOG = LoggerFactory.getLogger(DocumentScan.class);

    private final Supplier<Stream<Slot>> visible;
    private final KindSpec spec;

    /**
     * Reads {@code documents}.
     *
     * @param spec names the kind, says which fields are times, and which the catalog shows
     */
    public DocumentScan(DocumentStore documents, String scope, KindSpec spec) {
        this(() -> documents.scan(scope, spec.kind(), EnumSet.of(DocumentState.LIVE, DocumentState.ARCHIVED)), spec);
    }

    /**
     * Reads what {@code visible} gives: the visible documents of one scope and kind, and those that are damaged; closed by this.
     *
     * @param spec names the kind, says which fields are times, and which the catalog shows
     */
    public DocumentScan(Supplier<Stream<Slot>> visible, KindSpec spec) {
        this.visible = visible;
        this.spec = spec;
    }

    /** The documents that {@code query} asks for, in its order. */
    public List<Document> find(Query query) {
        return reading(all -> new QueryEvaluator(query, spec).find(all));
    }

    /** Where the documents that {@code query} asks for stand, in its order, whatever its offset and limit. */
    List<Place> places(Query query) {
        return reading(all -> new QueryEvaluator(query, spec).places(all));
    }

    /** How many documents there are for which {@code criterion} holds. */
    public long count(Criterion criterion) {
        return reading(all -> new QueryEvaluator(Query.where(criterion), spec).count(all));
    }

    /** For each value of {@code field} the first documents that {@code query} asks for and have it. */
    public List<Group<Document>> best(FieldPath field, Query query) {
        return reading(all -> new QueryEvaluator(query, spec).best(field, all));
    }

    /** What there is in the fields of the spec. */
    public List<FieldInfo> fields() {
        return reading(all -> {
            FieldSurvey survey = new FieldSurvey(spec);
            all.forEach(survey::add);
            return survey.fields();
        });
    }

    private <T> T reading(Function<Stream<Document>, T> answer) {
        try (Stream<Slot> slots = visible.get()) {
            return answer.apply(slots.map(DocumentScan::documentOrNull).filter(Objects::nonNull));
        }
    }

    private static @Nullable Document documentOrNull(Slot slot) {
        try {
            return slot.find().orElse(null);
        } catch (CorruptException e) {
            LOG.warn("Left out of a query: {}", e.getMessage());
            return null;
        }
    }
}
