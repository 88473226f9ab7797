package dev.cairn.testkit;

import static dev.cairn.testkit.Samples.SCOPE;
import static dev.cairn.testkit.Samples.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.NotFoundException;
import dev.cairn.spi.BlobInfo;
import dev.cairn.spi.BlobReader;
import dev.cairn.spi.BlobRef;
import dev.cairn.spi.BlobSink;
import dev.cairn.spi.ChunkSums;
import dev.cairn.spi.Digest;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Blobs come back as they were written, whole or in part, under the digest of their bytes. */
abstract class BlobContract extends ContractTest {
    @Nested
    @DisplayName("A blob")
    class Written {
        @ParameterizedTest
        @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, 1_000_000})
        void comesBackAsItWasWritten(int length) {
            byte[] bytes = bytes(length, 1);
            assertThat(readBlob(putBlob(bytes).digest())).isEqualTo(bytes);
        }

        @Test
        void isNamedByItsDigestWithTheSumsOfItsChunks() {
            byte[] bytes = bytes(200_000, 1);
            assertThat(putBlob(bytes)).isEqualTo(BlobRef.whole(Digest.of(bytes), 200_000, ChunkSums.of(bytes)));
        }

        @Test
        void ofSeventyMebibytesStreamsInPiecesOfAnySize() {
            GeneratedBytes generated = new GeneratedBytes(70L << 20);
            BlobRef ref;
            try (BlobSink sink = blobs().create(SCOPE)) {
                generated.writeTo(sink);
                ref = sink.commit();
            }
            assertThat(ref).isEqualTo(generated.ref());
            try (BlobReader reader = blobs().open(SCOPE, ref.digest())) {
                generated.assertReadBy(reader);
            }
        }

        @Test
        void isKeptOnceThoughWrittenTwice() {
            BlobRef first = putBlob(bytes(1000, 1));
            assertThat(putBlob(bytes(1000, 1))).isEqualTo(first);
            assertThat(Listings.blobs(blobs(), SCOPE))
                    .extracting(BlobInfo::digest)
                    .containsExactly(first.digest());
        }

        @Test
        @DisplayName("27: written by eight threads at once is kept once")
        void writtenByEightThreadsAtOnceIsKeptOnce() {
            byte[] bytes = bytes(300_000, 1);
            Together.run(8, thread -> putBlob(bytes));
            assertThat(Listings.blobs(blobs(), SCOPE)).hasSize(1);
            assertThat(readBlob(Digest.of(bytes))).isEqualTo(bytes);
        }

        @Test
        void isNotThereWhereNobodyPutIt() {
            assertThatExceptionOfType(NotFoundException.class)
                    .isThrownBy(() -> blobs().open(SCOPE, Digest.of(bytes(10, 1))));
        }
    }

    @Nested
    @DisplayName("A sink")
    class Sink {
        private final byte[] bytes = bytes(100_000, 1);

        @Test
        @DisplayName("27: shows nothing before its commit")
        void showsNothingBeforeItsCommit() {
            try (BlobSink sink = blobs().create(SCOPE)) {
                sink.write(bytes);
                assertNothingThere();
                sink.commit();
                assertThat(readBlob(Digest.of(bytes))).isEqualTo(bytes);
            }
        }

        @Test
        void leavesNothingWithoutACommit() {
            try (BlobSink sink = blobs().create(SCOPE)) {
                sink.write(bytes);
            }
            assertNothingThere();
        }

        @Test
        void mayBeClosedAgainAndTheBlobStays() {
            BlobSink sink = blobs().create(SCOPE);
            sink.write(bytes);
            sink.commit();
            sink.close();
            sink.close();
            assertThat(readBlob(Digest.of(bytes))).isEqualTo(bytes);
        }

        @Test
        void takesWhatRemainsOfABufferOfAnyKind() {
            try (BlobSink sink = blobs().create(SCOPE)) {
                sink.write(ByteBuffer.wrap(bytes, 0, 70_000).asReadOnlyBuffer());
                sink.write(ByteBuffer.allocate(0));
                ByteBuffer direct = ByteBuffer.allocateDirect(40_000);
                direct.position(5).put(bytes, 70_000, 30_000).flip().position(5);
                sink.write(direct);
                sink.commit();
            }
            assertThat(readBlob(Digest.of(bytes))).isEqualTo(bytes);
        }

        @Test
        void keepsNoArrayThatTheCallerChangesLater() {
            byte[] reused = bytes.clone();
            try (BlobSink sink = blobs().create(SCOPE)) {
                sink.write(reused);
                Arrays.fill(reused, (byte) 0);
                sink.commit();
            }
            assertThat(readBlob(Digest.of(bytes))).isEqualTo(bytes);
        }

        @Test
        void doesNotMeetAnotherOneThatIsOpen() {
            byte[] others = bytes(50_000, 2);
            try (BlobSink one = blobs().create(SCOPE);
                    BlobSink other = blobs().create(SCOPE)) {
                one.write(bytes);
                other.write(others);
                one.commit();
                other.commit();
            }
            assertThat(readBlob(Digest.of(bytes))).isEqualTo(bytes);
            assertThat(readBlob(Digest.of(others))).isEqualTo(others);
        }

        private void assertNothingThere() {
            assertThat(Listings.blobs(blobs(), SCOPE)).isEmpty();
            assertThat(blobs().touch(SCOPE, List.of(Digest.of(bytes)))).containsExactly(Digest.of(bytes));
            assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> blobs().open(SCOPE, Digest.of(bytes)));
        }
    }

    @Nested
    @DisplayName("A reader")
    class Reader {
        private final byte[] bytes = bytes(200_000, 1);

        private BlobReader open() {
            return blobs().open(SCOPE, putBlob(bytes).digest());
        }

        @ParameterizedTest
        @CsvSource({"0, 1", "0, 200000", "1, 65535", "65535, 2", "65536, 65536", "131071, 68929", "199999, 1", "777, 0"
        })
        void readsAsMuchAsFitsFromAnyPosition(int position, int length) {
            ByteBuffer target = ByteBuffer.allocate(length);
            try (BlobReader reader = open()) {
                assertThat(reader.read(position, target)).isEqualTo(length);
            }
            assertThat(target.array()).isEqualTo(Arrays.copyOfRange(bytes, position, position + length));
        }

        @Test
        void readsLessOnlyAtTheEnd() {
            ByteBuffer target = ByteBuffer.allocate(100);
            try (BlobReader reader = open()) {
                assertThat(reader.read(199_970, target)).isEqualTo(30);
            }
            assertThat(Arrays.copyOf(target.array(), 30)).isEqualTo(Arrays.copyOfRange(bytes, 199_970, 200_000));
            assertThat(target.remaining()).isEqualTo(70);
        }

        @ParameterizedTest
        @ValueSource(longs = {200_000, 200_001, 5_000_000_000L})
        void readsNothingBehindTheEnd(long position) {
            ByteBuffer target = ByteBuffer.allocate(100);
            try (BlobReader reader = open()) {
                assertThat(reader.read(position, target)).isZero();
            }
            assertThat(target.remaining()).isEqualTo(100);
        }

        @Test
        void fillsABufferOfAnyKindBetweenItsPositionAndItsLimit() {
            ByteBuffer target = ByteBuffer.allocateDirect(100).position(10).limit(30);
            try (BlobReader reader = open()) {
                assertThat(reader.read(65_530, target)).isEqualTo(20);
            }
            byte[] expected = new byte[100];
            System.arraycopy(bytes, 65_530, expected, 10, 20);
            assertThat(target.position()).isEqualTo(30);
            assertThat(target.limit()).isEqualTo(30);
            assertThat(target.clear()).isEqualTo(ByteBuffer.wrap(expected));
        }

        @Test
        void tellsTheSizeOfTheBlob() {
            try (BlobReader reader = open()) {
                assertThat(reader.size()).isEqualTo(200_000);
            }
        }

        @Test
        void servesSeveralThreadsAtOnce() {
            try (BlobReader reader = open()) {
                Together.run(4, thread -> {
                    for (int position = thread; position < 190_000; position += 997) {
                        ByteBuffer target = ByteBuffer.allocate(1000);
                        reader.read(position, target);
                        assertThat(target.array()).isEqualTo(Arrays.copyOfRange(bytes, position, position + 1000));
                    }
                });
            }
        }
    }

    @Nested
    @DisplayName("A scope")
    class Scope {
        private final byte[] bytes = bytes(1000, 1);

        @Test
        void doesNotShareItsBlobs() {
            Digest digest = putBlob("one", bytes).digest();
            assertThat(Listings.blobs(blobs(), "two")).isEmpty();
            assertThat(blobs().touch("two", List.of(digest))).containsExactly(digest);
            assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> blobs().open("two", digest));
        }

        @Test
        @DisplayName("23: keeps its blob though another one loses the same")
        void keepsItsBlobThoughAnotherOneLosesTheSame() {
            Digest digest = putBlob("one", bytes).digest();
            putBlob("two", bytes);
            blobs().sweep("two", List.of(digest), letTimePass());
            assertThat(readBlob("one", digest)).isEqualTo(bytes);
            assertThat(Listings.blobs(blobs(), "two")).isEmpty();
        }
    }
}
