package dev.cairn.backend.memory;

import static dev.cairn.backend.memory.SmallStore.body;
import static dev.cairn.backend.memory.SmallStore.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.TooLargeException;
import dev.cairn.UnavailableException;
import dev.cairn.spi.BlobRef;
import dev.cairn.spi.Content;
import dev.cairn.spi.Expectation;
import dev.cairn.spi.Put;
import dev.cairn.spi.Slot;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which documents a store that evicts lets go; it has room for three results of 10,000 bytes, not four. */
class DocumentEvictionTest {
    private static final int SIZE = 10_000;

    private final SmallStore store = SmallStore.evicting(40_000);

    @AfterEach
    void close() {
        store.close();
    }

    private void fill() {
        store.save("a", SIZE, 1);
        store.save("b", SIZE, 2);
        store.save("c", SIZE, 3);
    }

    @Test
    void removesTheOneThatWasSavedLongestAgoWithItsBlob() {
        BlobRef blob = store.save("a", SIZE, 1);
        store.save("b", SIZE, 2);
        store.save("c", SIZE, 3);

        store.save("d", SIZE, 4);

        assertThat(List.of("a", "b", "c", "d")).filteredOn(store::has).containsExactly("b", "c", "d");
        assertThat(store.has(blob)).isFalse();
    }

    @Test
    void leavesNoTombstone() {
        fill();

        store.save("d", SIZE, 4);

        assertThat(store.backend.documents().get(key("a"))).isEqualTo(Slot.absent(key("a")));
    }

    @Test
    void keepsTheOneThatWasReadSince() {
        fill();
        store.backend.documents().get(key("a"));

        store.save("d", SIZE, 4);

        assertThat(List.of("a", "b", "c", "d")).filteredOn(store::has).containsExactly("a", "c", "d");
    }

    @Test
    void keepsTheOneWhoseHeadWasReadAfterTheVictimsWereSorted() {
        fill();
        store.save("d", SIZE, 4);
        store.backend.documents().head(key("b"));

        store.save("e", SIZE, 5);

        assertThat(List.of("b", "c", "d", "e")).filteredOn(store::has).containsExactly("b", "d", "e");
    }

    @Test
    void removesAsManyAsItTakes() {
        fill();

        store.save("d", 3 * SIZE, 4);

        assertThat(List.of("a", "b", "c", "d")).filteredOn(store::has).containsExactly("d");
    }

    @Test
    void neverRemovesTheOneBeingWritten() {
        store.put("grows", Content.of(body(1000)));
        store.put("other", Content.of(body(20_000)));

        store.put("grows", Content.of(body(38_000)));

        assertThat(List.of("grows", "other")).filteredOn(store::has).containsExactly("grows");
    }

    @Test
    void neverRemovesArchivedDocumentsOrTombstones() {
        store.backend.documents().put(Put.archived(key("cold"), Content.of(body(15_000)), "tape", Expectation.any()));
        store.backend.documents().put(Put.deleted(key("gone"), Expectation.any()));

        assertThatThrownBy(() -> store.save("d", 3 * SIZE, 4))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("Nothing more can be evicted");

        assertThat(store.backend.documents().get(List.of(key("cold"), key("gone"))))
                .allMatch(slot -> slot.document() != null);
    }

    @Test
    void removesNothingForAValueThatCouldNeverFit() {
        fill();

        assertThatThrownBy(() -> store.put("huge", Content.of(body(50_000)))).isInstanceOf(TooLargeException.class);

        assertThat(List.of("a", "b", "c")).allMatch(store::has);
    }

    @Test
    void makesRoomForManySavesOverOneKey() {
        for (int seed = 0; seed < 50; seed++) {
            store.save("again", SIZE, seed);
        }

        assertThat(store.has("again")).isTrue();
    }
}
