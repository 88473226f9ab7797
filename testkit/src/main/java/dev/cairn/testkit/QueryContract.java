package dev.cairn.testkit;

import static dev.cairn.testkit.SampleResults.numbered;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.cairn.ResultInfo;
import dev.cairn.SaveOptions;
import dev.cairn.StorageManager;
import dev.cairn.StorageManagers;
import dev.cairn.query.Criterion;
import dev.cairn.query.DocumentQueries;
import dev.cairn.query.FieldInfo;
import dev.cairn.query.FieldValue;
import dev.cairn.query.Group;
import dev.cairn.query.KindSpec;
import dev.cairn.query.Order;
import dev.cairn.query.Page;
import dev.cairn.query.PageToken;
import dev.cairn.query.Query;
import dev.cairn.query.QueryText;
import dev.cairn.spi.Content;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.Expectation;
import dev.cairn.spi.Parent;
import dev.cairn.spi.Put;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Results and other documents are found by what they say. */
abstract class QueryContract extends ManagerTest {
    private static final KindSpec RUN = KindSpec.of("run", List.of("metrics.*", "tags"));

    private void save(String key, int number, Object quality) {
        manager.saveResult(key, numbered(number, 1), SaveOptions.defaults().withMetadata("quality", quality));
        clock.advance(Duration.ofMillis(1));
    }

    private List<String> keys(String query) {
        return manager.queryResults(query).items().stream().map(ResultInfo::key).toList();
    }

    @Test
    void resultsAreFoundByFieldsInOrder() {
        save("a", 1, 0.5);
        save("b", 2, 0.25);
        save("c", 3, Double.NaN);
        save("d", 4, "none");
        manager.saveResult("e", numbered(5, 1));

        assertThat(keys("")).containsExactly("a", "b", "c", "d", "e");
        assertThat(keys("saved.quality < 1")).containsExactly("a", "b");
        assertThat(keys("order by saved.quality")).containsExactly("b", "a", "d", "c", "e");
        assertThat(keys("order by saved.quality desc limit 2")).containsExactly("d", "a");
        assertThat(keys("problem.name = 'sample' and solver.seed in (2, 4) or not exists saved.quality"))
                .containsExactly("b", "d", "e");
        assertThat(manager.results().count(Criterion.exists("saved.quality"))).isEqualTo(4);
    }

    @Test
    void whatIsOverwrittenOrDeletedIsFoundAsItIsNow() {
        save("a", 1, 1);
        save("b", 2, 2);
        save("a", 1, 3);
        manager.deleteResult("b");

        assertThat(keys("saved.quality = 1 or saved.quality = 2")).isEmpty();
        assertThat(keys("saved.quality = 3")).containsExactly("a");
        assertThat(manager.results().count(Criterion.all())).isEqualTo(1);
        assertThat(field("saved.quality"))
                .isEqualTo(new FieldInfo(
                        QueryText.query("order by saved.quality")
                                .orders()
                                .get(0)
                                .path(),
                        Set.of(FieldValue.Type.NUMBER),
                        1,
                        List.of(3L),
                        true,
                        3L,
                        3L));
    }

    private FieldInfo field(String path) {
        return manager.results().fields().stream()
                .filter(info -> info.path().toString().equals(path))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void pagesShowEachResultOnceThoughOthersAreSaved() {
        for (int i = 0; i < 25; i++) {
            save("k" + i, i, i % 4);
        }
        Query query = Query.all()
                .orderBy(Order.descending("saved.quality"))
                .orderBy(Order.ascending("id"))
                .limit(4);
        List<String> seen = new ArrayList<>();
        Page<ResultInfo> page = manager.queryResults(query);
        while (true) {
            page.items().forEach(info -> seen.add(info.key()));
            save("later" + seen.size(), 1, 9);
            PageToken next = page.next();
            if (next == null) {
                break;
            }
            page = manager.queryResults(query.after(PageToken.parse(next.toString())));
        }
        assertThat(seen).hasSize(25).doesNotHaveDuplicates().startsWith("k11", "k15", "k19", "k23", "k3", "k7");
    }

    @Test
    void streamsGiveAllInOrder() {
        for (int i = 0; i < 30; i++) {
            save("k" + i, i, -i);
        }
        try (Stream<ResultInfo> all = manager.results().stream(QueryText.query("order by saved.quality offset 3"))) {
            assertThat(all.map(ResultInfo::key)).hasSize(27).startsWith("k26", "k25");
        }
        try (Stream<ResultInfo> some = manager.results().stream(QueryText.query("order by saved.quality limit 2"))) {
            assertThat(some.map(ResultInfo::key)).containsExactly("k29", "k28");
        }
    }

    @Test
    void theBestOfEachGroupAreFound() {
        save("a", 1, 5);
        save("b", 1, 7);
        save("c", 2, 6);
        save("d", 1, 6);
        List<Group<ResultInfo>> best =
                manager.results().best(2, "solver.seed", Query.all().orderBy(Order.descending("saved.quality")));
        assertThat(best)
                .extracting(group -> ((Number) group.value()).longValue())
                .containsExactly(1L, 2L);
        assertThat(best.get(0).items()).extracting(ResultInfo::key).containsExactly("b", "d");
        assertThat(best.get(1).items()).extracting(ResultInfo::key).containsExactly("c");
    }

    @Test
    void fieldsAreSelected() {
        save("a", 1, 5);
        save("b", 2, "x");
        assertThat(manager.results()
                        .select(QueryText.query("order by solver.seed desc"), List.of("saved.quality", "id", "tags"))
                        .items())
                .extracting(row -> row.values().values().toString())
                .containsExactly("[[x], [b], []]", "[[5], [a], []]");
    }

    @Test
    void documentsOfAnyKindAreFound() {
        for (String id : List.of("r1", "r2", "r3")) {
            put(
                    "default",
                    id,
                    "{\"metrics\":{\"loss\":0." + id.charAt(1) + "},\"tags\":[\"t\"],\"other\":\"" + id + "\"}");
        }
        put("elsewhere", "r4", "{\"metrics\":{\"loss\":0.0}}");
        DocumentQueries<Document> runs = manager.documents(RUN);

        assertThat(runs.page(QueryText.query("tags = 't' order by metrics.loss desc limit 2"))
                        .items())
                .extracting(document -> document.key().id())
                .containsExactly("r3", "r2");
        assertThat(runs.count(Criterion.eq("other", "r2"))).isEqualTo(1);
        assertThat(runs.count(Criterion.all())).isEqualTo(3);
        assertThat(runs.fields()).extracting(info -> info.path().toString()).contains("metrics.loss", "tags");
    }

    private void put(String scope, String id, String body) {
        manager.tiers()
                .documents()
                .put(Put.live(new DocumentKey(scope, "run", id), Content.of(body.getBytes(UTF_8)), Expectation.any()));
    }

    @Test
    void aChildIsFoundOnlyWhileItsParentIs() {
        put("default", "parent", "{}");
        DocumentKey child = new DocumentKey("default", "leaf", "child");
        Content content = Content.of("{}".getBytes(UTF_8)).under(new Parent("run", "parent", 0));
        manager.tiers().documents().put(Put.live(child, content, Expectation.any()));
        DocumentQueries<Document> leaves = manager.documents(KindSpec.of("leaf", List.of()));
        assertThat(leaves.page(Query.all()).items()).hasSize(1);

        manager.tiers().documents().put(Put.deleted(new DocumentKey("default", "run", "parent"), Expectation.any()));
        assertThat(leaves.page(Query.all()).items()).isEmpty();
    }

    @Test
    void experimentsDoNotLeakIntoEachOther() {
        save("a", 1, 1);
        StorageManager other =
                StorageManagers.builder().primary(backend).experiment("a:1").build();
        other.saveResult("b", numbered(1, 1));
        assertThat(keys("")).containsExactly("a");
        PageToken page = manager.queryResults("limit 1").next();
        assertThat(page).isNull();
        save("c", 1, 1);
        PageToken next = manager.queryResults("limit 1").following().orElseThrow();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> other.queryResults(Query.all().limit(1).after(next)))
                .withMessageContaining("another store, experiment");
    }

    @Test
    void whatAsksForNothingSensibleIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> manager.queryResults("solver.nam = 'x'"))
                .withMessageContaining("Did you mean 'solver.name'?");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> manager.queryResults("order by quality"))
                .withMessageContaining("metadata");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> manager.queryResults("solver.name = 3"))
                .withMessageContaining("is a text");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> manager.queryResults("run.started < '2026'"))
                .withMessageContaining("time");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> manager.queryResults("rows >"))
                .withMessageContaining("character 7");
        assertThatIllegalArgumentException().isThrownBy(() -> manager.results().best(0, "solver.seed", Query.all()));
        assertThatIllegalArgumentException().isThrownBy(() -> manager.results().best(1, "solver.seeds", Query.all()));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        manager.results().best(1, "solver.seed", Query.all().limit(3)));
    }
}
