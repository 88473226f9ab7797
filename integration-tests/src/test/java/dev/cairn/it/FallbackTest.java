package dev.cairn.it;

import static dev.cairn.testkit.SampleResults.numbered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.CorruptException;
import dev.cairn.LoadOptions;
import dev.cairn.Loaded;
import dev.cairn.SaveOptions;
import dev.cairn.StorageManager;
import dev.cairn.StorageManagers;
import dev.cairn.Tier;
import dev.cairn.UnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the first store cannot answer the second one does, and says how sure it is. */
class FallbackTest extends TwoStores {
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
    void aDamagedBlobIsReadFromTheSecondaryAndRepairedFromIt() throws IOException {
        manager.saveResult("k", numbered(1, 1000));
        Path blob = onlyBlobOfThePrimary();
        byte[] bytes = Files.readAllBytes(blob);
        bytes[bytes.length - 1] ^= 1;
        Files.write(blob, bytes);

        assertThat(manager.loadResult("k", PAST_CACHE)).isEqualTo(numbered(1, 1000));
        Stores.await("the repair", () -> manager.tiers().statistics().repairs() == 1);
        secondaryDown.set(true);
        assertThat(manager.loadResult("k", PAST_CACHE)).isEqualTo(numbered(1, 1000));
    }

    @Test
    void aDamagedBlobIsMendedBySavingTheResultAgain() throws IOException {
        manager.saveResult("k", numbered(1, 1000), SaveOptions.replicate(false));
        Path blob = onlyBlobOfThePrimary();
        byte[] bytes = Files.readAllBytes(blob);
        bytes[bytes.length - 1] ^= 1;
        Files.write(blob, bytes);
        assertThatThrownBy(() -> manager.loadResult("k", PAST_CACHE)).isInstanceOf(CorruptException.class);

        manager.saveResult("k", numbered(1, 1000), SaveOptions.replicate(false));
        assertThat(manager.loadResult("k", PAST_CACHE)).isEqualTo(numbered(1, 1000));
    }

    @Test
    @DisplayName("26: a missing blob is read from the secondary, and without one it is damage")
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
