package dev.cairn.query;

import dev.cairn.CorruptException;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.DocumentState;
import dev.cairn.spi.DocumentStore;
import dev.cairn.spi.Slot;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
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

    /** How many documents are read at once. */
    private static final int SOME = 500;

    private final DocumentStore documents;
    private final String scope;
    private final KindSpec spec;

    /**
     * Reads {@code documents}.
     *
     * @param spec names the kind, says which fields are times, and which the catalog shows
     */
    public DocumentScan(DocumentStore documents, String scope, KindSpec spec) {
        this.documents = documents;
        this.scope = scope;
        this.spec = spec;
    }

    /** The documents that {@code query} asks for, in its order. */
    public List<Document> find(Query query) {
        return reading(all -> new QueryEvaluator(query, spec).find(all));
    }

    /**
     * The same, lazily, without the limit: reads all documents once to learn their places, and then those asked for again. One that was
     * changed in between is there if it is still asked for.
     */
    public Stream<Document> stream(Query query) {
        QueryEvaluator evaluator = new QueryEvaluator(query, spec);
        List<Place> places = reading(evaluator::places);
        return IntStream.iterate(0, from -> from < places.size(), from -> from + SOME)
                .mapToObj(from -> places.subList(from, Math.min(places.size(), from + SOME)))
                .flatMap(some -> read(some).stream())
                .filter(evaluator::matches);
    }

    private List<Document> read(List<Place> places) {
        List<DocumentKey> keys = places.stream()
                .map(place -> new DocumentKey(scope, spec.kind(), place.id()))
                .toList();
        return documents.get(keys).stream()
                .map(DocumentScan::documentOrNull)
                .filter(Objects::nonNull)
                .filter(document -> document.state().visible())
                .toList();
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
        EnumSet<DocumentState> visible = EnumSet.of(DocumentState.LIVE, DocumentState.ARCHIVED);
        try (Stream<Slot> slots = documents.scan(scope, spec.kind(), visible)) {
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
