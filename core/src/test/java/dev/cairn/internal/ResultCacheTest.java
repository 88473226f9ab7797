package dev.cairn.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.CacheOptions;
import dev.cairn.SaveOptions;
import dev.cairn.Tier;
import dev.cairn.TooLargeException;
import dev.cairn.UnsupportedException;
import dev.cairn.model.Objective;
import dev.cairn.model.OptimizationResult;
import dev.cairn.model.Problem;
import dev.cairn.spi.DocumentKey;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ResultCacheTest {
    private static DocumentKey key(String id) {
        return new DocumentKey(DocumentKey.DEFAULT_SCOPE, ResultCodec.KIND, id);
    }

    private final AtomicLong nanos = new AtomicLong();
    private final ResultCache cache =
            new ResultCache(CacheOptions.ofMegabytes(1).withFreshness(Duration.ofSeconds(1)), nanos::get);

    private static OptimizationResult result(int rows) {
        return OptimizationResult.builder()
                .problem(Problem.builder("p").objective(Objective.minimize("f")).build())
                .objective("f", new double[rows])
                .build();
    }

    @Nested
    class Races {
        @Test
        @DisplayName("17: a slow load does not put an older result back into the cache")
        void aSlowLoadDoesNotPutAnOldResultOverANewOne() {
            long loadBegan = cache.mark(key("k"));
            cache.written(key("k"), cache.mark(key("k")), result(2), 6, 0);

            cache.loaded(key("k"), loadBegan, result(1), 5, Tier.PRIMARY, true, 0);

            assertThat(Optional.ofNullable(cache.get(key("k"))))
                    .hasValueSatisfying(entry -> assertThat(entry.revision()).isEqualTo(6));
        }

        @Test
        @DisplayName("17: a slow load does not bring back what was deleted")
        void aSlowLoadDoesNotBringBackWhatWasDeleted() {
            long loadBegan = cache.mark(key("k"));
            cache.forget(key("k"));

            cache.loaded(key("k"), loadBegan, result(1), 5, Tier.PRIMARY, true, 0);

            assertThat(Optional.ofNullable(cache.get(key("k")))).isEmpty();
        }

        @Test
        @DisplayName("17: a slow save does not put its own result over a deletion")
        void aSlowSaveDoesNotPutItsOwnOverADeletion() {
            long saveBegan = cache.mark(key("k"));
            cache.forget(key("k"));

            cache.written(key("k"), saveBegan, result(1), 5, 0);

            assertThat(Optional.ofNullable(cache.get(key("k")))).isEmpty();
        }

        @Test
        void ofTwoSavesAtOnceNoneIsTrusted() {
            long first = cache.mark(key("k"));
            long second = cache.mark(key("k"));
            cache.written(key("k"), second, result(1), 6, 0);

            cache.written(key("k"), first, result(2), 5, 0);

            assertThat(Optional.ofNullable(cache.get(key("k")))).isEmpty();
        }
    }

    @Nested
    class Freshness {
        private ResultCache.Entry entry() {
            cache.written(key("k"), cache.mark(key("k")), result(1), 5, 0);
            return Optional.ofNullable(cache.get(key("k"))).orElseThrow();
        }

        @Test
        void anAnswerIsFreshForAsLongAsItWasGiven() {
            ResultCache.Entry entry = entry();
            nanos.set(Duration.ofSeconds(1).toNanos());
            assertThat(cache.isFresh(entry, null)).isTrue();
            nanos.incrementAndGet();
            assertThat(cache.isFresh(entry, null)).isFalse();
        }

        @Test
        @DisplayName("19: what was checked before changes may have gone unnoticed is not fresh")
        void whatWasCheckedBeforeChangesMayHaveGoneUnnoticedIsNotFresh() {
            ResultCache.Entry entry = entry();
            nanos.incrementAndGet();
            cache.distrust();
            assertThat(cache.isFresh(entry, null)).isFalse();

            cache.confirmed(entry, nanos.incrementAndGet());
            assertThat(cache.isFresh(entry, null)).isTrue();
        }

        @Test
        void whatSomebodyElseChangedIsForgottenAndWhatIsKnownAlreadyIsNot() {
            entry();
            cache.changed(key("k"), 5);
            assertThat(Optional.ofNullable(cache.get(key("k")))).isPresent();

            cache.changed(key("k"), 6);
            assertThat(Optional.ofNullable(cache.get(key("k")))).isEmpty();
        }

        @Test
        void withZeroItIsAlwaysChecked() {
            assertThat(cache.isFresh(entry(), Duration.ZERO)).isFalse();
        }

        @Test
        @DisplayName("20: a freshness of more than five minutes is refused, and never checked is asked for by name")
        void longerThanFiveMinutesIsRefused() {
            CacheOptions usual = CacheOptions.ofMegabytes(1);

            assertThat(usual.withFreshness(Duration.ofMinutes(5)).freshness()).isEqualTo(Duration.ofMinutes(5));
            assertThatThrownBy(() -> usual.withFreshness(Duration.ofMinutes(5).plusNanos(1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("NEVER_CHECKED");
        }

        @Test
        void neverCheckedIsNeverOld() {
            ResultCache.Entry entry = entry();
            nanos.set(Long.MAX_VALUE);
            assertThat(cache.isFresh(entry, CacheOptions.NEVER_CHECKED)).isTrue();
        }

        @Test
        void aSaveAgesFromItsBeginningBecauseAnotherMayHaveWrittenSinceItsCommit() {
            long began = cache.now();
            nanos.set(Duration.ofSeconds(5).toNanos());
            cache.written(key("slow"), cache.mark(key("slow")), result(1), 5, began);

            assertThat(cache.isFresh(Optional.ofNullable(cache.get(key("slow"))).orElseThrow(), null))
                    .isFalse();
        }

        @Test
        void whatThePrimaryDidNotConfirmIsNeverFresh() {
            cache.loaded(key("u"), cache.mark(key("u")), result(1), 5, Tier.SECONDARY, false, 0);

            assertThat(cache.isFresh(
                            Optional.ofNullable(cache.get(key("u"))).orElseThrow(), CacheOptions.NEVER_CHECKED))
                    .isFalse();
        }
    }

    @Nested
    class Bounds {
        @Test
        void itHoldsNoMoreBytesThanItMay() {
            for (int i = 0; i < 100; i++) {
                cache.written(key("k" + i), cache.mark(key("k" + i)), result(10_000), 1, 0);
            }
            long held = 0;
            for (int i = 0; i < 100; i++) {
                held += Optional.ofNullable(cache.get(key("k" + i)))
                        .map(entry -> entry.result().sizeInBytes())
                        .orElse(0L);
            }
            assertThat(held).isPositive();
            // Caffeine evicts in the background; what is asked for afterwards settles it.
            assertThat(cache.statistics().evictionCount()).isPositive();
        }

        @Test
        void whatIsNowhereElseIsKeptWhateverComes() {
            cache.pin(key("only"), result(10_000), SaveOptions.inCacheOnly());
            for (int i = 0; i < 100; i++) {
                cache.written(key("k" + i), cache.mark(key("k" + i)), result(10_000), 1, 0);
            }
            assertThat(cache.pinned(key("only"))).isPresent();
        }

        @Test
        void theRoomOfWhatWasPinnedIsGivenBackOnceItIsElsewhere() {
            cache.pin(key("only"), result(120_000), SaveOptions.inCacheOnly());
            cache.unpin(key("only"));

            cache.written(key("k"), cache.mark(key("k")), result(50_000), 6, 0);

            assertThat(Optional.ofNullable(cache.get(key("k")))).isPresent();
        }

        @Test
        void forgettingAnAnswerDoesNotForgetWhatIsNowhereElse() {
            cache.pin(key("k"), result(1), SaveOptions.inCacheOnly());

            cache.forget(key("k"));

            assertThat(cache.pinned(key("k"))).isPresent();
        }

        @Test
        void whatIsNowhereElseIsRefusedWhereThereIsNoRoom() {
            assertThatThrownBy(() -> cache.pin(key("big"), result(1 << 18), SaveOptions.inCacheOnly()))
                    .isInstanceOf(TooLargeException.class)
                    .hasMessageContaining("'big'");
        }

        @Test
        void withoutACacheNothingIsKept() {
            ResultCache none = new ResultCache(CacheOptions.disabled(), nanos::get);
            none.written(key("k"), none.mark(key("k")), result(1), 5, 0);

            assertThat(none.get(key("k"))).isNull();
            assertThatThrownBy(() -> none.pin(key("k"), result(1), SaveOptions.inCacheOnly()))
                    .isInstanceOf(UnsupportedException.class);
        }
    }
}
