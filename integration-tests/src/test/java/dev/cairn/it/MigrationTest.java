package dev.cairn.it;

import static dev.cairn.testkit.SampleResults.numbered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.CollectOptions;
import dev.cairn.DivergedException;
import dev.cairn.Migration;
import dev.cairn.NotFoundException;
import dev.cairn.SaveOptions;
import dev.cairn.SaveReceipt;
import dev.cairn.StorageManager;
import dev.cairn.StorageManagers;
import dev.cairn.Tier;
import dev.cairn.UnavailableException;
import dev.cairn.UnsupportedException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A result moves between two stores and is never in neither. */
class MigrationTest extends TwoStores {
    @Test
    @DisplayName(
            "1: what was migrated to the secondary is archived in the primary, still listed, and loaded from there")
    void toTheSecondaryItIsArchivedStillListedAndLoadedFromThere() {
        SaveReceipt saved = manager.saveResult("k", numbered(1, 1000), SaveOptions.replicate(false));

        Migration migration = manager.migrateResult("k", Tier.PRIMARY, Tier.SECONDARY);

        assertThat(migration.bytesCopied()).isPositive();
        assertThat(migration.revision()).isGreaterThan(saved.revision());
        assertThat(manager.listResults()).containsExactly("k");
        assertThat(manager.resultInfo("k").tier()).isEqualTo(Tier.SECONDARY);
        assertThat(manager.resultInfo("k").digest()).isEqualTo(saved.digest());
        assertThat(manager.load("k", PAST_CACHE).info().source()).isEqualTo(Tier.SECONDARY);
        assertThat(manager.load("k", PAST_CACHE).info().confirmed()).isTrue();
        assertThat(manager.collectGarbage(CollectOptions.exclusively()).blobs()).isEqualTo(1);
        assertThat(manager.loadResult("k", PAST_CACHE)).isEqualTo(numbered(1, 1000));
    }

    @Test
    void whatIsReplicatedAlreadyIsNotSentAgain() {
        manager.saveResult("k", numbered(1, 1000));

        assertThat(manager.migrateResult("k", Tier.PRIMARY, Tier.SECONDARY).bytesCopied())
                .isZero();
    }

    @Test
    @DisplayName("1: an archived result whose archive is down is unavailable, not missing")
    void anArchivedResultWhoseArchiveIsDownIsUnavailableNotMissing() {
        manager.saveResult("k", numbered(1, 1000));
        manager.migrateResult("k", Tier.PRIMARY, Tier.SECONDARY);
        manager.collectGarbage(CollectOptions.exclusively());
        secondaryDown.set(true);

        assertThatThrownBy(() -> manager.loadResult("k", PAST_CACHE)).isInstanceOf(UnavailableException.class);
        assertThat(manager.listResults()).containsExactly("k");
    }

    @Test
    void backInThePrimaryItIsLiveAndGoneFromTheSecondary() {
        manager.saveResult("k", numbered(1, 1000));
        manager.migrateResult("k", Tier.PRIMARY, Tier.SECONDARY);
        manager.collectGarbage(CollectOptions.exclusively());

        manager.migrateResult("k", Tier.SECONDARY, Tier.PRIMARY);

        assertThat(manager.resultInfo("k").tier()).isEqualTo(Tier.PRIMARY);
        secondaryDown.set(true);
        assertThat(manager.loadResult("k", PAST_CACHE)).isEqualTo(numbered(1, 1000));
        secondaryDown.set(false);
        assertThat(manager.collectGarbage(CollectOptions.exclusively()).blobs()).isEqualTo(1);
    }

    @Test
    void whatOnlyTheSecondaryHadIsTakenOverWithItsRevision() {
        manager.close();
        long revision;
        try (StorageManager second =
                StorageManagers.open(folder.resolve("secondary").toString())) {
            revision = second.saveResult("old", numbered(1, 10)).revision();
        }
        manager = reopened();

        assertThat(manager.migrateResult("old", Tier.SECONDARY, Tier.PRIMARY).revision())
                .isEqualTo(revision);
        assertThat(manager.listResults()).containsExactly("old");
        assertThat(manager.load("old", PAST_CACHE).info().source()).isEqualTo(Tier.PRIMARY);
    }

    @Test
    void aFailureBeforeTheEndLeavesTheResultWhereItWas() {
        manager.saveResult("k", numbered(1, 1000), SaveOptions.replicate(false));
        secondaryDown.set(true);

        assertThatThrownBy(() -> manager.migrateResult("k", Tier.PRIMARY, Tier.SECONDARY))
                .isInstanceOf(UnavailableException.class);
        assertThat(manager.resultInfo("k").tier()).isEqualTo(Tier.PRIMARY);
        assertThat(manager.loadResult("k", PAST_CACHE)).isEqualTo(numbered(1, 1000));
    }

    @Test
    void aNewerOneInTheSecondaryIsNotTakenForACopyOfThePrimarys() {
        manager.saveResult("k", numbered(1, 1000), SaveOptions.replicate(false));
        onlyTheSecondary().saveResult("k", numbered(2, 1000));

        assertThatThrownBy(() -> manager.migrateResult("k", Tier.PRIMARY, Tier.SECONDARY))
                .isInstanceOf(DivergedException.class)
                .hasMessageContaining("'k'");

        assertThat(manager.resultInfo("k").tier()).isEqualTo(Tier.PRIMARY);
        assertThat(manager.loadResult("k", PAST_CACHE)).isEqualTo(numbered(1, 1000));
    }

    @Test
    @DisplayName("12: what is brought back while it is being archived is not lost")
    void whatIsBroughtBackWhileItIsBeingArchivedIsNotLost() {
        manager.saveResult("k", numbered(1, 1000));
        StorageManager other = Stores.manager(
                Stores.beforePut(manager.primary(), () -> manager.migrateResult("k", Tier.SECONDARY, Tier.PRIMARY)),
                manager.secondary().orElseThrow());

        other.migrateResult("k", Tier.PRIMARY, Tier.SECONDARY);

        manager.collectGarbage(CollectOptions.exclusively());
        assertThat(manager.loadResult("k", PAST_CACHE)).isEqualTo(numbered(1, 1000));
    }

    @Test
    @DisplayName("11: a result is not moved to where it survives less")
    void aTargetThatSurvivesLessIsRefused() {
        try (StorageManager toRam = Stores.manager(Stores.files(folder.resolve("p3")), Stores.memoryOf(10))) {
            toRam.saveResult("k", numbered(1, 10));

            assertThatThrownBy(() -> toRam.migrateResult("k", Tier.PRIMARY, Tier.SECONDARY))
                    .isInstanceOf(UnsupportedException.class)
                    .hasMessageContaining("only as long as this process");
        }
    }

    @Test
    void whatIsNotThereCannotBeMigrated() {
        assertThatThrownBy(() -> manager.migrateResult("nothing", Tier.PRIMARY, Tier.SECONDARY))
                .isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> manager.migrateResult("nothing", Tier.SECONDARY, Tier.PRIMARY))
                .isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> manager.migrateResult("nothing", Tier.CACHE, Tier.PRIMARY))
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    @DisplayName("1: an archived result can be replaced and deleted, and is deleted in the archive too")
    void anArchivedResultCanBeReplacedAndDeleted() {
        manager.saveResult("k", numbered(1, 10));
        manager.migrateResult("k", Tier.PRIMARY, Tier.SECONDARY);

        manager.saveResult("k", numbered(2, 10));
        assertThat(manager.loadResult("k", PAST_CACHE)).isEqualTo(numbered(2, 10));
        assertThat(manager.resultInfo("k").tier()).isEqualTo(Tier.PRIMARY);

        manager.migrateResult("k", Tier.PRIMARY, Tier.SECONDARY);
        manager.deleteResult("k");
        assertThat(manager.contains("k")).isFalse();
        assertThat(onlyTheSecondary().contains("k")).isFalse();
    }

    @Test
    @DisplayName("12: what is saved while it is being archived is archived as it is then")
    void whatIsSavedWhileItIsBeingArchived() {
        manager.saveResult("k", numbered(1, 1000));
        StorageManager other = Stores.manager(
                Stores.beforePut(manager.primary(), () -> manager.saveResult("k", numbered(2, 1000))),
                manager.secondary().orElseThrow());

        other.migrateResult("k", Tier.PRIMARY, Tier.SECONDARY);

        manager.collectGarbage(CollectOptions.exclusively());
        assertThat(manager.resultInfo("k").tier()).isEqualTo(Tier.SECONDARY);
        assertThat(manager.loadResult("k", PAST_CACHE)).isEqualTo(numbered(2, 1000));
    }
}
