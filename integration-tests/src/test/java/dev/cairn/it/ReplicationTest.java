package dev.cairn.it;

import static dev.cairn.testkit.SampleResults.numbered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.ConfigurationException;
import dev.cairn.NotFoundException;
import dev.cairn.ReplicaState;
import dev.cairn.SaveOptions;
import dev.cairn.SaveReceipt;
import dev.cairn.StorageManager;
import dev.cairn.StorageManagers;
import dev.cairn.UnavailableException;
import dev.cairn.spi.StorageBackend;
import dev.cairn.testkit.SampleResults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What is saved and deleted reaches the second store, and what does not is not hidden. */
class ReplicationTest extends TwoStores {
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
