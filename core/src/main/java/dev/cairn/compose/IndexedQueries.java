package dev.cairn.compose;

import dev.cairn.CorruptException;
import dev.cairn.IndexStatus;
import dev.cairn.UnavailableException;
import dev.cairn.query.Criterion;
import dev.cairn.query.DocumentScan;
import dev.cairn.query.FieldInfo;
import dev.cairn.query.FieldPath;
import dev.cairn.query.Group;
import dev.cairn.query.KindSpec;
import dev.cairn.query.Query;
import dev.cairn.query.QueryEvaluator;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentIndex;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.Head;
import dev.cairn.spi.Slot;
import dev.cairn.spi.Usage;
import dev.cairn.transfer.Cancellation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers queries about files by their index, as long as it is known what the index lacks and that is little: this is read from the files
 * and merged into the answer. Otherwise all files are read. What the index finds is compared with the files before it is shown, so a file
 * that somebody changed or removed by hand is shown as it is, and one that was removed not at all.
 */
final class IndexedQueries implements DocumentIndex {
    private static final Logger LOG = LoggerFactory.getLogger(IndexedQueries.class);

    /** The most documents that are read from the files beside the index, and the most that an answer leaves out. */
    private static final int MOST = 1000;

    private static final int TRIES = 3;

    private final IndexLink link;
    private final Usage usage;
    private final Map<String, KindSpec> known = new ConcurrentHashMap<>();
    private final Set<String> untold = ConcurrentHashMap.newKeySet();
    private final LongAdder byIndex = new LongAdder();
    private final LongAdder byFiles = new LongAdder();

    IndexedQueries(IndexLink link, Usage usage) {
        this.link = link;
        this.usage = usage;
    }

    /** How the index stands. */
    IndexStatus status() {
        boolean complete;
        try {
            complete = link.guard().read(link.coverage()::stands);
        } catch (UnavailableException e) {
            complete = false;
        }
        return new IndexStatus(
                complete,
                link.replicator().count(),
                link.replicator().elsewhere(),
                byIndex.sum(),
                byFiles.sum(),
                Optional.ofNullable(link.replicator().lastError()));
    }

    /** If the index does not answer, it is told before it is asked next. */
    @Override
    public boolean declare(KindSpec spec) {
        known.put(spec.kind(), spec);
        try {
            return usage.during(() -> link.guard().read(() -> index().declare(spec)));
        } catch (UnavailableException e) {
            untold.add(spec.kind());
            LOG.debug("What is indexed of {} is declared later: {}", spec.kind(), e.getMessage());
            return true;
        }
    }

    @Override
    public Optional<KindSpec> declared(String kind) {
        try {
            usage.during(() -> link.guard().read(() -> index().declared(kind)))
                    .ifPresent(spec ->
                            known.merge(kind, spec, (own, there) -> untold.contains(kind) ? own.and(there) : there));
        } catch (UnavailableException e) {
            LOG.debug("What is indexed of {} is not known now: {}", kind, e.getMessage());
        }
        return Optional.ofNullable(known.get(kind));
    }

    @Override
    public long reindex(String kind, Cancellation cancellation) {
        return index().reindex(kind, cancellation);
    }

    @Override
    public long rewrite(String scope, String kind, Cancellation cancellation) {
        return index().rewrite(scope, kind, cancellation);
    }

    @Override
    public List<Document> find(String scope, String kind, Query query) {
        return answer(scope, kind, pending -> find(scope, kind, query, pending), files -> files.find(query));
    }

    @Override
    public long count(String scope, String kind, Criterion criterion) {
        return answer(
                scope,
                kind,
                pending -> {
                    QueryEvaluator evaluator = new QueryEvaluator(Query.where(criterion), spec(kind));
                    List<DocumentKey> keys = List.copyOf(pending);
                    for (int i = 0; i < TRIES; i++) {
                        List<Document> before = visible(link.index().documents().get(keys));
                        long indexed = index().count(scope, kind, criterion);
                        // What reached the index meanwhile may be counted or not.
                        if (heads(before)
                                .equals(heads(visible(link.index().documents().get(keys))))) {
                            long known = evaluator.count(before.stream());
                            return Optional.of(indexed - known + evaluator.count(inFiles(keys).stream()));
                        }
                    }
                    return Optional.empty();
                },
                files -> files.count(criterion));
    }

    @Override
    public List<Group<Document>> best(String scope, String kind, FieldPath field, Query query) {
        return answer(
                scope, kind, pending -> best(scope, kind, field, query, pending), files -> files.best(field, query));
    }

    /** What is pending cannot be merged into this, so it is brought to the index first. */
    @Override
    public List<FieldInfo> fields(String scope, String kind) {
        return answer(
                scope,
                kind,
                pending -> {
                    if (!pending.isEmpty()) {
                        link.replicator().drain();
                    }
                    boolean complete = lacking(scope, kind).filter(Set::isEmpty).isPresent();
                    return complete ? Optional.of(index().fields(scope, kind)) : Optional.empty();
                },
                DocumentScan::fields);
    }

    /** Tells the index what it was not told while it did not answer, or has lost since: it says which texts are times. */
    private void declareLate(String kind) {
        KindSpec own = known.get(kind);
        if (own != null && (untold.contains(kind) || index().declared(kind).isEmpty())) {
            index().declare(index().declared(kind).map(own::and).orElse(own));
            untold.remove(kind);
        }
    }

    private DocumentIndex index() {
        return link.index().index().orElseThrow();
    }

    private KindSpec spec(String kind) {
        return declared(kind).orElse(KindSpec.everything(kind));
    }

    /** The answer of the index, if it has one, given what it lacks; else that of the files. */
    private <T> T answer(
            String scope,
            String kind,
            Function<Set<DocumentKey>, Optional<T>> byTheIndex,
            Function<DocumentScan, T> byTheFiles) {
        return usage.during(() -> answerOpen(scope, kind, byTheIndex, byTheFiles));
    }

    private <T> T answerOpen(
            String scope,
            String kind,
            Function<Set<DocumentKey>, Optional<T>> byTheIndex,
            Function<DocumentScan, T> byTheFiles) {
        if (IndexReplica.covers(scope, kind)) {
            try {
                Optional<T> answer = lacking(scope, kind)
                        .flatMap(pending -> link.guard().read(() -> {
                            declareLate(kind);
                            return byTheIndex.apply(pending);
                        }));
                if (answer.isPresent()) {
                    byIndex.increment();
                    return answer.get();
                }
            } catch (UnavailableException e) {
                LOG.debug("The index does not answer, so the files are read: {}", e.getMessage());
            }
        }
        byFiles.increment();
        return byTheFiles.apply(new DocumentScan(link.files().documents(), scope, spec(kind)));
    }

    /** What the index may lack of a scope and kind; empty if that is not known, or too much. */
    private Optional<Set<DocumentKey>> lacking(String scope, String kind) {
        // What is pending elsewhere becomes pending here, so it is asked for first.
        if (link.replicator().elsewhere() > 0) {
            return Optional.empty();
        }
        Optional<Set<DocumentKey>> pending = link.replicator().unconfirmed().map(all -> {
            Set<DocumentKey> own = new HashSet<>(all);
            own.removeIf(key -> !key.scope().equals(scope) || !key.kind().equals(kind));
            return own;
        });
        return pending.filter(keys -> keys.size() <= MOST)
                .filter(keys -> link.guard().read(link.coverage()::stands));
    }

    private Optional<List<Document>> find(String scope, String kind, Query query, Set<DocumentKey> pending) {
        Set<DocumentKey> unsure = new HashSet<>(pending);
        for (int i = 0; i < TRIES; i++) {
            long wanted = query.offset() + query.limit() + unsure.size();
            if (!unsure.isEmpty() && wanted > 10 * MOST) {
                return Optional.empty();
            }
            Query wide = unsure.isEmpty() ? query : query.offset(0).limit((int) wanted);
            List<Document> found = without(unsure, index().find(scope, kind, page(wide, query)));
            Set<DocumentKey> changed = changed(found);
            if (changed.isEmpty()) {
                return Optional.of(
                        unsure.isEmpty()
                                ? found
                                : new QueryEvaluator(query, spec(kind))
                                        .find(Stream.concat(found.stream(), inFiles(unsure).stream())));
            }
            link.replicator().suspect(changed);
            unsure.addAll(changed);
        }
        return Optional.empty();
    }

    /** The same page as {@code query}'s: an offset of zero drops it. */
    private static Query page(Query wide, Query query) {
        return new Query(wide.criterion(), wide.orders(), wide.limit(), wide.offset(), query.after());
    }

    private Optional<List<Group<Document>>> best(
            String scope, String kind, FieldPath field, Query query, Set<DocumentKey> pending) {
        Set<DocumentKey> unsure = new HashSet<>(pending);
        for (int i = 0; i < TRIES; i++) {
            Query wide = query.limit((int) Math.min(Integer.MAX_VALUE, (long) query.limit() + unsure.size()));
            List<Group<Document>> groups = index().best(scope, kind, field, wide);
            List<Document> found = without(
                    unsure,
                    groups.stream().flatMap(group -> group.items().stream()).toList());
            Set<DocumentKey> changed = changed(found);
            if (changed.isEmpty()) {
                Stream<Document> all = Stream.concat(found.stream(), inFiles(unsure).stream());
                return Optional.of(
                        unsure.isEmpty() ? groups : new QueryEvaluator(query, spec(kind)).best(field, distinct(all)));
            }
            link.replicator().suspect(changed);
            unsure.addAll(changed);
        }
        return Optional.empty();
    }

    private static Stream<Document> distinct(Stream<Document> documents) {
        Set<DocumentKey> seen = new HashSet<>();
        return documents.filter(document -> seen.add(document.key()));
    }

    private static List<Document> without(Set<DocumentKey> keys, List<Document> documents) {
        return documents.stream()
                .filter(document -> !keys.contains(document.key()))
                .toList();
    }

    /** Those of {@code found} of which the files say something else. */
    private Set<DocumentKey> changed(List<Document> found) {
        List<Slot> here =
                link.files().documents().get(found.stream().map(Document::key).toList());
        Set<DocumentKey> changed = new HashSet<>();
        for (int i = 0; i < found.size(); i++) {
            Document file = here.get(i).document();
            if (file == null || !file.sameAs(found.get(i).head())) {
                changed.add(found.get(i).key());
            }
        }
        return changed;
    }

    private List<Document> inFiles(Collection<DocumentKey> keys) {
        return visible(link.files().documents().get(List.copyOf(keys)));
    }

    private static Map<DocumentKey, Head> heads(List<Document> documents) {
        return documents.stream().collect(Collectors.toMap(Document::key, Document::head));
    }

    private static List<Document> visible(List<Slot> slots) {
        List<Document> documents = new ArrayList<>();
        for (Slot slot : slots) {
            try {
                slot.findVisible().ifPresent(documents::add);
            } catch (CorruptException e) {
                LOG.warn("Left out of a query: {}", e.getMessage());
            }
        }
        return documents;
    }
}
