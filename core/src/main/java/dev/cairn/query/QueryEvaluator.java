package dev.cairn.query;

import dev.cairn.spi.Document;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Answers queries by reading documents: the meaning of a query, to which every index is held. Needs memory for the documents that it
 * returns, and with an offset for those that it leaves out, not for all.
 */
public final class QueryEvaluator {
    private final Query query;
    private final KindSpec spec;
    private final FieldReader reader;
    private final Comparator<Place> order;

    /**
     * Answers {@code query}.
     *
     * @param spec of the kind that is asked for: says which fields are times
     */
    public QueryEvaluator(Query query, KindSpec spec) {
        this.query = query;
        this.spec = spec;
        this.reader = reader(Stream.empty());
        this.order = Place.order(query);
    }

    /** A document that was found, and its place in the order. */
    private record Found(Document document, Place place) {}

    /** Reads what the query asks about, and {@code more}. */
    private FieldReader reader(Stream<FieldPath> more) {
        Set<String> paths = new LinkedHashSet<>();
        Criterion.pathsOf(query.criterion()).forEach(path -> paths.add(path.toString()));
        query.orders().forEach(one -> paths.add(one.path().toString()));
        more.forEach(path -> paths.add(path.toString()));
        return new FieldReader(spec.withPaths(paths));
    }

    /** Whether {@code document} is asked for, whatever the page. */
    public boolean matches(Document document) {
        return query.criterion().test(FieldValues.read(reader, document));
    }

    /** The place of {@code document} in the order of the query. */
    public Place place(Document document) {
        return Place.of(query, FieldValues.read(reader, document), document);
    }

    /** How many of {@code documents} are asked for, whatever the page. */
    public long count(Stream<Document> documents) {
        return documents.filter(this::matches).count();
    }

    /** Those of {@code documents} that are asked for, in order: behind {@code after}, without the offset, up to the limit. */
    public List<Document> find(Stream<Document> documents) {
        long wanted = query.limit() == 0 ? Long.MAX_VALUE : query.offset() + query.limit();
        Stream<Found> found = documents.mapMulti(this::find);
        List<Found> first = wanted > Integer.MAX_VALUE - 8
                ? found.sorted(Comparator.comparing(Found::place, order)).toList()
                : first(found, (int) wanted);
        return first.stream()
                .skip(query.offset())
                .limit(query.limit() == 0 ? Long.MAX_VALUE : query.limit())
                .map(Found::document)
                .toList();
    }

    /**
     * The places of those of {@code documents} that are asked for, in order, whatever the offset and the limit: what there is to remember
     * of many documents, so that they need not be.
     */
    public List<Place> places(Stream<Document> documents) {
        return documents
                .<Found>mapMulti(this::find)
                .map(Found::place)
                .sorted(order)
                .toList();
    }

    /** The first {@code wanted} of them; remembers no more than these. */
    private List<Found> first(Stream<Found> found, int wanted) {
        FirstOnes kept = new FirstOnes(wanted);
        found.forEach(kept::add);
        return kept.sorted();
    }

    private final class FirstOnes {
        private final Comparator<Found> byPlace = Comparator.comparing(Found::place, order);
        private final PriorityQueue<Found> kept = new PriorityQueue<>(byPlace.reversed());
        private final int wanted;

        FirstOnes(int wanted) {
            this.wanted = wanted;
        }

        void add(Found one) {
            kept.add(one);
            if (kept.size() > wanted) {
                kept.remove();
            }
        }

        List<Found> sorted() {
            List<Found> first = new ArrayList<>(kept);
            first.sort(byPlace);
            return first;
        }
    }

    /** Gives {@code sink} the document if it is asked for and stands behind the page before. */
    private void find(Document document, Consumer<Found> sink) {
        FieldValues values = FieldValues.read(reader, document);
        if (!query.criterion().test(values)) {
            return;
        }
        Place place = Place.of(query, values, document);
        PageToken after = query.after();
        if (after == null || order.compare(place, after.place()) > 0) {
            sink.accept(new Found(document, place));
        }
    }

    /**
     * For each value of {@code field} the first documents that are asked for and have it, as many as the limit of the query says. One
     * with several values is in several groups, one without any in none. The groups come in the order of their values.
     */
    public List<Group<Document>> best(FieldPath field, Stream<Document> documents) {
        FieldReader withGroups = reader(Stream.of(field));
        Map<Object, FirstOnes> groups = new TreeMap<>(Values::compareAny);
        documents.forEach(document -> {
            FieldValues values = FieldValues.read(withGroups, document);
            if (query.criterion().test(values)) {
                Found found = new Found(document, Place.of(query, values, document));
                Set<Object> own = new TreeSet<>(Values::compareAny);
                own.addAll(values.of(field));
                own.forEach(value -> groups.computeIfAbsent(value, none -> new FirstOnes(query.limit()))
                        .add(found));
            }
        });
        List<Group<Document>> best = new ArrayList<>();
        groups.forEach((value, first) -> best.add(new Group<>(
                FieldValue.of(value).isCut() ? value : FieldValue.of(value).value(),
                first.sorted().stream().map(Found::document).toList())));
        return best;
    }
}
