package dev.cairn.testkit;

import static dev.cairn.testkit.SampleResults.numbered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.CacheOptions;
import dev.cairn.CollectOptions;
import dev.cairn.ConflictException;
import dev.cairn.LoadOptions;
import dev.cairn.Loaded;
import dev.cairn.Migration;
import dev.cairn.NotFoundException;
import dev.cairn.Outcomes;
import dev.cairn.ReplicaState;
import dev.cairn.ResultInfo;
import dev.cairn.SaveOptions;
import dev.cairn.SaveReceipt;
import dev.cairn.StorageManager;
import dev.cairn.StorageManagers;
import dev.cairn.Tier;
import dev.cairn.TooLargeException;
import dev.cairn.UnsupportedException;
import dev.cairn.model.ColumnName;
import dev.cairn.model.OptimizationResult;
import dev.cairn.spi.Capability;
import dev.cairn.spi.StorageBackend;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a {@link StorageManager} does on any backend. A backend that passes {@link BackendContract} passes this too; extend
 * both.
 */
@SuppressWarnings("NullAway.Init")
public abstract class StorageManagerContract {
    private final AtomicLong nanos = new AtomicLong();
    private final MutableClock clock = MutableClock.at(Instant.parse("2026-11-20T12:00:00Z"));
    private BackendFixture fixture;
    private StorageBackend backend;
    private StorageManager manager;

    /** A new fixture, with no store yet. */
    protected abstract BackendFixture fixture();

    @BeforeEach
    final void openManager() {
        fixture = fixture();
        backend = fixture.open(clock);
        manager = managerOn(backend);
    }

    @AfterEach
    final void closeManager() {
        manager.close();
        fixture.cleanUp();
    }

    /** Another manager on the same store, as another part of a program would have one. */
    private StorageManager managerOn(StorageBackend store) {
        return StorageManagers.builder()
                .primary(store)
                .cache(CacheOptions.ofMegabytes(10).withFreshness(Duration.ofSeconds(1)))
                .nanoTime(nanos::get)
                .build();
    }

    private static OptimizationResult past(StorageManager manager, String key) {
        return manager.loadResult(key, LoadOptions.withoutCache());
    }

    @Nested
    @DisplayName("Saving and loading")
    class SavingAndLoading {
        @Test
        void whatIsLoadedEqualsWhatWasSavedBitForBit() throws IOException {
            OptimizationResult result = SampleResults.withEverything();

            manager.saveResult("all", result);

            OptimizationResult again = past(manager, "all");
            assertThat(again).isEqualTo(result);
            try (InputStream content = again.attachment("log.txt").open()) {
                assertThat(content.readAllBytes()).asString().isEqualTo("started");
            }
            assertThat(again.resultSet("chosen").parent()).isEqualTo("all");
        }

        @Test
        void aResultWithoutAnyColumnIsAResult() {
            OptimizationResult result = numbered(1, 0);

            manager.saveResult("empty", result);

            assertThat(past(manager, "empty")).isEqualTo(result);
        }

        @Test
        void aLargeResultComesBackWhole() {
            OptimizationResult result = numbered(2, 300_000);

            manager.saveResult("large", result);

            assertThat(past(manager, "large")).isEqualTo(result);
        }

        @Test
        void theReceiptTellsWhatWasSaved() {
            SaveReceipt receipt = manager.saveResult("k", numbered(1, 10));
            ResultInfo info = manager.resultInfo("k");

            assertThat(receipt.revision()).isPositive().isEqualTo(info.revision());
            assertThat(receipt.digest()).hasSize(64).isEqualTo(info.digest());
            assertThat(receipt.bytes()).isEqualTo(info.bytes()).isGreaterThan(4 * 10 * 8);
            assertThat(receipt.replica()).isEqualTo(ReplicaState.NOT_WANTED);
        }

        @Test
        void theSameResultHasTheSameDigestWhereverItIsSaved() {
            assertThat(manager.saveResult("a", numbered(1, 10)).digest())
                    .isEqualTo(manager.saveResult("b", numbered(1, 10)).digest())
                    .isNotEqualTo(manager.saveResult("c", numbered(2, 10)).digest());
        }

        @Test
        void aSaveReplacesWhatWasThere() {
            SaveReceipt first = manager.saveResult("k", numbered(1, 10));
            SaveReceipt second = manager.saveResult("k", numbered(2, 20));

            assertThat(second.revision()).isGreaterThan(first.revision());
            assertThat(past(manager, "k")).isEqualTo(numbered(2, 20));
            assertThat(manager.loadResult("k")).isEqualTo(numbered(2, 20));
        }

        @Test
        void whatIsNotThereIsNotFound() {
            assertThatThrownBy(() -> manager.loadResult("nothing"))
                    .isInstanceOf(NotFoundException.class)
                    .hasMessageContaining("'nothing'");
            assertThat(manager.findResult("nothing")).isEmpty();
            assertThat(manager.contains("nothing")).isFalse();
        }

        @Test
        void onlyTheColumnsAskedForAreLoaded() {
            OptimizationResult result = numbered(1, 100);
            manager.saveResult("k", result);

            assertThat(manager.loadColumns("k", ColumnName.objective("f2"), ColumnName.variable("x1")))
                    .containsOnlyKeys(ColumnName.objective("f2"), ColumnName.variable("x1"))
                    .containsEntry(ColumnName.objective("f2"), result.objective("f2"));
        }

        @Test
        void anUnknownColumnIsRefusedAndTheKnownOnesNamed() {
            manager.saveResult("k", numbered(1, 10));

            assertThatThrownBy(() -> manager.loadColumns("k", ColumnName.objective("f3")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("objectives/f3")
                    .hasMessageContaining("objectives/f1");
        }

        @Test
        void aResultTooLargeToLoadWholeIsRefusedAndItsColumnsAreNot() {
            OptimizationResult result = numbered(1, 1000);
            manager.saveResult("k", result);
            StorageManager small = StorageManagers.builder()
                    .primary(backend)
                    .largestResult(1000)
                    .build();

            assertThatThrownBy(() -> small.loadResult("k"))
                    .isInstanceOf(TooLargeException.class)
                    .hasMessageContaining("loadColumns");
            assertThat(small.loadColumns("k", ColumnName.objective("f1")))
                    .containsEntry(ColumnName.objective("f1"), result.objective("f1"));
        }
    }

    @Nested
    @DisplayName("Expectations")
    class Expectations {
        @Test
        void onlyIfAbsentRefusesWhatIsThereAndNamesItsRevision() {
            SaveReceipt there = manager.saveResult("k", numbered(1, 10));

            assertThatThrownBy(() -> manager.saveResult("k", numbered(2, 10), SaveOptions.onlyIfAbsent()))
                    .isInstanceOfSatisfying(
                            ConflictException.class,
                            e -> assertThat(e.currentRevision()).isEqualTo(there.revision()));
            assertThat(manager.loadResult("k")).isEqualTo(numbered(1, 10));
        }

        @Test
        void savingTheSameAgainOnlyIfAbsentChangesNothing() {
            SaveReceipt first = manager.saveResult("k", numbered(1, 10), SaveOptions.onlyIfAbsent());

            assertThat(manager.saveResult("k", numbered(1, 10), SaveOptions.onlyIfAbsent()))
                    .isEqualTo(first);
        }

        @Test
        void onlyIfRevisionRefusesWhenSomebodyElseWroteFirst() {
            long revision = manager.saveResult("k", numbered(1, 10)).revision();
            manager.saveResult("k", numbered(2, 10), SaveOptions.onlyIfRevision(revision));

            assertThatThrownBy(() -> manager.saveResult("k", numbered(3, 10), SaveOptions.onlyIfRevision(revision)))
                    .isInstanceOf(ConflictException.class);
            assertThat(manager.loadResult("k")).isEqualTo(numbered(2, 10));
        }
    }

    @Nested
    @DisplayName("Many at once")
    class Many {
        @Test
        void allAreSavedAndAllAreLoaded() {
            Map<String, OptimizationResult> results = new LinkedHashMap<>();
            for (int i = 0; i < 100; i++) {
                results.put("run_" + i, numbered(i, 5));
            }

            assertThat(manager.saveAll(results).orElseThrow()).hasSize(100);
            assertThat(manager.loadAll(results.keySet()).orElseThrow()).isEqualTo(results);
        }

        @Test
        void oneThatFailsDoesNotStopTheOthers() {
            manager.saveResult("b", numbered(1, 5));
            Map<String, OptimizationResult> results = new LinkedHashMap<>();
            results.put("a", numbered(2, 5));
            results.put("b", numbered(3, 5));
            results.put("c", numbered(4, 5));

            Outcomes<SaveReceipt> saved = manager.saveAll(results, SaveOptions.onlyIfAbsent());
            Outcomes<OptimizationResult> loaded = manager.loadAll(List.of("a", "x", "c"));

            assertThat(saved.succeeded()).containsOnlyKeys("a", "c");
            assertThat(saved.failed().get("b")).isInstanceOf(ConflictException.class);
            assertThat(loaded.succeeded()).containsOnlyKeys("a", "c");
            assertThat(loaded.failed().get("x")).isInstanceOf(NotFoundException.class);
            assertThatThrownBy(saved::orElseThrow).isInstanceOf(ConflictException.class);
        }

        @Test
        void savesOnOtherThreadsAreThereWhenTheirFuturesAre() {
            List<CompletableFuture<SaveReceipt>> saves = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                saves.add(manager.saveResultAsync("run_" + i, numbered(i, 5)));
            }

            saves.forEach(CompletableFuture::join);

            assertThat(manager.listResults()).hasSize(200);
        }
    }

    @Nested
    @DisplayName("Listing")
    class Listing {
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

            try (Stream<ResultInfo> infos = manager.streamInfos()) {
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
    }

    @Nested
    @DisplayName("Deleting and collecting")
    class Deleting {
        @Test
        void aDeletedResultIsGoneAndSavedAgainItIsThere() {
            SaveReceipt first = manager.saveResult("k", numbered(1, 10));

            assertThat(manager.deleteResult("k")).isTrue();
            assertThat(manager.deleteResult("k")).isFalse();
            assertThatThrownBy(() -> manager.loadResult("k")).isInstanceOf(NotFoundException.class);
            assertThat(manager.contains("k")).isFalse();

            assertThat(manager.saveResult("k", numbered(2, 10)).revision()).isGreaterThan(first.revision());
            assertThat(past(manager, "k")).isEqualTo(numbered(2, 10));
        }

        @Test
        void deletingWhatWasNeverThereDoesNothing() {
            assertThat(manager.deleteResult("nothing")).isFalse();
        }

        @Test
        void garbageIsWhatNoResultNames() {
            Assumptions.assumeTrue(
                    backend.capabilities().has(Capability.EXCLUSIVE_HOLD), "the backend lacks EXCLUSIVE_HOLD");
            manager.saveResult("kept", numbered(1, 10));
            manager.saveResult("replaced", numbered(2, 10));
            manager.saveResult("replaced", numbered(3, 10));
            manager.saveResult("deleted", numbered(4, 10));
            manager.deleteResult("deleted");

            assertThat(manager.collectGarbage(CollectOptions.exclusively().asDryRun()))
                    .isEqualTo(manager.collectGarbage(CollectOptions.exclusively()))
                    .satisfies(report -> {
                        assertThat(report.blobs()).isEqualTo(2);
                        assertThat(report.tombstones()).isEqualTo(1);
                    });
            assertThat(manager.collectGarbage(CollectOptions.exclusively()).blobs())
                    .isZero();
            assertThat(past(manager, "kept")).isEqualTo(numbered(1, 10));
            assertThat(past(manager, "replaced")).isEqualTo(numbered(3, 10));
        }

        @Test
        void whatIsYoungerThanTheGraceStays() {
            manager.saveResult("k", numbered(1, 10));
            manager.deleteResult("k");

            assertThat(manager.collectGarbage(CollectOptions.defaults()).blobs())
                    .isZero();
        }

        @Test
        void aShortGraceBesideOtherWritersIsRefused() {
            assertThatThrownBy(() -> new CollectOptions(Duration.ofMinutes(59), false, false))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("an hour");
        }
    }

    @Nested
    @DisplayName("The cache")
    class Cache {
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

            assertThat(manager.loadResult("k")).isEqualTo(numbered(1, 10));
            nanos.addAndGet(Duration.ofSeconds(1).toNanos() + 1);
            assertThat(manager.loadResult("k")).isEqualTo(numbered(2, 10));
        }

        @Test
        void withFreshnessZeroNobodySeesAnOlderRevision() {
            StorageManager other = managerOn(backend);
            manager.saveResult("k", numbered(1, 10));
            other.saveResult("k", numbered(2, 10));

            assertThat(manager.loadResult("k", LoadOptions.noOlderThan(Duration.ZERO)))
                    .isEqualTo(numbered(2, 10));
        }

        @Test
        void doesNotKeepWhatAnotherDeletedBeyondItsFreshness() {
            StorageManager other = managerOn(backend);
            manager.saveResult("k", numbered(1, 10));
            other.deleteResult("k");
            nanos.addAndGet(Duration.ofSeconds(2).toNanos());

            assertThat(manager.findResult("k")).isEmpty();
        }

        @Test
        void aCheckThatFindsTheSameRevisionReadsNothingElse() {
            OptimizationResult result = numbered(1, 10);
            manager.saveResult("k", result);
            nanos.addAndGet(Duration.ofSeconds(2).toNanos());

            assertThat(manager.load("k", LoadOptions.defaults()).info().source())
                    .isEqualTo(Tier.CACHE);
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
        void migratingToTheCacheWarmsItAndKeepsTheSource() {
            manager.saveResult("k", numbered(1, 10));
            StorageManager other = managerOn(backend);

            other.migrateResult("k", Tier.PRIMARY, Tier.CACHE);

            assertThat(other.load("k", LoadOptions.defaults()).info().source()).isEqualTo(Tier.CACHE);
            assertThat(past(other, "k")).isEqualTo(numbered(1, 10));
        }
    }

    @Nested
    @DisplayName("Bad input")
    class BadInput {
        @ParameterizedTest
        @NullSource
        @ValueSource(strings = {"", "  ", "a\u0000b", "line\nbreak"})
        void aKeyThatIsNoNameIsRefusedByEveryCall(String key) {
            assertThatThrownBy(() -> manager.saveResult(key, numbered(1, 1)))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> manager.loadResult(key)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> manager.deleteResult(key)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> manager.contains(key)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> manager.resultInfo(key)).isInstanceOf(IllegalArgumentException.class);
            assertThat(manager.listResults()).isEmpty();
        }

        @Test
        void aKeyOf513BytesIsRefused() {
            assertThatThrownBy(() -> manager.saveResult("x".repeat(513), numbered(1, 1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("512");
        }

        @Test
        @SuppressWarnings("NullAway")
        void noResultIsRefused() {
            assertThatThrownBy(() -> manager.saveResult("k", null))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("'k'");
        }

        @Test
        void migratingFromATierToItselfIsRefused() {
            assertThatThrownBy(() -> manager.migrateResult("k", Tier.PRIMARY, Tier.PRIMARY))
                    .isInstanceOf(IllegalArgumentException.class);
        }

        @Test
        void whatNeedsASecondaryIsRefusedWithoutOneAndNothingIsSaved() {
            assertThatThrownBy(() -> manager.saveResult("k", numbered(1, 1), SaveOptions.replicaRequired()))
                    .isInstanceOf(UnsupportedException.class);
            assertThatThrownBy(() -> manager.migrateResult("k", Tier.PRIMARY, Tier.SECONDARY))
                    .isInstanceOf(UnsupportedException.class)
                    .hasMessageContaining("secondary");
            assertThat(manager.listResults()).isEmpty();
        }

        @Test
        void aClosedManagerSaysSo() {
            manager.close();
            manager.close();

            assertThatThrownBy(() -> manager.loadResult("k"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("closed");
        }
    }
}
