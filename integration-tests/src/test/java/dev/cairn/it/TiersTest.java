package dev.cairn.it;

import static dev.cairn.testkit.SampleResults.numbered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.CollectOptions;
import dev.cairn.ConfigurationException;
import dev.cairn.CorruptException;
import dev.cairn.DivergedException;
import dev.cairn.LoadOptions;
import dev.cairn.Loaded;
import dev.cairn.Migration;
import dev.cairn.NotFoundException;
import dev.cairn.ReplicaState;
import dev.cairn.SaveOptions;
import dev.cairn.SaveReceipt;
import dev.cairn.StorageManager;
import dev.cairn.StorageManagers;
import dev.cairn.Tier;
import dev.cairn.UnavailableException;
import dev.cairn.UnsupportedException;
import dev.cairn.spi.StorageBackend;
import dev.cairn.testkit.SampleResults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fallback, replication and migration between two real stores, in the plain case and when one of them fails. */
@SuppressWarnings("NullAway.Init")
class TiersTest {
    private static final LoadOptions PAST_CACHE = LoadOptions.withoutCache();

    @TempDir
    Path folder;

    private final AtomicBoolean primaryDown = new AtomicBoolean();
    private final AtomicBoolean secondaryDown = new AtomicBoolean();
    private Path primaryFolder;
    private StorageManager manager;

    @BeforeEach
    void open() {
        primaryFolder = folder.resolve("primary");
        manager = reopened();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private StorageManager reopened() {
        return Stores.manager(
                Stores.unreliable(Stores.files(primaryFolder), primaryDown),
                Stores.unreliable(Stores.files(folder.resolve("secondary")), secondaryDown));
    }

    private Path onlyBlobOfThePrimary() throws IOException {
        try (Stream<Path> files = Files.walk(primaryFolder.resolve("default/_blobs"))) {
            return files.filter(Files::isRegularFile).findFirst().orElseThrow();
        }
    }

    @Nested
    @DisplayName("Replication")
    class Replicating {
        @Test
        void aSaveReachesBothTiers() {
            SaveReceipt receipt = manager.saveResult("k", SampleResults.withEverything());

            assertThat(receipt.replica()).isEqualTo(ReplicaState.REPLICATED);
            manager.close();
            try (StorageManager second =
                    StorageManagers.open(folder.resolve("secondary").toString())) {
                assertThat(second.loadResult("k")).isEqualTo(SampleResults.withEverything());
                assertThat(second.resultInfo("k").revision()).isEqualTo(receipt.revision());
                assertThat(second.resultInfo("k").digest()).isEqualTo(receipt.digest());
            }
        }

        @Test
        void aSaveThatIsNotToBeReplicatedIsNot() {
            SaveReceipt receipt = manager.saveResult("k", numbered(1, 10), SaveOptions.replicate(false));

            assertThat(receipt.replica()).isEqualTo(ReplicaState.NOT_WANTED);
            assertThat(onlyTheSecondary().contains("k")).isFalse();
        }

        @Test
        void aReplicaThatFailsDoesNotFailTheSaveAndIsNotHidden() {
            secondaryDown.set(true);

            SaveReceipt receipt = manager.saveResult("k", numbered(1, 10));

            assertThat(receipt.replica()).isEqualTo(ReplicaState.MISSING);
            assertThat(receipt.replicaFailure()).contains("does not answer");
            assertThat(manager.loadResult("k", PAST_CACHE)).isEqualTo(numbered(1, 10));
        }

        @Test
        void aReplicaThatWasRequiredFailsTheSaveAndTheErrorSaysThatThePrimaryHoldsIt() {
            secondaryDown.set(true);

            assertThatThrownBy(() -> manager.saveResult("k", numbered(1, 10), SaveOptions.replicaRequired()))
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageContaining("holds result 'k'");
            assertThat(manager.loadResult("k", PAST_CACHE)).isEqualTo(numbered(1, 10));
        }

        @Test
        void aFullSecondaryIsAFailedReplicaToo() {
            try (StorageManager small = Stores.manager(Stores.files(folder.resolve("p2")), Stores.memoryOf(1))) {
                SaveReceipt receipt = small.saveResult("big", numbered(1, 200_000));

                assertThat(receipt.replica()).isEqualTo(ReplicaState.MISSING);
                assertThat(small.loadResult("big", PAST_CACHE)).isEqualTo(numbered(1, 200_000));
            }
        }

        @Test
        void withThePrimaryDownNothingGoesToTheSecondaryAlone() {
            primaryDown.set(true);

            assertThatThrownBy(() -> manager.saveResult("k", numbered(1, 10))).isInstanceOf(UnavailableException.class);
            primaryDown.set(false);
            assertThat(manager.contains("k")).isFalse();
        }

        @Test
        void aDeletionReachesBothTiersAndTheResultDoesNotComeBack() {
            manager.saveResult("k", numbered(1, 10));

            assertThat(manager.deleteResult("k").replica()).isEqualTo(ReplicaState.REPLICATED);

            primaryDown.set(true);
            assertThatThrownBy(() -> manager.loadResult("k")).isInstanceOf(NotFoundException.class);
        }

        @Test
        void aDeletedResultIsNotTakenFromASecondaryThatMissedIt() {
            manager.saveResult("k", numbered(1, 10));
            secondaryDown.set(true);
            assertThat(manager.deleteResult("k").replica()).isEqualTo(ReplicaState.MISSING);
            secondaryDown.set(false);

            assertThatThrownBy(() -> manager.loadResult("k")).isInstanceOf(NotFoundException.class);
        }
    }

    /** A manager of what the secondary alone holds; it owns no store. */
    private StorageManager onlyTheSecondary() {
        return StorageManagers.builder()
                .primary(manager.secondary().orElseThrow())
                .build();
    }

    @Nested
    @DisplayName("Fallback")
    class FallingBack {
        @Test
        void whatTheSecondaryLacksMayStillBeInAPrimaryThatIsDown() {
            manager.saveResult("k", numbered(1, 10), SaveOptions.replicate(false));
            primaryDown.set(true);

            assertThatThrownBy(() -> manager.loadResult("k", PAST_CACHE)).isInstanceOf(UnavailableException.class);
            assertThatThrownBy(() -> manager.contains("k")).isInstanceOf(UnavailableException.class);
            assertThatThrownBy(() -> manager.deleteResult("k")).isInstanceOf(UnavailableException.class);
        }

        @Test
        void aDeletionIsNotTakenForDoneBecauseTheSecondaryHasAnOlderOne() {
            manager.saveResult("k", numbered(1, 10));
            manager.deleteResult("k");
            manager.saveResult("k", numbered(2, 10), SaveOptions.replicate(false));
            primaryDown.set(true);

            assertThatThrownBy(() -> manager.deleteResult("k")).isInstanceOf(UnavailableException.class);
        }

        @Test
        void whatThisManagerSavedIsNotForgottenForAnOlderReplica() {
            manager.saveResult("k", numbered(1, 10));
            manager.saveResult("k", numbered(2, 10), SaveOptions.replicate(false));
            primaryDown.set(true);

            Loaded loaded = manager.load("k", LoadOptions.noOlderThan(Duration.ZERO));

            assertThat(loaded.result()).isEqualTo(numbered(2, 10));
            assertThat(loaded.info().confirmed()).isFalse();
        }

        @Test
        void whenThePrimaryIsDownTheSecondaryAnswersUnconfirmed() {
            manager.saveResult("k", numbered(1, 10));
            primaryDown.set(true);

            Loaded loaded = manager.load("k", PAST_CACHE);

            assertThat(loaded.result()).isEqualTo(numbered(1, 10));
            assertThat(loaded.info().source()).isEqualTo(Tier.SECONDARY);
            assertThat(loaded.info().confirmed()).isFalse();
        }

        @Test
        void anUnconfirmedAnswerIsRefusedByWhoDoesNotWantOne() {
            manager.saveResult("k", numbered(1, 10));
            manager.close();
            manager = reopened();
            primaryDown.set(true);

            assertThatThrownBy(() -> manager.load("k", LoadOptions.onlyConfirmed()))
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageContaining("confirm");
        }

        @Test
        void anUnconfirmedAnswerIsCheckedAgainWhenThePrimaryIsBack() {
            manager.saveResult("k", numbered(1, 10));
            secondaryDown.set(true);
            manager.saveResult("k", numbered(2, 10));
            secondaryDown.set(false);
            manager.close();
            manager = reopened();
            primaryDown.set(true);
            assertThat(manager.loadResult("k")).isEqualTo(numbered(1, 10));
            primaryDown.set(false);

            assertThat(manager.loadResult("k")).isEqualTo(numbered(2, 10));
        }

        @Test
        void whatOnlyTheSecondaryHasIsFoundThere() {
            manager.close();
            try (StorageManager second =
                    StorageManagers.open(folder.resolve("secondary").toString())) {
                second.saveResult("old", numbered(1, 10));
            }
            manager = reopened();

            assertThat(manager.load("old", PAST_CACHE).info().source()).isEqualTo(Tier.SECONDARY);
            assertThat(manager.contains("old")).isTrue();
        }

        @Test
        void aDamagedBlobIsReadFromTheSecondary() throws IOException {
            manager.saveResult("k", numbered(1, 1000));
            Path blob = onlyBlobOfThePrimary();
            byte[] bytes = Files.readAllBytes(blob);
            bytes[bytes.length - 1] ^= 1;
            Files.write(blob, bytes);

            assertThat(manager.loadResult("k", PAST_CACHE)).isEqualTo(numbered(1, 1000));
            secondaryDown.set(true);
            assertThatThrownBy(() -> manager.loadResult("k", PAST_CACHE)).isInstanceOf(UnavailableException.class);
        }

        @Test
        void aMissingBlobIsReadFromTheSecondaryAndWithoutOneItIsDamage() throws IOException {
            manager.saveResult("k", numbered(1, 1000));
            manager.saveResult("alone", numbered(2, 1000), SaveOptions.replicate(false));
            try (Stream<Path> files = Files.walk(primaryFolder.resolve("default/_blobs"))) {
                for (Path blob : files.filter(Files::isRegularFile).toList()) {
                    Files.delete(blob);
                }
            }

            assertThat(manager.loadResult("k", PAST_CACHE)).isEqualTo(numbered(1, 1000));
            assertThatThrownBy(() -> manager.loadResult("alone", PAST_CACHE))
                    .isInstanceOf(CorruptException.class)
                    .hasMessageContaining("'alone'");
        }

        @Test
        void aDamagedDocumentIsReadFromTheSecondaryUnconfirmed() throws IOException {
            manager.saveResult("k", numbered(1, 10));
            Path document = primaryFolder.resolve("default/result/k.json");
            Files.writeString(document, Files.readString(document).replace("random search", "random zearch"));

            assertThat(manager.load("k", PAST_CACHE).info().confirmed()).isFalse();
            assertThat(manager.load("k", PAST_CACHE).result()).isEqualTo(numbered(1, 10));
        }
    }

    @Nested
    @DisplayName("Migration")
    class Migrating {
        @Test
        void toTheSecondaryItIsArchivedStillListedAndLoadedFromThere() {
            SaveReceipt saved = manager.saveResult("k", numbered(1, 1000), SaveOptions.replicate(false));

            Migration migration = manager.migrateResult("k", Tier.PRIMARY, Tier.SECONDARY);

            assertThat(migration.bytesCopied()).isPositive();
            assertThat(migration.revision()).isGreaterThan(saved.revision());
            assertThat(manager.listResults()).containsExactly("k");
            assertThat(manager.resultInfo("k").tier()).isEqualTo(Tier.SECONDARY);
            assertThat(manager.resultInfo("k").digest()).isEqualTo(saved.digest());
            assertThat(manager.collectGarbage(CollectOptions.exclusively()).blobs())
                    .isEqualTo(1);
            assertThat(manager.loadResult("k", PAST_CACHE)).isEqualTo(numbered(1, 1000));
        }

        @Test
        void whatIsReplicatedAlreadyIsNotSentAgain() {
            manager.saveResult("k", numbered(1, 1000));

            assertThat(manager.migrateResult("k", Tier.PRIMARY, Tier.SECONDARY).bytesCopied())
                    .isZero();
        }

        @Test
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
            assertThat(manager.collectGarbage(CollectOptions.exclusively()).blobs())
                    .isEqualTo(1);
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

            assertThat(manager.migrateResult("old", Tier.SECONDARY, Tier.PRIMARY)
                            .revision())
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
        void aTargetThatSurvivesLessIsRefused() {
            try (StorageManager toRam = Stores.manager(Stores.files(folder.resolve("p3")), Stores.memoryOf(10))) {
                toRam.saveResult("k", numbered(1, 10));

                assertThatThrownBy(() -> toRam.migrateResult("k", Tier.PRIMARY, Tier.SECONDARY))
                        .isInstanceOf(UnsupportedException.class)
                        .hasMessageContaining("VOLATILE");
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
        void anArchivedResultCanBeReplacedAndDeleted() {
            manager.saveResult("k", numbered(1, 10));
            manager.migrateResult("k", Tier.PRIMARY, Tier.SECONDARY);

            manager.saveResult("k", numbered(2, 10));
            assertThat(manager.loadResult("k", PAST_CACHE)).isEqualTo(numbered(2, 10));
            assertThat(manager.resultInfo("k").tier()).isEqualTo(Tier.PRIMARY);

            manager.migrateResult("k", Tier.PRIMARY, Tier.SECONDARY);
            manager.deleteResult("k");
            assertThat(manager.contains("k")).isFalse();
        }
    }

    @Nested
    @DisplayName("Opening")
    class Opening {
        @Test
        void theSameStoreTwiceIsRefused() throws IOException {
            Path link = Files.createSymbolicLink(folder.resolve("link"), primaryFolder);
            StorageBackend first = Stores.files(primaryFolder);
            StorageBackend second = Stores.files(link);

            assertThatThrownBy(() -> Stores.manager(first, second))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("same store");
        }
    }
}
