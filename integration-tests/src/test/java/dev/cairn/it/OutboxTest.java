package dev.cairn.it;

import static dev.cairn.testkit.SampleResults.numbered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.NotFoundException;
import dev.cairn.ReconcileOptions;
import dev.cairn.ReconcileReport;
import dev.cairn.ReplicaState;
import dev.cairn.Replication;
import dev.cairn.ReplicationStatus;
import dev.cairn.SaveOptions;
import dev.cairn.StorageManager;
import dev.cairn.TierHealth;
import dev.cairn.UnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What does not reach the secondary at once reaches it later, whoever is there by then. */
class OutboxTest extends TwoStores {
    @Test
    void whatFailedIsShownAndTriedAgainUntilItIsThere() {
        assertThat(manager.tiers().replication()).isEqualTo(ReplicationStatus.NOTHING);
        secondaryDown.set(true);
        manager.saveResult("a", numbered(1, 10));
        manager.saveResult("b", numbered(2, 10));
        manager.saveResult("b", numbered(3, 10));

        ReplicationStatus status = manager.tiers().replication();
        assertThat(status.pending()).isEqualTo(2);
        assertThat(status.isComplete()).isFalse();
        assertThat(status.since()).isPresent();
        assertThat(status.lastError().orElseThrow()).contains("does not answer");

        secondaryDown.set(false);
        Stores.await("the replicas", () -> manager.tiers().replication().isComplete());
        assertThat(manager.tiers().replication()).isEqualTo(ReplicationStatus.NOTHING);
        assertThat(onlyTheSecondary().loadResult("a")).isEqualTo(numbered(1, 10));
        assertThat(onlyTheSecondary().loadResult("b")).isEqualTo(numbered(3, 10));
    }

    @Test
    void aDeletionThatFailedThereArrivesLater() {
        manager.saveResult("a", numbered(1, 10));
        secondaryDown.set(true);
        assertThat(manager.deleteResult("a").replica()).isEqualTo(ReplicaState.MISSING);
        secondaryDown.set(false);
        Stores.await("the deletion", () -> manager.tiers().replication().isComplete());
        assertThatThrownBy(() -> onlyTheSecondary().loadResult("a")).isInstanceOf(NotFoundException.class);
    }

    @Test
    void whatIsPendingWhenTheManagerIsClosedIsDoneByTheNext() {
        secondaryDown.set(true);
        manager.saveResult("a", numbered(1, 10));
        manager.close();
        secondaryDown.set(false);
        manager = reopened();
        Stores.await(
                "the replica",
                () -> manager.tiers().replication().isComplete()
                        && onlyTheSecondary().contains("a"));
        assertThat(onlyTheSecondary().loadResult("a")).isEqualTo(numbered(1, 10));
    }

    @Test
    void aReplicaThatWasRequiredAndFailedIsPendingToo() {
        secondaryDown.set(true);
        assertThatThrownBy(() -> manager.saveResult("a", numbered(1, 10), SaveOptions.replicaRequired()))
                .isInstanceOf(UnavailableException.class);
        assertThat(manager.tiers().replication().pending()).isOne();
        secondaryDown.set(false);
        assertThat(manager.saveResult("a", numbered(1, 10), SaveOptions.replicaRequired())
                        .replica())
                .isEqualTo(ReplicaState.REPLICATED);
        assertThat(manager.tiers().replication().pending()).isZero();
    }

    @Test
    @DisplayName("13: a retry of a save that was made but not replicated meets itself, and succeeds")
    void aRetryOfARequiredReplicaSucceeds() {
        secondaryDown.set(true);
        SaveOptions once = SaveOptions.onlyIfAbsent().withReplication(Replication.REQUIRED);
        assertThatThrownBy(() -> manager.saveResult("a", numbered(1, 10), once))
                .isInstanceOf(UnavailableException.class);
        secondaryDown.set(false);
        assertThat(manager.saveResult("a", numbered(1, 10), once).replica()).isEqualTo(ReplicaState.REPLICATED);
    }

    @Test
    void whatIsNotToBeReplicatedIsNotPending() {
        secondaryDown.set(true);
        manager.saveResult("a", numbered(1, 10), SaveOptions.replicate(false));
        assertThat(manager.tiers().replication().isComplete()).isTrue();
    }

    @Test
    void healthSaysWhichTierAnswers() {
        assertThat(manager.tiers().health()).extracting(TierHealth::state).containsOnly(TierHealth.State.UP);
        secondaryDown.set(true);
        assertThat(manager.tiers().health())
                .extracting(TierHealth::state)
                .containsExactly(TierHealth.State.UP, TierHealth.State.DOWN);
        assertThat(manager.tiers().health().get(1).problem()).contains("does not answer");
    }

    @Test
    @DisplayName("7: after the primary was restored from a backup the newer revision of the secondary wins")
    void aRestoredPrimaryCatchesUp() throws IOException {
        manager.saveResult("a", numbered(1, 10));
        manager.saveResult("same", numbered(5, 10));
        manager.close();
        Stores.copyFolder(primaryFolder, folder.resolve("backup"));
        manager = reopened();
        manager.saveResult("a", numbered(2, 10));
        manager.close();
        Stores.deleteFolder(primaryFolder);
        Files.move(folder.resolve("backup"), primaryFolder);
        manager = reopened();

        assertThat(manager.loadResult("a")).isEqualTo(numbered(1, 10));
        assertThat(manager.tiers()
                        .reconcile(ReconcileOptions.defaults().asDryRun())
                        .restored())
                .isOne();
        assertThat(manager.loadResult("a", PAST_CACHE)).isEqualTo(numbered(1, 10));
        ReconcileReport report = manager.tiers().reconcile(ReconcileOptions.defaults());
        assertThat(report.restored()).isOne();
        assertThat(report.problems()).isEmpty();
        assertThat(manager.loadResult("a", PAST_CACHE)).isEqualTo(numbered(2, 10));
        long before = manager.resultInfo("a").revision();
        assertThat(manager.saveResult("a", numbered(3, 10)).revision()).isGreaterThan(before);
        assertThat(manager.tiers().reconcile(ReconcileOptions.defaults()).restored())
                .isZero();
    }

    @Test
    @DisplayName("10: a damaged document is not rolled back to a replica of which nobody knows how new it is")
    void aDamagedDocumentIsForAPersonToDecide() throws IOException {
        manager.saveResult("k", numbered(1, 10));
        manager.saveResult("k", numbered(2, 10), SaveOptions.replicate(false));
        Path document = primaryFolder.resolve("default/result/k.json");
        Files.writeString(document, Files.readString(document).replace("random search", "random zearch"));
        byte[] damaged = Files.readAllBytes(document);

        ReconcileReport report = manager.tiers().reconcile(ReconcileOptions.defaults());
        assertThat(report.restored()).isZero();
        assertThat(report.problems()).singleElement().asString().contains("'k'").contains("save it again");
        assertThat(Files.readAllBytes(document)).isEqualTo(damaged);

        assertThat(manager.tiers()
                        .reconcile(ReconcileOptions.defaults().trustingReplicas())
                        .restored())
                .isOne();
        assertThat(manager.load("k", PAST_CACHE).info().confirmed()).isTrue();
        assertThat(manager.loadResult("k", PAST_CACHE)).isEqualTo(numbered(1, 10));
    }

    @Test
    void aBlobThatOneTierLostComesFromTheOther() throws IOException {
        manager.saveResult("k", numbered(1, 1000));
        Files.delete(onlyBlobOfThePrimary());
        ReconcileReport report = manager.tiers().reconcile(ReconcileOptions.defaults());
        assertThat(report.repaired()).isOne();
        secondaryDown.set(true);
        assertThat(manager.loadResult("k", PAST_CACHE)).isEqualTo(numbered(1, 1000));
    }

    @Test
    void twoManagersOfOnePairDoNotDisturbEachOther() {
        try (StorageManager other = reopened()) {
            secondaryDown.set(true);
            manager.saveResult("a", numbered(1, 10));
            other.saveResult("a", numbered(2, 10));
            secondaryDown.set(false);
            Stores.await(
                    "both",
                    () -> manager.tiers().replication().pending() == 0
                            && other.tiers().replication().pending() == 0);
            assertThat(onlyTheSecondary().loadResult("a")).isEqualTo(numbered(2, 10));
        }
    }
}
