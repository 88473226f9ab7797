package dev.cairn.testkit;

import static dev.cairn.testkit.Samples.SCOPE;
import static dev.cairn.testkit.Samples.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.cairn.NotFoundException;
import dev.cairn.spi.BlobInfo;
import dev.cairn.spi.BlobRef;
import dev.cairn.spi.Digest;
import dev.cairn.spi.Swept;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** How blobs age, and how those that nobody needs are removed without hurting a save that is under way. */
abstract class SweepContract extends ContractTest {
    private static final Digest MISSING = Digest.of(bytes(3, 99));

    private BlobInfo only() {
        List<BlobInfo> all = Listings.blobs(blobs(), SCOPE);
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    @Nested
    @DisplayName("A listing of blobs")
    class Listing {
        @Test
        void showsSizesAndWhenEachWasTouched() {
            Instant before = blobs().now();
            BlobRef one = putBlob(bytes(10, 1));
            BlobRef other = putBlob(bytes(70_000, 2));
            Instant after = blobs().now();
            assertThat(Listings.blobs(blobs(), SCOPE))
                    .allSatisfy(blob -> assertThat(blob.touched()).isBetween(before, after))
                    .extracting(BlobInfo::digest, BlobInfo::size)
                    .containsExactlyInAnyOrder(tuple(one.digest(), 10L), tuple(other.digest(), 70_000L));
        }

        @Test
        void isEmptyWhereNothingWasPut() {
            assertThat(Listings.blobs(blobs(), "no such scope")).isEmpty();
        }
    }

    @Nested
    @DisplayName("A touch")
    class Touch {
        @Test
        void namesThoseThatAreMissing() {
            Digest there = putBlob(bytes(10, 1)).digest();
            assertThat(blobs().touch(SCOPE, List.of(there, MISSING))).containsExactly(MISSING);
            assertThat(blobs().touch(SCOPE, List.of(there))).isEmpty();
            assertThat(blobs().touch(SCOPE, List.of())).isEmpty();
        }

        @Test
        void takesManyAtOnce() {
            Digest there = putBlob(bytes(10, 1)).digest();
            List<Digest> many = IntStream.range(0, 2500)
                    .mapToObj(seed -> seed == 1234 ? there : Digest.of(bytes(10, seed + 1000)))
                    .toList();
            assertThat(blobs().touch(SCOPE, many)).hasSize(2499).doesNotContain(there);
        }

        @Test
        void renewsTheAge() {
            Digest digest = putBlob(bytes(10, 1)).digest();
            Instant later = letTimePass();
            blobs().touch(SCOPE, List.of(digest));
            assertThat(only().touched()).isAfterOrEqualTo(later);
        }

        @Test
        void isWhatWritingTheSameBlobAgainIs() {
            putBlob(bytes(10, 1));
            Instant later = letTimePass();
            putBlob(bytes(10, 1));
            assertThat(only().touched()).isAfterOrEqualTo(later);
        }
    }

    @Nested
    @DisplayName("A sweep")
    class Sweep {
        @Test
        void removesWhateverItsAgeIsBeforeTheEndOfTime() {
            Digest one = putBlob(bytes(10, 1)).digest();
            assertThat(blobs().sweep(SCOPE, List.of(one), Instant.MAX).count()).isOne();
            assertThat(blobs().touch(SCOPE, List.of(one))).containsExactly(one);
        }

        @Test
        void removesItsCandidatesAndReportsTheirNumberAndBytes() {
            Digest one = putBlob(bytes(10, 1)).digest();
            Digest two = putBlob(bytes(70_000, 2)).digest();
            Digest other = putBlob(bytes(30, 3)).digest();
            Swept swept = blobs().sweep(SCOPE, List.of(one, two, MISSING), letTimePass());
            assertThat(swept).isEqualTo(new Swept(2, 70_010));
            assertThat(only().digest()).isEqualTo(other);
            assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> blobs().open(SCOPE, one));
            assertThat(blobs().touch(SCOPE, List.of(one, two, other))).containsExactlyInAnyOrder(one, two);
        }

        @Test
        void keepsWhatWasTouchedAtItsThresholdOrLater() {
            Digest digest = putBlob(bytes(10, 1)).digest();
            assertThat(blobs().sweep(SCOPE, List.of(digest), only().touched())).isEqualTo(Swept.NOTHING);
            assertThat(blobs().sweep(SCOPE, List.of(digest), blobs().now().minus(Duration.ofDays(1))))
                    .isEqualTo(Swept.NOTHING);
            assertThat(readBlob(digest)).isEqualTo(bytes(10, 1));
        }

        @Test
        void keepsEveryBlobThatWasTouchedAfterItsMark() {
            Digest digest = putBlob(bytes(10, 1)).digest();
            for (int i = 0; i < 50; i++) {
                Instant mark = letTimePass();
                blobs().touch(SCOPE, List.of(digest));
                assertThat(blobs().sweep(SCOPE, List.of(digest), mark)).isEqualTo(Swept.NOTHING);
            }
        }

        @Test
        @DisplayName("21: keeps every blob that was written again after its mark")
        void keepsEveryBlobThatWasWrittenAgainAfterItsMark() {
            for (int i = 0; i < 50; i++) {
                Digest digest = putBlob(bytes(10, 1)).digest();
                Instant mark = letTimePass();
                putBlob(bytes(10, 1));
                assertThat(blobs().sweep(SCOPE, List.of(digest), mark)).isEqualTo(Swept.NOTHING);
            }
        }

        @Test
        void findsNothingTheSecondTime() {
            Digest digest = putBlob(bytes(10, 1)).digest();
            Instant later = letTimePass();
            blobs().sweep(SCOPE, List.of(digest), later);
            assertThat(blobs().sweep(SCOPE, List.of(digest), later)).isEqualTo(Swept.NOTHING);
        }

        @Test
        void letsABlobBeWrittenAgain() {
            Digest digest = putBlob(bytes(10, 1)).digest();
            blobs().sweep(SCOPE, List.of(digest), letTimePass());
            putBlob(bytes(10, 1));
            assertThat(readBlob(digest)).isEqualTo(bytes(10, 1));
        }

        @Test
        void ofNoCandidatesOrAnUnknownScopeRemovesNothing() {
            putBlob(bytes(10, 1));
            assertThat(blobs().sweep(SCOPE, List.of(), letTimePass())).isEqualTo(Swept.NOTHING);
            assertThat(blobs().sweep("no such scope", List.of(MISSING), letTimePass()))
                    .isEqualTo(Swept.NOTHING);
            assertThat(Listings.blobs(blobs(), SCOPE)).hasSize(1);
        }
    }

    @Nested
    @DisplayName("A sweep beside a save")
    class Beside {
        private static final int ROUNDS = 100;

        @Test
        @DisplayName("21: keeps a blob whenever a touch said that it is there")
        void keepsABlobWheneverATouchSaidThatItIsThere() {
            for (int i = 0; i < ROUNDS; i++) {
                Digest digest = putBlob(bytes(10, 1)).digest();
                Instant mark = letTimePass();
                AtomicReference<Boolean> there = new AtomicReference<>(false);
                Together.run(
                        () -> there.set(blobs().touch(SCOPE, List.of(digest)).isEmpty()),
                        () -> blobs().sweep(SCOPE, List.of(digest), mark));
                assertThat(blobs().touch(SCOPE, List.of(digest)).isEmpty()).isEqualTo(there.get());
            }
        }

        @Test
        void keepsABlobWhoseCommitReturned() {
            for (int i = 0; i < ROUNDS; i++) {
                Digest digest = putBlob(bytes(10, 1)).digest();
                Instant mark = letTimePass();
                Together.run(() -> putBlob(bytes(10, 1)), () -> blobs().sweep(SCOPE, List.of(digest), mark));
                assertThat(readBlob(digest)).isEqualTo(bytes(10, 1));
            }
        }
    }
}
