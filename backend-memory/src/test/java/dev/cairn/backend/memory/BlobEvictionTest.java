package dev.cairn.backend.memory;

import static dev.cairn.backend.memory.SmallStore.body;
import static dev.cairn.backend.memory.SmallStore.bytes;
import static dev.cairn.backend.memory.SmallStore.naming;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.UnavailableException;
import dev.cairn.spi.BlobRef;
import dev.cairn.spi.Content;
import dev.cairn.spi.Hold;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which blobs a store that evicts lets go; it has room for three results of 10,000 bytes, not four. */
class BlobEvictionTest {
    private static final int SIZE = 10_000;

    private final SmallStore store = SmallStore.evicting(40_000);

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void keepsABlobThatAnotherDocumentNamesToo() {
        BlobRef shared = store.save("a", SIZE, 1);
        store.save("b", SIZE, 2);
        store.save("c", SIZE, 1);

        store.save("d", 2 * SIZE, 4);

        assertThat(List.of("a", "b", "c", "d")).filteredOn(store::has).containsExactly("c", "d");
        assertThat(store.has(shared)).isTrue();
    }

    @Test
    void keepsABlobOfASaveUnderWay() {
        try (Hold hold = store.backend.hold()) {
            BlobRef early = store.putBlob(bytes(SIZE, 1));
            store.save("b", SIZE, 2);
            store.save("c", SIZE, 3);
            store.save("d", SIZE, 4);

            store.put("a", naming(early));

            assertThat(store.read(early)).isEqualTo(bytes(SIZE, 1));
            assertThat(List.of("b", "c", "d")).filteredOn(store::has).containsExactly("c", "d");
        }
    }

    @Test
    void keepsABlobThatASaveUnderWayFoundThereWithItsDocument() {
        store.save("a", SIZE, 1);
        try (Hold hold = store.backend.hold()) {
            BlobRef found = store.putBlob(bytes(SIZE, 1));
            store.save("b", SIZE, 2);
            store.save("c", SIZE, 3);

            store.save("d", SIZE, 4);

            assertThat(List.of("a", "b", "c", "d")).filteredOn(store::has).containsExactly("a", "c", "d");
            assertThat(store.has(found)).isTrue();
        }
    }

    @Test
    void keepsABlobThatASaveUnderWayTouched() {
        BlobRef touched = store.save("a", SIZE, 1);
        store.save("b", SIZE, 2);
        store.save("c", SIZE, 3);
        try (Hold hold = store.backend.hold()) {
            store.backend.blobs().touch(SmallStore.SCOPE, Set.of(touched.digest()));

            store.save("d", SIZE, 4);

            assertThat(store.has(touched)).isTrue();
        }
    }

    @Test
    void keepsABlobThatTwoSavesUnderWayPutAndOnlyOneNamed() {
        try (Hold first = store.backend.hold();
                Hold second = store.backend.hold()) {
            BlobRef both = store.putBlob(bytes(SIZE, 1));
            store.putBlob(bytes(SIZE, 1));
            store.put("a", naming(both));
            second.close();

            store.save("b", SIZE, 2);
            store.save("c", SIZE, 3);
            store.save("d", SIZE, 4);

            assertThat(store.has(both)).isTrue();
            assertThat(List.of("a", "b", "c", "d")).filteredOn(store::has).containsExactly("a", "c", "d");
        }
    }

    @Test
    void keepsABlobWhoseDocumentWasRefusedForTheNextTry() {
        try (Hold hold = store.backend.hold()) {
            BlobRef blob = store.putBlob(bytes(SIZE, 1));
            BlobRef large = store.putBlob(bytes(2 * SIZE, 2));
            assertThatThrownBy(() -> store.put(
                            "a", Content.of(body(2 * SIZE), naming(blob).blobs())))
                    .isInstanceOf(UnavailableException.class);

            assertThatThrownBy(() -> store.putBlob(bytes(SIZE, 3))).isInstanceOf(UnavailableException.class);

            assertThat(store.has(blob)).isTrue();
            assertThat(store.has(large)).isTrue();
        }
    }

    @Test
    void removesABlobWhoseDocumentWasRefusedOnceItsSaveIsOver() {
        BlobRef blob;
        try (Hold hold = store.backend.hold()) {
            blob = store.putBlob(bytes(3 * SIZE, 1));
            Content content = Content.of(body(2 * SIZE), naming(blob).blobs());
            assertThatThrownBy(() -> store.put("a", content)).isInstanceOf(UnavailableException.class);
        }

        store.save("b", SIZE, 2);

        assertThat(store.has(blob)).isFalse();
    }

    @Test
    void removesNoDocumentWhoseBlobWouldHaveToStay() {
        BlobRef touched = store.save("a", 3 * SIZE, 1);
        try (Hold hold = store.backend.hold()) {
            store.backend.blobs().touch(SmallStore.SCOPE, Set.of(touched.digest()));

            assertThatThrownBy(() -> store.putBlob(bytes(SIZE, 2))).isInstanceOf(UnavailableException.class);

            assertThat(store.has("a")).isTrue();
        }
    }

    @Test
    void removesWhatAnAbandonedSaveLeftBeforeAnyDocument() {
        BlobRef abandoned;
        try (Hold hold = store.backend.hold()) {
            abandoned = store.putBlob(bytes(SIZE, 1));
        }
        store.save("b", SIZE, 2);
        store.save("c", SIZE, 3);

        store.save("d", SIZE, 4);

        assertThat(store.has(abandoned)).isFalse();
        assertThat(List.of("b", "c", "d")).allMatch(store::has);
    }

    @Test
    void refusesWhereOnlyBlobsOfSavesUnderWayAreLeft() {
        try (Hold hold = store.backend.hold()) {
            store.putBlob(bytes(3 * SIZE, 1));

            assertThatThrownBy(() -> store.putBlob(bytes(SIZE, 2))).isInstanceOf(UnavailableException.class);
        }
    }

    @Test
    void keepsTheBlobsThatTheDocumentBeingWrittenNames() {
        store.put("other", Content.of(body(2 * SIZE)));
        BlobRef named = store.putBlob(bytes(SIZE, 1));

        store.put("naming", Content.of(body(2 * SIZE), naming(named).blobs()));

        assertThat(store.has(named)).isTrue();
        assertThat(store.has("other")).isFalse();
    }
}
