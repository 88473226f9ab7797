package dev.cairn.it;

import static dev.cairn.testkit.SampleResults.numbered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.CollectOptions;
import dev.cairn.CorruptException;
import dev.cairn.MigrateOptions;
import dev.cairn.NotFoundException;
import dev.cairn.ResultInfo;
import dev.cairn.SaveOptions;
import dev.cairn.StorageManager;
import dev.cairn.StorageManagers;
import dev.cairn.Tier;
import dev.cairn.UnsupportedException;
import dev.cairn.spi.StorageBackend;
import dev.cairn.transfer.Cancellation;
import dev.cairn.transfer.Progress;
import dev.cairn.transfer.TransferReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Many results move between two stores, and each is never in neither. */
class MigrateResultsTest extends TwoStores {
    private static final MigrateOptions OPTIONS = MigrateOptions.defaults();

    private void save(int count) {
        for (int i = 0; i < count; i++) {
            manager.saveResult("k" + i, numbered(i, 20), SaveOptions.replicate(false));
        }
    }

    private TransferReport archive() {
        return manager.migrateResults(info -> true, Tier.PRIMARY, Tier.SECONDARY, OPTIONS);
    }

    private TransferReport bringBack() {
        return manager.migrateResults(info -> true, Tier.SECONDARY, Tier.PRIMARY, OPTIONS);
    }

    private void assertAllAreThere(int count) {
        for (int i = 0; i < count; i++) {
            assertThat(manager.loadResult("k" + i, PAST_CACHE)).as("k%d", i).isEqualTo(numbered(i, 20));
        }
        assertThat(manager.listResults()).hasSize(count);
    }

    @Test
    void thereAndBackTheyAreTheSame() {
        save(30);

        TransferReport there = archive();
        assertThat(manager.queryResults("order by id").items()).allMatch(info -> info.tier() == Tier.SECONDARY);
        manager.collectGarbage(CollectOptions.exclusively());
        assertAllAreThere(30);
        TransferReport back = bringBack();

        assertThat(there.counts()).isEqualTo(new TransferReport.Counts(30, 0, 0, 0, 0, 30));
        assertThat(there.bytes()).isPositive();
        assertThat(back.counts()).isEqualTo(there.counts());
        assertThat(manager.queryResults("order by id").items()).allMatch(info -> info.tier() == Tier.PRIMARY);
        secondaryDown.set(true);
        assertAllAreThere(30);
        assertThat(onlyTheSecondary().primary().location()).contains("secondary");
    }

    @Test
    void aRerunMovesNothingThatIsThereAlready() {
        save(5);
        archive();
        manager.saveResult("new", numbered(9, 20));

        assertThat(archive().counts()).isEqualTo(new TransferReport.Counts(1, 5, 0, 0, 0, 1));
        bringBack();
        assertThat(bringBack().counts()).isEqualTo(new TransferReport.Counts(0, 6, 0, 0, 0, 0));
    }

    @Test
    void onlyThoseMoveThatAreWanted() {
        save(4);

        TransferReport report =
                manager.migrateResults(info -> info.key().equals("k2"), Tier.PRIMARY, Tier.SECONDARY, OPTIONS);

        assertThat(report.counts()).isEqualTo(new TransferReport.Counts(1, 0, 0, 3, 0, 1));
        assertThat(manager.resultInfo("k2").tier()).isEqualTo(Tier.SECONDARY);
        assertThat(manager.resultInfo("k1").tier()).isEqualTo(Tier.PRIMARY);
    }

    @Test
    void replicasOfLiveResultsStayWhereTheyAre() {
        manager.saveResult("k", numbered(1, 20));

        assertThat(bringBack().counts()).isEqualTo(new TransferReport.Counts(0, 1, 0, 0, 0, 0));

        assertThat(onlyTheSecondary().loadResult("k")).isEqualTo(numbered(1, 20));
    }

    @Test
    void whatOnlyTheSecondaryHasIsTakenOver() {
        manager.close();
        try (StorageManager second =
                StorageManagers.open(folder.resolve("secondary").toString())) {
            second.saveResult("k0", numbered(0, 20));
        }
        manager = reopened();

        assertThat(bringBack().counts().copied()).isEqualTo(1);
        assertAllAreThere(1);
    }

    @Test
    void nothingToMigrateIsNothing() {
        TransferReport report = archive();

        assertThat(report.isComplete()).isTrue();
        assertThat(report.counts().done()).isZero();
    }

    @Test
    void aDryRunChangesNothing() {
        save(3);
        List<ResultInfo> before = manager.queryResults("order by id").items();

        TransferReport report = manager.migrateResults(info -> true, Tier.PRIMARY, Tier.SECONDARY, OPTIONS.asDryRun());

        assertThat(report.counts().copied()).isEqualTo(3);
        assertThat(manager.queryResults("order by id").items()).isEqualTo(before);
        assertThat(manager.secondary().orElseThrow().documents().kinds("default"))
                .isEmpty();
    }

    @Test
    void aDamagedDocumentAndADamagedBlobAreNamedAndTheRestMoves() throws IOException {
        manager.saveResult("bad blob", numbered(99, 20), SaveOptions.replicate(false));
        Path blob = onlyBlobOfThePrimary();
        byte[] bytes = Files.readAllBytes(blob);
        bytes[bytes.length - 1] ^= 1;
        Files.write(blob, bytes);
        save(10);
        Files.writeString(primaryFolder.resolve("default/result/k3.json"), "{}");

        TransferReport report = archive();

        assertThat(report.counts()).isEqualTo(new TransferReport.Counts(9, 0, 0, 0, 2, 9));
        assertThat(report.failures()).allMatch(failure -> failure.error() instanceof CorruptException);
        assertThat(report.toString()).contains("'bad blob'", "'k3'");
        assertThat(manager.resultInfo("bad blob").tier()).isEqualTo(Tier.PRIMARY);
    }

    @Test
    void anArchiveThatLostAResultIsReportedWhenItIsBroughtBack() {
        save(2);
        archive();
        StorageBackend secondary = manager.secondary().orElseThrow();
        secondary
                .documents()
                .remove(
                        Documents.key("k1"),
                        secondary
                                .documents()
                                .head(Documents.key("k1"))
                                .orElseThrow()
                                .revision());

        TransferReport report = bringBack();

        assertThat(report.counts()).isEqualTo(new TransferReport.Counts(1, 0, 0, 0, 1, 1));
        assertThat(report.failures().get(0).error()).isInstanceOf(NotFoundException.class);
    }

    @Test
    void whatIsSavedMeanwhileIsMovedAsItIsThen() {
        save(1);
        StorageManager other = Stores.manager(
                Stores.beforePut(manager.primary(), () -> manager.saveResult("k0", numbered(7, 20))),
                manager.secondary().orElseThrow());

        TransferReport report = other.migrateResults(info -> true, Tier.PRIMARY, Tier.SECONDARY, OPTIONS);

        assertThat(report.counts().copied()).isEqualTo(1);
        manager.collectGarbage(CollectOptions.exclusively());
        assertThat(manager.loadResult("k0", PAST_CACHE)).isEqualTo(numbered(7, 20));
    }

    @Test
    void whatIsDeletedMeanwhileStaysDeleted() {
        save(1);
        StorageManager other = Stores.manager(
                Stores.beforePut(manager.primary(), () -> manager.deleteResult("k0")),
                manager.secondary().orElseThrow());

        TransferReport report = other.migrateResults(info -> true, Tier.PRIMARY, Tier.SECONDARY, OPTIONS);

        assertThat(report.counts().leftOut()).isEqualTo(1);
        assertThat(manager.contains("k0")).isFalse();
    }

    @Test
    void itCanBeCancelledAndGoesOnLater() {
        save(30);
        Cancellation cancellation = new Cancellation();
        AtomicInteger asked = new AtomicInteger();
        Predicate<ResultInfo> untilTen = info -> {
            if (asked.incrementAndGet() == 10) {
                cancellation.cancel();
            }
            return true;
        };

        TransferReport report =
                manager.migrateResults(untilTen, Tier.PRIMARY, Tier.SECONDARY, OPTIONS.withCancellation(cancellation));

        assertThat(report.ended()).isEqualTo(TransferReport.Ended.CANCELLED);
        assertThat(report.counts().done()).isLessThan(11);
        assertAllAreThere(30);
        assertThat(archive().isComplete()).isTrue();
        assertThat(manager.queryResults("order by id").items()).allMatch(info -> info.tier() == Tier.SECONDARY);
    }

    @Test
    void theListenerIsToldOfTheEnd() {
        save(3);
        List<Progress> told = new ArrayList<>();

        manager.migrateResults(info -> true, Tier.PRIMARY, Tier.SECONDARY, OPTIONS.withListener(told::add));

        assertThat(told.get(told.size() - 1).done()).isEqualTo(3);
    }

    @Test
    void aSecondaryThatStopsAnsweringEndsItAndLosesNothing() {
        save(60);
        AtomicBoolean first = new AtomicBoolean();

        TransferReport report = manager.migrateResults(
                info -> {
                    if (info.key().equals("k30") && !first.getAndSet(true)) {
                        secondaryDown.set(true);
                    }
                    return true;
                },
                Tier.PRIMARY,
                Tier.SECONDARY,
                OPTIONS);
        secondaryDown.set(false);

        assertThat(report.isComplete()).isFalse();
        assertAllAreThere(60);
        assertThat(archive().isComplete()).isTrue();
        assertAllAreThere(60);
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThatThrownBy(() -> manager.migrateResults(info -> true, Tier.PRIMARY, Tier.PRIMARY, OPTIONS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("same tier");
        assertThatThrownBy(() -> manager.migrateResults(info -> true, Tier.PRIMARY, Tier.CACHE, OPTIONS))
                .isInstanceOf(UnsupportedException.class);
        assertThatThrownBy(() -> manager.migrateResults(info -> true, Tier.CACHE, Tier.PRIMARY, OPTIONS))
                .isInstanceOf(UnsupportedException.class);
        assertThatThrownBy(() -> onlyTheSecondary().migrateResults(info -> true, Tier.PRIMARY, Tier.SECONDARY, OPTIONS))
                .isInstanceOf(UnsupportedException.class)
                .hasMessageContaining("no secondary");
        assertThatThrownBy(() -> OPTIONS.withParallelism(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anArchiveThatSurvivesLessIsRefused() {
        try (StorageManager toRam = Stores.manager(Stores.files(folder.resolve("p3")), Stores.memoryOf(10))) {
            toRam.saveResult("k", numbered(1, 10));

            assertThatThrownBy(() -> toRam.migrateResults(info -> true, Tier.PRIMARY, Tier.SECONDARY, OPTIONS))
                    .isInstanceOf(UnsupportedException.class);
            assertThat(toRam.resultInfo("k").tier()).isEqualTo(Tier.PRIMARY);
        }
    }
}
