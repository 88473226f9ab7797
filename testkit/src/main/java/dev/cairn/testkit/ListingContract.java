package dev.cairn.testkit;

import static dev.cairn.testkit.SampleResults.numbered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cairn.CollectOptions;
import dev.cairn.DeleteReceipt;
import dev.cairn.NotFoundException;
import dev.cairn.ResultInfo;
import dev.cairn.SaveOptions;
import dev.cairn.SaveReceipt;
import dev.cairn.StorageManager;
import dev.cairn.StorageManagers;
import dev.cairn.Tier;
import dev.cairn.UnsupportedException;
import dev.cairn.query.Query;
import dev.cairn.spi.Capability;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What listing, deleting and collecting garbage do on any backend. */
abstract class ListingContract extends ManagerTest {
    @Test
    void keysAreListedSortedAndWithoutThoseDeleted() {
        for (String key : List.of("b", "a/b", "C", "a")) {
            manager.saveResult(key, numbered(1, 1));
        }
        manager.deleteResult("b");

        assertThat(manager.listResults()).containsExactly("C", "a", "a/b");
    }

    @Test
    void infosTellOfResultsWithoutTheirPayload() {
        manager.saveResult("k", numbered(7, 3), SaveOptions.defaults().withMetadata("why", "a test"));

        try (Stream<ResultInfo> infos = manager.results().stream(Query.all())) {
            assertThat(infos).singleElement().satisfies(info -> {
                assertThat(info.key()).isEqualTo("k");
                assertThat(info.rows()).isEqualTo(3);
                assertThat(info.seed()).isEqualTo(7);
                assertThat(info.tier()).isEqualTo(Tier.PRIMARY);
                assertThat(info.columns()).contains("variables/x1", "objectives/f2");
                assertThat(info.metadata().text("why")).hasValue("a test");
                assertThat(info.created()).isEqualTo(clock.instant());
            });
        }
    }

    @Test
    void experimentsOfOneManagerAreApartAndListed() {
        assertThat(manager.experiments()).isEmpty();
        StorageManager bridge = manager.experiment("a:b:c");
        StorageManager other = manager.experiment("a_b:c");
        bridge.saveResult("k", numbered(1, 1));
        other.saveResult("k", numbered(2, 1));
        other.saveResult("gone", numbered(2, 1));
        manager.experiment("deleted").saveResult("k", numbered(3, 1));
        manager.experiment("deleted").deleteResult("k");

        assertThat(manager.experiments()).containsExactly("a:b:c", "a_b:c");
        assertThat(bridge.loadResult("k")).isEqualTo(numbered(1, 1));
        assertThat(other.loadResult("k")).isEqualTo(numbered(2, 1));
        assertThat(manager.contains("k")).isFalse();
        bridge.close();
        assertThatIllegalStateException().isThrownBy(bridge::listResults);
        assertThat(other.listResults()).containsExactly("gone", "k");
        manager.saveResult("k", numbered(4, 1));
        assertThat(manager.experiments()).containsExactly("a:b:c", "a_b:c", "default");
    }

    @Test
    void theManagerOfAnExperimentKnowsNoOther() {
        StorageManager bridge = manager.experiment("bridge");
        assertThat(bridge.experiment("bridge").listResults()).isEmpty();
        assertThatThrownBy(() -> bridge.experiment("tunnel"))
                .isInstanceOf(UnsupportedException.class)
                .hasMessageContaining("'bridge'")
                .hasMessageContaining("'tunnel'");
        assertThatThrownBy(bridge::experiments).isInstanceOf(UnsupportedException.class);
        assertThatIllegalArgumentException().isThrownBy(() -> manager.experiment("_cairn"));
        assertThatIllegalArgumentException().isThrownBy(() -> manager.experiment(" "));
    }

    @Test
    void experimentsDoNotSeeEachOther() {
        StorageManager other = StorageManagers.builder()
                .primary(backend)
                .experiment("my_exp:1.0")
                .build();
        other.saveResult("k", numbered(1, 1));
        manager.saveResult("l", numbered(2, 1));

        assertThat(other.listResults()).containsExactly("k");
        assertThat(manager.listResults()).containsExactly("l");
    }

    @Test
    void aDeletedResultIsGoneAndSavedAgainItIsThere() {
        SaveReceipt first = manager.saveResult("k", numbered(1, 10));

        DeleteReceipt deleted = manager.deleteResult("k");
        assertThat(deleted.wasThere()).isTrue();
        assertThat(deleted.revision()).isGreaterThan(first.revision());
        assertThat(manager.deleteResult("k").wasThere()).isFalse();
        assertThatThrownBy(() -> manager.loadResult("k")).isInstanceOf(NotFoundException.class);
        assertThat(manager.contains("k")).isFalse();

        assertThat(manager.saveResult("k", numbered(2, 10)).revision()).isGreaterThan(deleted.revision());
        assertThat(past(manager, "k")).isEqualTo(numbered(2, 10));
    }

    @Test
    void deletingWhatWasNeverThereDoesNothing() {
        assertThat(manager.deleteResult("nothing").wasThere()).isFalse();
    }

    @Test
    void garbageIsWhatNoResultNames() {
        assumeTrue(
                stores().stream().allMatch(store -> store.capabilities().has(Capability.EXCLUSIVE_HOLD)),
                "a backend lacks EXCLUSIVE_HOLD");
        manager.saveResult("kept", numbered(1, 10));
        manager.saveResult("replaced", numbered(2, 10));
        manager.saveResult("replaced", numbered(3, 10));
        manager.saveResult("deleted", numbered(4, 10));
        manager.deleteResult("deleted");

        assertThat(manager.collectGarbage(CollectOptions.exclusively().asDryRun()))
                .isEqualTo(manager.collectGarbage(CollectOptions.exclusively()))
                .satisfies(report -> {
                    assertThat(report.blobs()).isEqualTo(2L * stores().size());
                    assertThat(report.tombstones()).isEqualTo(1);
                });
        assertThat(manager.collectGarbage(CollectOptions.exclusively()).blobs()).isZero();
        assertThat(past(manager, "kept")).isEqualTo(numbered(1, 10));
        assertThat(past(manager, "replaced")).isEqualTo(numbered(3, 10));
    }

    @Test
    void whatIsYoungerThanTheGraceStays() {
        manager.saveResult("k", numbered(1, 10));
        manager.deleteResult("k");

        assertThat(manager.collectGarbage(CollectOptions.defaults()).blobs()).isZero();
    }

    @Test
    @DisplayName("22: a short grace beside other writers is refused")
    void aShortGraceBesideOtherWritersIsRefused() {
        assertThatThrownBy(() -> new CollectOptions(Duration.ofMinutes(59), false, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("an hour");
    }
}
