package dev.cairn.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.CacheOptions;
import dev.cairn.CollectOptions;
import dev.cairn.CollectReport;
import dev.cairn.ConflictException;
import dev.cairn.DeleteReceipt;
import dev.cairn.LoadOptions;
import dev.cairn.Loaded;
import dev.cairn.Outcomes;
import dev.cairn.ResultInfo;
import dev.cairn.ResultWriter;
import dev.cairn.SaveOptions;
import dev.cairn.SaveReceipt;
import dev.cairn.StorageManager;
import dev.cairn.StorageManagers;
import dev.cairn.Tier;
import dev.cairn.model.Column;
import dev.cairn.model.ColumnName;
import dev.cairn.model.OptimizationResult;
import dev.cairn.query.Query;
import dev.cairn.testkit.SampleResults;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/manager.md shows is what happens. */
class ManagerGuideTest {
    @TempDir
    Path folder;

    @Test
    void theGuideRuns() {
        OptimizationResult result = SampleResults.numbered(1, 10);
        OptimizationResult better = SampleResults.numbered(2, 10);
        try (StorageManager manager = StorageManagers.builder()
                .primary("filesystem", Map.of("base_path", folder.resolve("results")))
                .secondary("filesystem", Map.of("base_path", folder.resolve("archive")))
                .cache(CacheOptions.ofMegabytes(200))
                .build()) {
            SaveReceipt receipt = manager.saveResult("run_001", result);
            manager.saveResult("run_001", result, SaveOptions.onlyIfAbsent());
            assertThatThrownBy(() -> manager.saveResult("run_001", better, SaveOptions.onlyIfAbsent()))
                    .isInstanceOf(ConflictException.class);
            manager.saveResult("run_001", better, SaveOptions.onlyIfRevision(receipt.revision()));
            manager.saveResult("run_001", result, SaveOptions.replicate(false));
            manager.saveResult("run_001", result, SaveOptions.replicaRequired());
            manager.saveResult("run_001", result, SaveOptions.defaults().withMetadata("why", "baseline"));

            OptimizationResult again = manager.loadResult("run_001");
            Optional<OptimizationResult> maybe = manager.findResult("run_002");
            Loaded loaded = manager.load("run_001", LoadOptions.onlyConfirmed());
            Map<ColumnName, Column> some = manager.loadColumns("run_001", ColumnName.objective("f1"));
            Outcomes<OptimizationResult> many = manager.loadAll(List.of("run_001", "run_002"));
            assertThat(again).isEqualTo(result).isEqualTo(loaded.result());
            assertThat(maybe).isEmpty();
            assertThat(some).hasSize(1);
            assertThat(many.failed()).containsOnlyKeys("run_002");

            assertThat(manager.saveAll(Map.of("many_1", result, "many_2", better))
                            .orElseThrow())
                    .hasSize(2);
            manager.saveResultAsync("later", result).join();
            try (ResultWriter writer = manager.writeResult(
                    "huge",
                    OptimizationResult.builder().problem(result.problem()).build(),
                    SaveOptions.defaults())) {
                writer.append(result.columns()).append(better.columns());
                writer.finish();
            }
            assertThat(manager.queryResults("order by id").items())
                    .extracting(ResultInfo::key)
                    .containsExactly("huge", "later", "many_1", "many_2", "run_001");
            for (String key : List.of("huge", "later", "many_1", "many_2")) {
                manager.deleteResult(key);
            }
            manager.saveResult("only", result, SaveOptions.inCacheOnly());
            manager.migrateResult("only", Tier.CACHE, Tier.PRIMARY);
            manager.deleteResult("only");

            List<String> keys = manager.listResults();
            ResultInfo info = manager.resultInfo("run_001");
            try (Stream<ResultInfo> all = manager.results().stream(Query.all())) {
                assertThat(all).containsExactly(info);
            }
            assertThat(keys).containsExactly("run_001");
            assertThat(info.metadata().text("why")).hasValue("baseline");

            manager.migrateResult("run_001", Tier.PRIMARY, Tier.SECONDARY);
            manager.migrateResult("run_001", Tier.SECONDARY, Tier.PRIMARY);
            manager.migrateResult("run_001", Tier.PRIMARY, Tier.CACHE);

            DeleteReceipt deleted = manager.deleteResult("run_001");
            CollectReport freed = manager.collectGarbage(CollectOptions.defaults());
            assertThat(deleted.wasThere()).isTrue();
            assertThat(freed.blobs()).isZero();
        }
    }
}
