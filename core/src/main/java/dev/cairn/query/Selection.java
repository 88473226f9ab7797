package dev.cairn.query;

import dev.cairn.spi.Document;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Some documents of one kind, in some order: all of them at first, and fewer with each filter. Immutable; nothing is read before it is
 * asked for, and never a payload. See {@code docs/query.md} for what a query can say.
 *
 * @param <T> what is told of a document
 * @param <S> the class of the selection itself
 */
public abstract class Selection<T, S extends Selection<T, S>> {
    /** How many are on a page where nobody says. */
    public static final int PAGE = 100;

    private static final int SOME = 500;

    private final DocumentQueries<Document> documents;
    private final Query query;

    /** Those of {@code documents} that {@code query} asks for. */
    protected Selection(DocumentQueries<Document> documents, Query query) {
        this.documents = documents;
        this.query = query;
    }

    /** The same documents, selected otherwise. */
    protected abstract S with(Query newQuery);

    /** What is told of each of {@code some}. */
    protected abstract List<T> told(List<Document> some);

    /** The question as the documents can answer it, if they are asked in other words. */
    protected Query put(Query asked) {
        return asked;
    }

    /** What is selected. */
    protected final Query query() {
        return query;
    }

    /** Where it is selected from. */
    protected final DocumentQueries<Document> documents() {
        return documents;
    }

    /** Those for which {@code criterion} holds too: {@code metrics.acc > 0.9 and not (parameters.opt = 'sgd')}. */
    public final S where(String criterion) {
        return where(QueryText.criterion(criterion));
    }

    /** Those for which {@code criterion} holds too. */
    public final S where(Criterion criterion) {
        return with(new Query(query.criterion().and(criterion), query.orders(), query.limit(), query.offset(), null));
    }

    /** Those that have one of these values in a field, exactly. */
    protected final S among(String field, List<?> values) {
        return where(values.size() == 1 ? Criterion.eq(field, values.get(0)) : Criterion.in(field, values));
    }

    /** In this order, in place of the one before. */
    public final S orderBy(Order... orders) {
        return with(new Query(query.criterion(), List.of(orders), query.limit(), query.offset(), null));
    }

    /** The first {@code most} of them; zero for all. */
    public final S limit(int most) {
        return with(query.limit(most));
    }

    /** Without the first {@code some} of them. */
    public final S offset(long some) {
        return with(query.offset(some));
    }

    /** All of them. */
    public final List<T> list() {
        try (Stream<T> stream = stream()) {
            return stream.toList();
        }
    }

    /** All of them, read some at a time; to be closed. */
    public final Stream<T> stream() {
        Stream<Document> found = documents.stream(put(query));
        return chunks(found.iterator()).flatMap(some -> told(some).stream()).onClose(found::close);
    }

    private static Stream<List<Document>> chunks(Iterator<Document> documents) {
        return Stream.generate(() -> chunk(documents)).takeWhile(some -> !some.isEmpty());
    }

    private static List<Document> chunk(Iterator<Document> documents) {
        List<Document> some = new ArrayList<>();
        while (some.size() < SOME && documents.hasNext()) {
            some.add(documents.next());
        }
        return some;
    }

    /** The first {@value #PAGE} of them. */
    public final Page<T> page() {
        return page(PAGE, null);
    }

    /**
     * Up to {@code most} of them.
     *
     * @param after the page before; null for the first
     */
    public final Page<T> page(int most, @Nullable PageToken after) {
        Query asked = query.limit(most);
        Page<Document> page = documents.page(after == null ? asked : asked.after(after), put(asked));
        return new Page<>(told(page.items()), page.next());
    }

    /** How many there are; a limit and an offset do not count. */
    public final long count() {
        return documents.count(put(query).criterion());
    }

    /** The first of them; empty if there is none. */
    public final Optional<T> first() {
        return limit(1).list().stream().findFirst();
    }

    /**
     * For each value of {@code field} the first {@code most} of them that have it, in the order of the values; a limit and an offset do not
     * count.
     */
    public List<Group<T>> best(int most, String field) {
        Query asked = put(query);
        Query all = new Query(asked.criterion(), asked.orders(), 0, 0, null);
        return documents.best(most, field, all).stream()
                .map(group -> new Group<>(group.value(), told(group.items())))
                .toList();
    }

    /** Which fields the documents have, whatever the filter: type, count, range. */
    public final List<FieldInfo> fields() {
        return documents.fields();
    }
}
