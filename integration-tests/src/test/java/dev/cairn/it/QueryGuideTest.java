package dev.cairn.it;

import static dev.cairn.query.Criterion.eq;
import static dev.cairn.query.Criterion.exists;
import static dev.cairn.query.Criterion.lt;
import static dev.cairn.testkit.SampleResults.numbered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.ConfigurationException;
import dev.cairn.MigrateOptions;
import dev.cairn.ResultInfo;
import dev.cairn.SaveOptions;
import dev.cairn.StorageManager;
import dev.cairn.StorageManagers;
import dev.cairn.query.DocumentQueries;
import dev.cairn.query.FieldInfo;
import dev.cairn.query.FieldRow;
import dev.cairn.query.Group;
import dev.cairn.query.Order;
import dev.cairn.query.Page;
import dev.cairn.query.PageToken;
import dev.cairn.query.Query;
import dev.cairn.query.QueryText;
import dev.cairn.spi.StorageBackend;
import dev.cairn.transfer.Transfer;
import dev.cairn.transfer.TransferReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The calls of {@code docs/query.md} and {@code docs/index.md}, on files, on a database and on files with an index. */
class QueryGuideTest {
    @TempDir
    private Path folder;

    private static void fill(StorageManager manager) {
        for (int i = 0; i < 30; i++) {
            manager.saveResult(
                    "k" + i, numbered(i % 3, 1), SaveOptions.defaults().withMetadata("quality", i / 60.0));
        }
    }

    @Test
    void queriesOnFiles() {
        try (StorageManager manager =
                StorageManagers.open(folder.resolve("files").toString())) {
            fill(manager);
            assertGuide(manager);
        }
    }

    @Test
    void queriesOnADatabase() {
        try (StorageManager manager = StorageManagers.open("h2:" + folder.resolve("database"))) {
            fill(manager);
            assertGuide(manager);
        }
    }

    @Test
    void queriesOnFilesWithAnIndex() {
        String files = folder.resolve("files").toString();
        try (StorageManager manager = StorageManagers.open(files)) {
            fill(manager);
        }
        String uri = "h2:" + folder.resolve("index") + "?file_root=" + files;
        try (StorageManager local = StorageManagers.open(uri)) {
            TransferReport report = local.index().rebuild(MigrateOptions.defaults());
            assertThat(report.counts().copied()).isEqualTo(30);
            assertGuide(local);
            assertThat(local.index().status().answeredByIndex()).isPositive();
            assertThat(local.index()
                            .rebuild(MigrateOptions.defaults(), "my_exp:1.0")
                            .counts()
                            .done())
                    .isZero();
            try (StorageBackend other = Stores.files(folder.resolve("copy"))) {
                Transfer.copy(local.primary(), other).intoEmpty().run();
                assertThatThrownBy(() -> Transfer.copy(local.primary(), other)
                                .intoEmpty()
                                .run())
                        .isInstanceOf(ConfigurationException.class)
                        .hasMessageContaining("occupied");
            }
        }
        try (StorageManager copy = StorageManagers.open(folder.resolve("copy").toString())) {
            assertGuide(copy);
        }
        try (StorageManager same = StorageManagers.create(
                "indexed", Map.of("file_root", files, "connection_string", "h2:" + folder.resolve("index")))) {
            assertGuide(same);
            assertThat(same.index().status().answeredByFiles()).isZero();
        }
    }

    private static void assertGuide(StorageManager manager) {
        Page<ResultInfo> best =
                manager.queryResults("problem.name = 'sample' and saved.quality < 0.5 order by saved.quality limit 10");
        Page<ResultInfo> same =
                manager.queryResults(Query.where(eq("problem.name", "sample").and(lt("saved.quality", 0.5)))
                        .orderBy(Order.ascending("saved.quality"))
                        .limit(10));
        assertThat(same).isEqualTo(best);
        assertThat(best.items()).hasSize(10);
        Query query = QueryText.query("order by saved.quality limit 20");
        Page<ResultInfo> page = manager.queryResults(query);
        PageToken kept = PageToken.parse(String.valueOf(page.next()));
        assertThat(manager.queryResults(query.after(kept)).items()).hasSize(10);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> manager.queryResults("solver.nam = 'x'"))
                .withMessageContaining("Did you mean 'solver.name'?");
        try (Stream<ResultInfo> all =
                manager.results().stream(QueryText.query("order by saved.quality desc, solver.seed"))) {
            assertThat(all.map(ResultInfo::key)).hasSize(30).startsWith("k29");
        }
        DocumentQueries<ResultInfo> results = manager.results();
        assertThat(results.count(exists("saved.quality"))).isEqualTo(30);
        List<Group<ResultInfo>> groups = results.best(1, "solver.seed", QueryText.query("order by saved.quality"));
        assertThat(groups).hasSize(3);
        Page<FieldRow> rows = results.select(query, List.of("id", "solver.seed", "saved.quality"));
        assertThat(rows.items().get(0).value("saved.quality")).hasValue(0.0);
        List<FieldInfo> fields = results.fields();
        assertThat(fields).extracting(field -> field.path().toString()).contains("saved.quality", "solver.seed");
    }
}
