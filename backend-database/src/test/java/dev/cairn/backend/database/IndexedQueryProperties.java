package dev.cairn.backend.database;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.backend.database.GeneratedQueries.Step;
import dev.cairn.query.Criterion;
import dev.cairn.query.DocumentQueries;
import dev.cairn.query.DocumentScan;
import dev.cairn.query.FieldPath;
import dev.cairn.query.Group;
import dev.cairn.query.KindSpec;
import dev.cairn.query.Page;
import dev.cairn.query.Query;
import dev.cairn.spi.Content;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentIndex;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.DocumentState;
import dev.cairn.spi.Expectation;
import dev.cairn.spi.Head;
import dev.cairn.spi.Put;
import dev.cairn.spi.StorageBackend;
import dev.cairn.testkit.MutableClock;
import dev.cairn.transfer.Cancellation;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;

/** What the index of each database answers, against what it means: whatever was done to the documents, and whatever is asked. */
class IndexedQueryProperties {
    private static final MutableClock CLOCK = MutableClock.at(GeneratedQueries.BEGIN);
    private static final String SCHEMA = Postgres.newSchema();
    private static final List<StorageBackend> OPEN = new ArrayList<>();
    private static int scopes;

    private static synchronized List<StorageBackend> stores() {
        if (OPEN.isEmpty()) {
            OPEN.add(Fixtures.open(Map.of("connection_string", "h2:mem:queries" + System.nanoTime()), CLOCK));
            OPEN.add(Fixtures.open(Fixtures.postgresConfig(SCHEMA), CLOCK));
        }
        return OPEN;
    }

    @AfterContainer
    static void close() {
        OPEN.forEach(StorageBackend::close);
        OPEN.clear();
        Postgres.dropSchema(SCHEMA);
    }

    @Provide
    Arbitrary<KindSpec> specs() {
        return GeneratedQueries.specs();
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return GeneratedQueries.steps();
    }

    @Provide
    Arbitrary<Query> queries() {
        return GeneratedQueries.queries();
    }

    @Provide
    Arbitrary<FieldPath> groups() {
        return GeneratedQueries.groups();
    }

    @Provide
    Arbitrary<Effort> efforts() {
        return Arbitraries.of(Effort.USUAL, new Effort(0, 0, 3), new Effort(2, 1, 2), new Effort(0, 2, 100));
    }

    @Provide
    Arbitrary<Integer> counts() {
        return Arbitraries.integers().between(0, 50);
    }

    /** As often as junit-platform.properties says; for hours with {@code -Djqwik.tries.default=100000}. */
    @Property(shrinking = ShrinkingMode.OFF)
    void areThoseOfAScan(
            @ForAll("specs") KindSpec before,
            @ForAll("specs") KindSpec after,
            @ForAll("counts") int changeAt,
            @ForAll boolean reindexed,
            @ForAll("efforts") Effort effort,
            @ForAll("steps") List<Step> steps,
            @ForAll @Size(6) List<@From("queries") Query> queries,
            @ForAll("groups") FieldPath group) {
        scopes++;
        for (StorageBackend store : stores()) {
            Case one = new Case(store, "s" + scopes, effort);
            one.index.declare(before);
            for (int i = 0; i < steps.size(); i++) {
                if (i == changeAt) {
                    one.index.declare(after);
                }
                one.carryOut(steps.get(i), i);
            }
            if (reindexed) {
                one.index.reindex("result", new Cancellation());
            }
            queries.forEach(query -> one.check(query, group));
            assertThat(one.index.fields(one.scope, "result"))
                    .isEqualTo(one.scan().fields());
        }
    }

    private record Case(StorageBackend store, String scope, DocumentIndex index) {
        Case(StorageBackend store, String scope, Effort effort) {
            this(store, scope, ((DatabaseIndex) store.index().orElseThrow()).with(effort));
        }

        private DocumentKey key(int id) {
            return new DocumentKey(scope, "result", "d" + id);
        }

        private void carryOut(Step step, int at) {
            CLOCK.advance(step.later());
            DocumentKey key = key(step.id());
            Content content = Content.of(step.body().getBytes(UTF_8));
            switch (step.what()) {
                case "put" -> store.documents().put(Put.live(key, content, Expectation.any()));
                case "archive" -> store.documents().put(Put.archived(key, content, "there", Expectation.any()));
                case "delete" -> store.documents().put(Put.deleted(key, Expectation.any()));
                case "remove" ->
                    store.documents()
                            .head(key)
                            .ifPresent(head -> store.documents().remove(key, head.revision()));
                default -> store.documents().putNewer(old(key, content, at));
            }
        }

        /**
         * One that was made before there were nanoseconds that fit, or with one of few creations. Its revision is far above all
         * that the store gave, so that no put gets the same one.
         */
        private Document old(DocumentKey key, Content content, int at) {
            Instant created = Instant.parse(at % 2 == 0 ? "0001-01-01T00:00:00Z" : "2001-01-01T00:00:00.000000001Z")
                    .plusSeconds(at % 3);
            long revision = (1L << 52) + (Long.parseLong(scope.substring(1)) << 20) + ((long) at << 10);
            Head head = new Head(revision, DocumentState.LIVE, content.digest(), created, created);
            return new Document(key, head, content, null);
        }

        DocumentScan scan() {
            return new DocumentScan(
                    store.documents(), scope, index.declared("result").orElseThrow());
        }

        void check(Query query, FieldPath group) {
            List<String> expected = ids(scan().find(query));
            assertThat(ids(index.find(scope, "result", query)))
                    .as("%s in %s", query, store.location())
                    .isEqualTo(expected);
            Criterion criterion = query.criterion();
            assertThat(index.count(scope, "result", criterion))
                    .as("%s in %s", criterion, store.location())
                    .isEqualTo(scan().count(criterion));
            Query each = new Query(criterion, query.orders(), query.limit(), 0, null);
            assertThat(texts(index.best(scope, "result", group, each)))
                    .as("%s by %s in %s", each, group, store.location())
                    .isEqualTo(texts(scan().best(group, each)));
            assertThat(pages(each))
                    .as("pages of %s in %s", each, store.location())
                    .isEqualTo(ids(scan().find(each.limit(0))));
        }

        /** All of {@code query}, page by page. */
        private List<String> pages(Query query) {
            List<String> all = new ArrayList<>();
            Query rest = query;
            for (int i = 0; i < 60; i++) {
                Page<Document> page = DocumentQueries.of(withIndex(), scope, KindSpec.of("result", List.of()))
                        .page(rest);
                all.addAll(ids(page.items()));
                if (page.next() == null) {
                    break;
                }
                rest = query.after(page.next());
            }
            return all;
        }

        /** The store with the index that is tested. */
        private StorageBackend withIndex() {
            return (StorageBackend) Proxy.newProxyInstance(
                    StorageBackend.class.getClassLoader(),
                    new Class<?>[] {StorageBackend.class},
                    (proxy, method, arguments) ->
                            method.getName().equals("index") ? Optional.of(index) : method.invoke(store, arguments));
        }

        private static List<String> ids(List<Document> documents) {
            return documents.stream().map(document -> document.key().id()).toList();
        }

        private static List<String> texts(List<Group<Document>> groups) {
            return groups.stream()
                    .map(group -> group.value() + " " + group.value().getClass() + " " + ids(group.items()))
                    .toList();
        }
    }
}
