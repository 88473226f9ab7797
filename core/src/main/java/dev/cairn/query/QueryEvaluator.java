package dev.cairn.query;

import dev.cairn.spi.Document;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Answers queries by reading documents: the meaning of a query, to which every index is held. Needs memory for the documents that it
 * returns, and with an offset for those that it leaves out, not for all.
 */
public final class QueryEvaluator {
    private final Query query;
    private final FieldReader reader;
    private final Comparator<PageToken> order;
    private final Comparator<Found> foundOrder;

    /**
     * Answers {@code query}.
     *
     * @param spec of the kind that is asked for: says which fields are times
     */
    public QueryEvaluator(Query query, KindSpec spec) {
        this.query = query;
        Set<String> paths = new LinkedHashSet<>();
        Criterion.pathsOf(query.criterion()).forEach(path -> paths.add(path.toString()));
        query.orders().forEach(one -> paths.add(one.path().toString()));
        this.reader = new FieldReader(spec.withPaths(paths));
        this.order = comparator(query.orders());
        this.foundOrder = Comparator.comparing(Found::place, order);
    }

    /** A document that was found, and its place in the order. */
    private record Found(Document document, PageToken place) {}

    /**
     * A part of an answer.
     *
     * @param documents the documents, in the order of the query
     * @param next where to go on; null if nothing is left
     */
    public record Page(List<Document> documents, @Nullable PageToken next) {
        public Page {
            documents = List.copyOf(documents);
        }
    }

    /** Whether {@code document} is asked for, whatever the page. */
    public boolean matches(Document document) {
        return query.criterion().test(FieldValues.read(reader, document));
    }

    /** How many of {@code documents} are asked for, whatever the page. */
    public long count(Stream<Document> documents) {
        return documents.filter(this::matches).count();
    }

    /** The page of {@code documents} that is asked for. */
    public Page page(Stream<Document> documents) {
        long wanted = query.limit() == 0 ? Long.MAX_VALUE : query.offset() + query.limit() + 1;
        Stream<Found> found = documents.mapMulti(this::find);
        List<Found> first =
                wanted > Integer.MAX_VALUE - 8 ? found.sorted(foundOrder).toList() : first(found, (int) wanted);
        List<Found> page = first.stream()
                .skip(query.offset())
                .limit(query.limit() == 0 ? Long.MAX_VALUE : query.limit())
                .toList();
        boolean more = query.limit() > 0 && first.size() == wanted;
        return new Page(
                page.stream().map(Found::document).toList(),
                more ? page.get(page.size() - 1).place() : null);
    }

    /** The first {@code wanted} of them; remembers no more than these. */
    private List<Found> first(Stream<Found> found, int wanted) {
        PriorityQueue<Found> kept = new PriorityQueue<>(foundOrder.reversed());
        found.forEach(one -> {
            kept.add(one);
            if (kept.size() > wanted) {
                kept.remove();
            }
        });
        List<Found> first = new ArrayList<>(kept);
        first.sort(foundOrder);
        return first;
    }

    /** Gives {@code sink} the document if it is asked for and stands behind the page before. */
    private void find(Document document, Consumer<Found> sink) {
        FieldValues values = FieldValues.read(reader, document);
        if (!query.criterion().test(values)) {
            return;
        }
        List<@Nullable FieldValue> keys = new ArrayList<>();
        query.orders().forEach(one -> keys.add(key(one, values)));
        PageToken place =
                PageToken.of(query, keys, document.created(), document.key().id());
        PageToken after = query.after();
        if (after == null || order.compare(place, after) > 0) {
            sink.accept(new Found(document, place));
        }
    }

    private static @Nullable FieldValue key(Order order, FieldValues values) {
        Comparator<FieldValue> direction = direction(order);
        return values.of(order.path()).stream()
                .map(FieldValue::of)
                .min(direction)
                .orElse(null);
    }

    private static Comparator<FieldValue> direction(Order order) {
        Comparator<FieldValue> values = order.descending() ? Comparator.reverseOrder() : Comparator.naturalOrder();
        return Comparator.comparing((FieldValue value) -> value.type() == FieldValue.Type.NAN)
                .thenComparing(values);
    }

    /** The one total order of a query. */
    private static Comparator<PageToken> comparator(List<Order> orders) {
        Comparator<PageToken> all = Comparator.comparingInt(place -> 0);
        for (int i = 0; i < orders.size(); i++) {
            int at = i;
            Comparator<@Nullable FieldValue> values = Comparator.nullsLast(direction(orders.get(i)));
            all = all.thenComparing((one, other) ->
                    values.compare(one.keys().get(at), other.keys().get(at)));
        }
        Comparator<PageToken> ties = Comparator.comparing(PageToken::created).thenComparing(PageToken::id);
        boolean backwards = !orders.isEmpty() && orders.get(orders.size() - 1).descending();
        return all.thenComparing(backwards ? ties.reversed() : ties);
    }
}
