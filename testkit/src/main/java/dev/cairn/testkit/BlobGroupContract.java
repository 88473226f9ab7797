package dev.cairn.testkit;

import static dev.cairn.testkit.Samples.SCOPE;
import static dev.cairn.testkit.Samples.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.spi.BlobContent;
import dev.cairn.spi.BlobGroup;
import dev.cairn.spi.BlobInfo;
import dev.cairn.spi.BlobRef;
import dev.cairn.spi.BlobSink;
import dev.cairn.spi.ChunkSums;
import dev.cairn.spi.Content;
import dev.cairn.spi.Digest;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.Expectation;
import dev.cairn.spi.Put;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Blobs that are put together, or for a document that follows, are blobs like all others. */
abstract class BlobGroupContract extends ContractTest {
    private static List<BlobContent> contents(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> BlobContent.of(bytes(i, i)))
                .toList();
    }

    @Nested
    @DisplayName("Blobs put together")
    class PutTogether {
        @Test
        void comeBackAsTheyWere() {
            List<BlobContent> contents = contents(1100);
            blobs().putAll(SCOPE, contents);
            assertThat(Listings.blobs(blobs(), SCOPE))
                    .extracting(BlobInfo::digest)
                    .containsExactlyInAnyOrderElementsOf(
                            contents.stream().map(BlobContent::digest).toList());
            for (int length : new int[] {0, 1, 499, 500, 501, 1099}) {
                assertThat(readBlob(contents.get(length).digest())).isEqualTo(bytes(length, length));
            }
        }

        @Test
        void mayBeLargeToo() {
            List<BlobContent> contents = IntStream.of(10, 1 << 20, (1 << 20) + 1, 5 << 20)
                    .mapToObj(length -> BlobContent.of(bytes(length, 3)))
                    .toList();
            blobs().putAll(SCOPE, contents);
            contents.forEach(content -> assertThat(readBlob(content.digest())).isEqualTo(content.toByteArray()));
        }

        @Test
        void areTouchedWhereTheyAreThere() {
            Digest there = putBlob(bytes(10, 10)).digest();
            Instant later = letTimePass();
            blobs().putAll(SCOPE, contents(20));
            assertThat(Listings.blobs(blobs(), SCOPE))
                    .hasSize(20)
                    .allSatisfy(blob -> assertThat(blob.touched()).isAfterOrEqualTo(later))
                    .extracting(BlobInfo::digest)
                    .contains(there);
        }

        @Test
        void areEachThereOnceThoughGivenTwice() {
            List<BlobContent> contents = new ArrayList<>(contents(5));
            contents.addAll(contents(5));
            blobs().putAll(SCOPE, contents);
            blobs().putAll(SCOPE, contents);
            blobs().putAll(SCOPE, List.of());
            assertThat(Listings.blobs(blobs(), SCOPE)).hasSize(5);
        }

        @Test
        @DisplayName("27: by eight threads at once in any order are each there once")
        void byEightThreadsAtOnceInAnyOrderAreEachThereOnce() {
            List<BlobContent> contents = contents(60);
            Together.run(8, thread -> {
                List<BlobContent> order = new ArrayList<>(contents);
                Collections.shuffle(order, new Random(thread));
                blobs().putAll(SCOPE, order);
            });
            assertThat(Listings.blobs(blobs(), SCOPE)).hasSize(60);
            contents.forEach(content -> assertThat(readBlob(content.digest())).isEqualTo(content.toByteArray()));
        }
    }

    @Nested
    @DisplayName("A group of blobs")
    class Group {
        @Test
        void isThereOnceItIsPut() {
            BlobGroup group = new BlobGroup(blobs(), SCOPE);
            List<BlobRef> refs = new ArrayList<>();
            for (int length : new int[] {0, 1000, BlobGroup.MOST_BYTES, BlobGroup.MOST_BYTES + 1}) {
                try (BlobSink sink = group.create()) {
                    byte[] bytes = bytes(length, 5);
                    for (int from = 0; from < length; from += 100_000) {
                        sink.write(ByteBuffer.wrap(bytes, from, Math.min(100_000, length - from)));
                    }
                    refs.add(sink.commit());
                    assertThat(refs.get(refs.size() - 1))
                            .isEqualTo(BlobRef.whole(Digest.of(bytes), length, ChunkSums.of(bytes)));
                }
            }
            try (BlobSink dropped = group.create()) {
                dropped.write(bytes(77, 7));
            }
            group.put();
            assertThat(Listings.blobs(blobs(), SCOPE))
                    .extracting(BlobInfo::digest)
                    .containsExactlyInAnyOrderElementsOf(
                            refs.stream().map(BlobRef::digest).toList());
        }
    }

    @Nested
    @DisplayName("A blob for a document")
    class ForADocument {
        @Test
        void canBeReadAtOnceAndNamedByIt() {
            BlobRef ref;
            try (BlobSink sink = blobs().forDocuments().create(SCOPE)) {
                sink.write(bytes(1000, 1));
                ref = sink.commit();
            }
            assertThat(readBlob(ref.digest())).isEqualTo(bytes(1000, 1));
            blobs().forDocuments().putAll(SCOPE, contents(3));
            assertThat(blobs().touch(SCOPE, List.of(ref.digest()))).isEmpty();
            DocumentKey key = new DocumentKey(SCOPE, "result", "k");
            documents().put(Put.live(key, Content.of(new byte[] {'{', '}'}, Map.of("b", ref)), Expectation.any()));
            assertThat(documents().get(key).find().orElseThrow().content().blobs())
                    .containsEntry("b", ref);
        }
    }
}
