package dev.cairn.testkit;

import static dev.cairn.testkit.SampleResults.numbered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.ConflictException;
import dev.cairn.LoadOptions;
import dev.cairn.Loaded;
import dev.cairn.Migration;
import dev.cairn.Replication;
import dev.cairn.SaveOptions;
import dev.cairn.StorageManager;
import dev.cairn.Tier;
import dev.cairn.UnsupportedException;
import dev.cairn.model.Attachment;
import dev.cairn.model.Attributes;
import dev.cairn.model.ColumnName;
import dev.cairn.model.OptimizationResult;
import dev.cairn.spi.Expectation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the cache of a manager does on any backend. */
abstract class CacheContract extends ManagerTest {
    @Test
    void answersWhileItIsFresh() {
        OptimizationResult result = numbered(1, 10);
        manager.saveResult("k", result);

        Loaded loaded = manager.load("k", LoadOptions.defaults());

        assertThat(loaded.result()).isSameAs(result);
        assertThat(loaded.info().source()).isEqualTo(Tier.CACHE);
        assertThat(loaded.info().confirmed()).isTrue();
    }

    @Test
    void isCheckedWithTheStoreWhenItIsNot() {
        StorageManager other = managerOn(backend);
        manager.saveResult("k", numbered(1, 10));
        other.saveResult("k", numbered(2, 10));

        // Until then it may be the older one, or the newer one where the backend tells of changes.
        assertThat(manager.loadResult("k")).isIn(numbered(1, 10), numbered(2, 10));
        nanos.addAndGet(Duration.ofSeconds(1).toNanos() + 1);
        assertThat(manager.loadResult("k")).isEqualTo(numbered(2, 10));
    }

    @Test
    @DisplayName("20: with freshness zero nobody sees an older revision after the save of another returned")
    void withFreshnessZeroNobodySeesAnOlderRevision() {
        StorageManager other = managerOn(backend);
        manager.saveResult("k", numbered(1, 10));
        other.saveResult("k", numbered(2, 10));

        assertThat(manager.loadResult("k", LoadOptions.noOlderThan(Duration.ZERO)))
                .isEqualTo(numbered(2, 10));
    }

    @Test
    @DisplayName("20: does not keep what another deleted beyond its freshness")
    void doesNotKeepWhatAnotherDeletedBeyondItsFreshness() {
        StorageManager other = managerOn(backend);
        manager.saveResult("k", numbered(1, 10));
        other.deleteResult("k");
        nanos.addAndGet(Duration.ofSeconds(2).toNanos());

        assertThat(manager.findResult("k")).isEmpty();
    }

    @Test
    @DisplayName("18: a check that finds the same revision reads nothing else")
    void aCheckThatFindsTheSameRevisionReadsNothingElse() {
        OptimizationResult result = numbered(1, 10);
        manager.saveResult("k", result);
        nanos.addAndGet(Duration.ofSeconds(2).toNanos());

        assertThat(manager.load("k", LoadOptions.defaults()).info().source()).isEqualTo(Tier.CACHE);
    }

    @Test
    void isNotAskedWhereItShallNotBe() {
        manager.saveResult("k", numbered(1, 10));

        assertThat(manager.load("k", LoadOptions.withoutCache()).info().source())
                .isEqualTo(Tier.PRIMARY);
    }

    @Test
    void aResultInTheCacheOnlyIsNowhereElseUntilItIsMigrated() {
        manager.saveResult("k", numbered(1, 10), SaveOptions.inCacheOnly());

        assertThat(manager.loadResult("k")).isEqualTo(numbered(1, 10));
        assertThat(manager.listResults()).isEmpty();
        assertThat(managerOn(backend).contains("k")).isFalse();

        Migration migration = manager.migrateResult("k", Tier.CACHE, Tier.PRIMARY);

        assertThat(migration.revision()).isEqualTo(manager.resultInfo("k").revision());
        assertThat(managerOn(backend).loadResult("k")).isEqualTo(numbered(1, 10));
    }

    @Test
    @DisplayName("11: a result in the cache only is still there when its migration fails")
    void aResultInTheCacheOnlyIsStillThereWhenItsMigrationFails() {
        manager.saveResult("k", numbered(1, 10));
        manager.saveResult(
                "k",
                numbered(2, 10),
                new SaveOptions(Replication.NONE, Expectation.absent(), true, Attributes.empty()));

        assertThatThrownBy(() -> manager.migrateResult("k", Tier.CACHE, Tier.PRIMARY))
                .isInstanceOf(ConflictException.class);

        assertThat(manager.loadResult("k")).isEqualTo(numbered(2, 10));
    }

    @Test
    void aResultInTheCacheOnlyIsNotSavedWhereItsMigrationCannotEnd() {
        assumeNoSecondary();
        manager.saveResult("k", numbered(1, 10), SaveOptions.inCacheOnly());

        assertThatThrownBy(() -> manager.migrateResult("k", Tier.CACHE, Tier.SECONDARY))
                .isInstanceOf(UnsupportedException.class);

        assertThat(manager.listResults()).isEmpty();
    }

    @Test
    void theColumnsOfAResultInTheCacheOnlyAreFound() {
        OptimizationResult result = numbered(1, 10);
        manager.saveResult("k", result, SaveOptions.inCacheOnly());

        assertThat(manager.loadColumns("k", ColumnName.objective("f1")))
                .containsEntry(ColumnName.objective("f1"), result.objective("f1"));
    }

    @Test
    void anAttachmentOfAFileIsReadFromTheStoreOnceItIsSaved(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("log.txt"), "as saved");
        manager.saveResult(
                "k",
                OptimizationResult.builder()
                        .problem(numbered(1, 1).problem())
                        .attachment(Attachment.ofFile("log.txt", file))
                        .build());
        Files.writeString(file, "changed!");

        try (InputStream content = manager.loadResult("k").attachment("log.txt").open()) {
            assertThat(content.readAllBytes()).asString().isEqualTo("as saved");
        }
    }

    @Test
    @DisplayName("11: migrating to the cache warms it and keeps the source")
    void migratingToTheCacheWarmsItAndKeepsTheSource() {
        manager.saveResult("k", numbered(1, 10));
        StorageManager other = managerOn(backend);

        other.migrateResult("k", Tier.PRIMARY, Tier.CACHE);

        assertThat(other.load("k", LoadOptions.defaults()).info().source()).isEqualTo(Tier.CACHE);
        assertThat(past(other, "k")).isEqualTo(numbered(1, 10));
    }
}
