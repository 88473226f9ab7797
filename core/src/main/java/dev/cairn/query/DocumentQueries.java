package dev.cairn.query;

import dev.cairn.CorruptException;
import dev.cairn.spi.Ancestry;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentIndex;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.Slot;
import dev.cairn.spi.StorageBackend;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds documents of one kind in one scope: by the store's index if it has one, else by reading them all, with the same answers. Opens no
 * payload. Safe for use by many threads.
 *
 * <p>Fields that nobody declared are asked about too; that reads documents. Damaged documents are left out and named in the log.
 *
 * @param <T> what is told of a document
 */
public final class DocumentQueries<T> {
    private static final Logger LOG = LoggerFactory.getLogger(DocumentQueries.class);

    /** How many documents a page has that no limit was set for, while one answer is made of many. */
    private static final int SOME = 1000;

    private final StorageBackend store;
    private final String scope;
    private final KindSpec spec;
    private final @Nullable DocumentIndex index;
    private final Ancestry ancestry;
    private final Consumer<Query> check;
    private final Function<Document, T> shape;
    private final Supplier<List<Criterion>> gone;

    private DocumentQueries(
            StorageBackend store,
            String scope,
            KindSpec spec,
            Consumer<Query> check,
            Function<Document, T> shape,
            Supplier<List<Criterion>> gone) {
        this.gone = gone;
        this.store = store;
        this.check = check;
        this.shape = shape;
        this.scope = scope;
        this.spec = spec;
        this.index = store.index().orElse(null);
        this.ancestry = new Ancestry(store.documents());
    }

    /**
     * Finds documents of the kind of {@code spec} in {@code scope}. A store with an index is told to index what {@code spec} names, beside
     * what it does already; the documents that are there are indexed by {@link DocumentIndex#reindex}.
     */
    public static DocumentQueries<Document> of(StorageBackend store, String scope, KindSpec spec) {
        KindSpec declared =
                store.index().map(index -> declare(store, index, spec)).orElse(spec);
        return new DocumentQueries<>(store, scope, declared, query -> {}, document -> document, List::of);
    }

    /** The same for documents that are known better. {@code newCheck} refuses, by an exception, queries that ask for nothing sensible. */
    public <R> DocumentQueries<R> as(Consumer<Query> newCheck, Function<Document, R> newShape) {
        return new DocumentQueries<>(store, scope, spec, newCheck, newShape, gone);
    }

    /**
     * The same, but what one of {@code newGone} holds for is known to be hidden. That is asked once some hidden documents are met, so that
     * not all the others are read to see that they are.
     */
    public DocumentQueries<T> passingOver(Supplier<List<Criterion>> newGone) {
        return new DocumentQueries<>(store, scope, spec, check, shape, newGone);
    }

    private static KindSpec declare(StorageBackend store, DocumentIndex index, KindSpec spec) {
        KindSpec there = index.declared(spec.kind()).orElse(null);
        KindSpec both = there == null ? spec : there.and(spec);
        if (!both.equals(there) && !store.isReadOnly()) {
            index.declare(both);
        }
        return both;
    }

    /** A page of what {@code query} asks for; all of it if the query has no limit. */
    public Page<T> page(Query query) {
        return documents(query).map(shape);
    }

    /**
     * The same for a question that is put to the documents in other words, which may be others for each page.
     *
     * @param asked the question, to which the pages belong
     * @param put the same without a page, as the documents can answer it, with the same orders
     */
    public Page<T> page(Query asked, Query put) {
        checkPage(asked);
        PageToken before = asked.after();
        Page<T> page = page(before == null ? put : put.after(PageToken.of(put, before.place(), collection())));
        PageToken next = page.next();
        return next == null ? page : new Page<>(page.items(), PageToken.of(asked, next.place(), collection()));
    }

    private Page<Document> documents(Query query) {
        check.accept(query);
        if (query.limit() == 0) {
            try (Stream<Document> all = lazily(query)) {
                return new Page<>(all.toList(), null);
            }
        }
        checkPage(query);
        List<Document> visible = new ArrayList<>();
        Query rest = mayHaveParents() ? behindOffset(query) : query;
        if (rest == null) {
            return new Page<>(List.of(), null);
        }
        int atLeast = 0;
        boolean more = true;
        Query put = query;
        boolean metHidden = false;
        while (more && visible.size() <= query.limit()) {
            // One more, to see whether anything is left; and ever more behind those that are hidden.
            int wanted = Math.max(atLeast, Math.min(Integer.MAX_VALUE - 1, query.limit()) - visible.size() + 1);
            List<Document> found = find(rest.limit(wanted));
            List<Document> shown = shown(found);
            visible.addAll(shown);
            atLeast = Math.min(SOME, 2 * wanted);
            more = found.size() == wanted;
            if (more && !metHidden && shown.size() < found.size()) {
                metHidden = true;
                put = withoutGone(query);
            }
            rest = more ? put.after(tokenOf(put, found.get(wanted - 1))) : rest;
        }
        if (visible.size() <= query.limit()) {
            return new Page<>(visible, null);
        }
        List<Document> first = visible.subList(0, query.limit());
        return new Page<>(first, tokenOf(query, first.get(query.limit() - 1)));
    }

    private Query withoutGone(Query query) {
        Criterion left = gone.get().stream().map(Criterion::not).reduce(query.criterion(), Criterion::and);
        return new Query(left, query.orders(), query.limit(), 0, null);
    }

    /** Results have none, so an index may leave them out without reading them. */
    private boolean mayHaveParents() {
        return !spec.kind().equals(KindSpec.RESULT.kind());
    }

    /** {@code query} behind as many shown documents as its offset says; null if nothing is there. */
    private @Nullable Query behindOffset(Query query) {
        Query rest = query.offset(0);
        long left = query.offset();
        while (left > 0) {
            int wanted = (int) Math.min(SOME, left);
            List<Document> found = find(rest.limit(wanted));
            left -= shown(found).size();
            if (found.size() < wanted) {
                return null;
            }
            rest = query.after(tokenOf(query, found.get(found.size() - 1)));
        }
        return rest;
    }

    /**
     * What {@code query} asks for, lazily, up to its limit if it has one. Those saved meanwhile may or may not be among them; one that is
     * not changed is there once.
     */
    public Stream<T> stream(Query query) {
        check.accept(query);
        return lazily(query).map(shape);
    }

    private Stream<Document> lazily(Query query) {
        if (index == null) {
            checkPage(query);
            Stream<Document> found =
                    pages(query).flatMap(some -> shown(some).stream()).skip(query.offset());
            return query.limit() == 0 ? found : found.limit(query.limit());
        }
        Pages pages = new Pages(query);
        Stream<Document> all = Stream.iterate(pages.next(), page -> !page.isEmpty(), page -> pages.next())
                .flatMap(List::stream);
        return query.limit() == 0 ? all : all.limit(query.limit());
    }

    /** Those that no ancestor hides. */
    private List<Document> shown(List<Document> found) {
        return chosen(
                found,
                ancestry.shown(
                        found,
                        damage -> LOG.warn("What lives under it is left out of a query: {}", damage.getMessage())));
    }

    private static List<Document> chosen(List<Document> found, List<Boolean> each) {
        return IntStream.range(0, found.size())
                .filter(each::get)
                .mapToObj(found::get)
                .toList();
    }

    /**
     * The documents for which {@code criterion} holds and which are hidden, since an ancestor was removed, or is of another epoch now:
     * lazily, some at a time. What lives under an ancestor that cannot be read is not among them.
     *
     * @param damages is told of those that cannot be read
     */
    public Stream<List<T>> hidden(Criterion criterion, Consumer<CorruptException> damages) {
        check.accept(Query.where(criterion));
        return pages(Query.where(criterion))
                .map(found -> chosen(found, ancestry.hidden(found, damages)).stream()
                        .map(shape)
                        .toList())
                .filter(found -> !found.isEmpty());
    }

    /** All that is there, whether it is shown or not. */
    private Stream<List<Document>> pages(Query query) {
        if (index == null) {
            return scanned(query);
        }
        return Stream.iterate(
                find(query.limit(SOME)),
                found -> !found.isEmpty(),
                found -> found.size() < SOME ? List.of() : find(behind(query, found)));
    }

    /**
     * Reads all documents once to learn their places, and then those asked for again, some at a time. One that was changed in between is
     * there if it is still asked for.
     */
    private Stream<List<Document>> scanned(Query query) {
        QueryEvaluator evaluator = new QueryEvaluator(query, spec);
        List<Place> places = scan().places(query);
        return IntStream.iterate(0, from -> from < places.size(), from -> from + SOME)
                .mapToObj(from -> places.subList(from, Math.min(places.size(), from + SOME)))
                .map(some -> read(some).stream().filter(evaluator::matches).toList());
    }

    private Query behind(Query query, List<Document> found) {
        return query.limit(SOME).after(tokenOf(query, found.get(found.size() - 1)));
    }

    private List<Document> read(List<Place> places) {
        List<DocumentKey> keys = places.stream()
                .map(place -> new DocumentKey(scope, spec.kind(), place.id()))
                .toList();
        return store.documents().get(keys).stream()
                .map(Slot::document)
                .filter(document -> document != null && document.state().visible())
                .map(Objects::requireNonNull)
                .toList();
    }

    private final class Pages {
        private @Nullable Query rest;

        Pages(Query query) {
            this.rest = query.limit(query.limit() == 0 ? SOME : Math.min(SOME, query.limit()));
        }

        List<Document> next() {
            Query now = rest;
            if (now == null) {
                return List.of();
            }
            Page<Document> page = documents(now);
            PageToken next = page.next();
            rest = next == null ? null : now.after(next);
            return page.items();
        }
    }

    /** How many documents there are for which {@code criterion} holds. */
    public long count(Criterion criterion) {
        check.accept(Query.where(criterion));
        if (mayBeHidden()) {
            return pages(Query.where(criterion))
                    .mapToLong(found -> shown(found).size())
                    .sum();
        }
        return countAll(criterion);
    }

    /** How many there are for which {@code criterion} holds, those that an ancestor hides too. */
    public long countAll(Criterion criterion) {
        check.accept(Query.where(criterion));
        return index == null ? scan().count(criterion) : index.count(scope, spec.kind(), criterion);
    }

    /** Whether documents are known to wait for their removal; whoever removes what others live under says so before. */
    private boolean mayBeHidden() {
        if (!mayHaveParents()) {
            return false;
        }
        try (Stream<DocumentKey> graves = store.documents().keys(scope, DocumentKey.GRAVE)) {
            return graves.findAny().isPresent();
        }
    }

    /**
     * For each value of {@code field} the first {@code most} documents that {@code query} asks for and have it; the groups in the order
     * of their values. A document with several values is in several groups, one without any in none.
     *
     * @throws IllegalArgumentException if {@code most} is not above zero, or the query has a limit, an offset or a page
     */
    public List<Group<T>> best(int most, String field, Query query) {
        if (most <= 0) {
            throw new IllegalArgumentException("The best of each group are more than " + most + ".");
        }
        if (query.limit() != 0 || query.offset() != 0 || query.after() != null) {
            throw new IllegalArgumentException(
                    "The best of each group are asked for without a limit, an offset or a page: '" + query + "'.");
        }
        FieldPath path = FieldPath.parse(field);
        check.accept(query);
        check.accept(Query.where(new Criterion.Exists(path)));
        Query each = query.limit(most);
        List<Group<Document>> groups = mayBeHidden()
                ? bestShown(path, each)
                : index == null ? scan().best(path, each) : index.best(scope, spec.kind(), path, each);
        return groups.stream().map(group -> group.map(shape)).toList();
    }

    private List<Group<Document>> bestShown(FieldPath path, Query each) {
        Query all = new Query(each.criterion(), each.orders(), 0, 0, null);
        return new QueryEvaluator(each, spec).best(path, pages(all).flatMap(found -> shown(found).stream()));
    }

    /** The given fields of what {@code query} asks for. */
    public Page<FieldRow> select(Query query, List<String> fields) {
        Set<String> paths = fields.stream()
                .map(field -> FieldPath.parse(field).toString())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        paths.forEach(path -> check.accept(Query.where(Criterion.exists(path))));
        FieldReader reader = new FieldReader(spec.withPaths(paths));
        return documents(query).map(document -> {
            FieldValues values = FieldValues.read(reader, document);
            Map<String, List<Object>> row = new LinkedHashMap<>();
            paths.forEach(path -> row.put(path, values.of(FieldPath.parse(path))));
            return new FieldRow(document.key(), row);
        });
    }

    /** What the documents have in their declared fields; in all fields, if none of this kind is declared. */
    public List<FieldInfo> fields() {
        return index == null ? scan().fields() : index.fields(scope, spec.kind());
    }

    private void checkPage(Query query) {
        PageToken page = query.after();
        if (page != null) {
            page.check(query, collection());
        }
    }

    private List<Document> find(Query query) {
        return index == null ? scan().find(query) : index.find(scope, spec.kind(), query);
    }

    private DocumentScan scan() {
        return new DocumentScan(store.documents(), scope, spec);
    }

    private PageToken tokenOf(Query query, Document last) {
        return PageToken.of(query, new QueryEvaluator(query, spec).place(last), collection());
    }

    private String collection() {
        return store.storeId() + "\n" + spec.kind() + "\n" + scope;
    }
}
