package dev.cairn.it;

import static dev.cairn.testkit.SampleResults.numbered;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.MigrateOptions;
import dev.cairn.Migration;
import dev.cairn.StorageManager;
import dev.cairn.StorageManagers;
import dev.cairn.Tier;
import dev.cairn.query.Criterion;
import dev.cairn.transfer.Cancellation;
import dev.cairn.transfer.Progress;
import dev.cairn.transfer.Transfer;
import dev.cairn.transfer.TransferReport;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/migrate.md shows is what happens. */
class MigrateGuideTest {
    @TempDir
    Path folder;

    @Test
    void oneAndManyResultsGoToTheArchiveAndBack() {
        try (StorageManager manager = StorageManagers.builder()
                .primary("filesystem", Map.of("base_path", folder.resolve("results")))
                .secondary("filesystem", Map.of("base_path", folder.resolve("archive")))
                .build()) {
            manager.saveResult("run_001", numbered(1, 10));
            Migration archived = manager.migrateResult("run_001", Tier.PRIMARY, Tier.SECONDARY);
            assertThat(archived.to()).isEqualTo(Tier.SECONDARY);
            manager.migrateResult("run_001", Tier.SECONDARY, Tier.PRIMARY);

            Instant lastMonth = Instant.now().plus(Duration.ofDays(1));
            Cancellation stop = new Cancellation();
            List<Progress> told = new ArrayList<>();
            TransferReport report = manager.migrateResults(
                    info -> info.problem().equals("sample") && info.updated().isBefore(lastMonth),
                    Tier.PRIMARY,
                    Tier.SECONDARY,
                    MigrateOptions.defaults()
                            .withParallelism(8)
                            .withListener(told::add)
                            .withCancellation(stop));

            assertThat(report.toString()).contains("completed: 1 copied, 1 given up in the source");
            assertThat(told).isNotEmpty();
        }
    }

    @Test
    void everythingGoesToAnotherStore() {
        try (StorageManager laptop =
                        StorageManagers.open(folder.resolve("laptop").toString());
                StorageManager server = StorageManagers.open("h2:" + folder.resolve("server"))) {
            laptop.saveResult("run_001", numbered(1, 10));
            laptop.saveResult("tmp_1", numbered(2, 10));
            Journals.append(laptop.tiers(), "run_001", 0, 3);

            TransferReport copied = Transfer.copy(laptop.tiers(), server.tiers())
                    .scopes("default", "truss")
                    .exceptKinds("derived")
                    .where(Criterion.ge("rows", 10))
                    .filter(document -> !document.key().id().startsWith("tmp_"))
                    .run();
            TransferReport moved = Transfer.move(laptop.tiers(), server.tiers())
                    .options(MigrateOptions.defaults().asDryRun())
                    .run();

            assertThat(copied.counts()).isEqualTo(new TransferReport.Counts(1, 0, 0, 1, 0, 0));
            assertThat(moved.counts()).isEqualTo(new TransferReport.Counts(1, 1, 0, 0, 0, 2));
            assertThat(server.loadResult("run_001")).isEqualTo(numbered(1, 10));
            assertThat(server.listResults()).containsExactly("run_001");
            assertThat(copied.entries()).isEqualTo(3);
            assertThat(Journals.entries(server.tiers(), Journals.log("run_001")))
                    .hasSize(3);
        }
    }
}
