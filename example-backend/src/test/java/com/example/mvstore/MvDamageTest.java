package com.example.mvstore;

import static com.example.mvstore.ChildProgram.SCOPE;
import static com.example.mvstore.ChildProgram.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.CorruptException;
import dev.cairn.NotFoundException;
import dev.cairn.spi.BlobInfo;
import dev.cairn.spi.BlobReader;
import dev.cairn.spi.Content;
import dev.cairn.spi.Digest;
import dev.cairn.spi.DocumentState;
import dev.cairn.spi.Expectation;
import dev.cairn.spi.JournalEntry;
import dev.cairn.spi.JournalKey;
import dev.cairn.spi.JournalPage;
import dev.cairn.spi.Put;
import dev.cairn.spi.Slot;
import dev.cairn.spi.StorageBackend;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A flipped bit is noticed, whatever it belongs to, and costs only that. */
class MvDamageTest {
    private static final Content CONTENT = Content.of("{\"n\":1}".getBytes(StandardCharsets.UTF_8));
    private static final byte[] BYTES = new byte[1_500_000];
    private static final Digest DIGEST = Digest.of(BYTES);
    private static final JournalKey LOG = new JournalKey(key("k"), "log");

    @TempDir
    Path folder;

    private StorageBackend store;

    @BeforeEach
    void fill() {
        store = ChildProgram.open(folder.resolve("results.mv"));
        store.documents().put(Put.live(key("j"), CONTENT, Expectation.any()));
        store.documents().put(Put.live(key("k"), CONTENT, Expectation.any()));
        ChildProgram.put(store, BYTES);
        store.journals().append(LOG, List.of("{\"n\":0}", "{\"n\":1}", "{\"n\":2}"));
    }

    @AfterEach
    void close() {
        store.close();
    }

    /** Flips a bit in the middle of the value of the first key from {@code from} on; no value, and the key is removed. */
    private void damage(String from, boolean flip) {
        store.close();
        try (MvFile file = MvFile.open(folder.resolve("results.mv"))) {
            String key = file.ceilingKey(from);
            assertThat(key).isNotNull().startsWith(from);
            byte[] value = Objects.requireNonNull(file.get(key)).clone();
            value[value.length / 2] ^= 1;
            file.apply(flip ? Map.of(key, value) : Map.of(key, new byte[0]));
        }
        store = ChildProgram.open(folder.resolve("results.mv"));
    }

    @Test
    void ofADocumentIsAnAnswerAndStopsNoListing() {
        damage("document\0default\0result\0k", true);

        assertThat(store.documents().get(key("k")).damage()).isNotNull();
        assertThatThrownBy(() -> store.documents().head(key("k"))).isInstanceOf(CorruptException.class);
        try (Stream<Slot> slots = store.documents().scan(SCOPE, "result", EnumSet.of(DocumentState.LIVE))) {
            assertThat(slots).extracting(Slot::key).containsExactly(key("j"), key("k"));
        }
    }

    @Test
    void ofADocumentIsReplacedByAPutThatExpectsNothing() {
        long before = store.documents().head(key("k")).orElseThrow().revision();
        damage("document\0default\0result\0k", true);

        assertThatThrownBy(() -> store.documents().put(Put.live(key("k"), CONTENT, Expectation.absent())))
                .isInstanceOf(CorruptException.class);
        assertThat(store.documents()
                        .put(Put.live(key("k"), CONTENT, Expectation.any()))
                        .revision())
                .isGreaterThan(before);
        assertThat(store.documents().get(key("k")).find()).isPresent();
    }

    @Test
    void ofTheRowOfABlobIsAsIfTheBlobWereNotThere() {
        damage("blob\0", true);

        assertThat(store.blobs().touch(SCOPE, List.of(DIGEST))).containsExactly(DIGEST);
        assertThatThrownBy(() -> store.blobs().open(SCOPE, DIGEST)).isInstanceOf(NotFoundException.class);
        ChildProgram.put(store, BYTES);
        assertThat(read()).isEqualTo(BYTES);
        try (Stream<BlobInfo> blobs = store.blobs().list(SCOPE)) {
            assertThat(blobs).hasSize(1);
        }
    }

    @Test
    void ofAPieceIsRepairedByPuttingTheBlobAgain() {
        damage("piece\0", true);
        assertThat(read()).isNotEqualTo(BYTES);
        ChildProgram.put(store, BYTES);
        assertThat(read()).isEqualTo(BYTES);

        damage("piece\0", false);
        assertThatThrownBy(this::read).isInstanceOf(CorruptException.class).hasMessageContaining("piece 0");
    }

    @Test
    void ofAnEntryCostsThatEntryOnly() {
        damage("entry\0journal\0default\0result\0k\0log\0" + "0".repeat(15) + "1", true);

        JournalPage page = store.journals().read(LOG, 0, 10);
        assertThat(page.entries()).containsExactly(new JournalEntry(0, "{\"n\":0}"), new JournalEntry(2, "{\"n\":2}"));
        assertThat(page.damages()).singleElement().asString().contains("entry 1");
    }

    @Test
    void ofTheIdIsSaid() {
        assertThatThrownBy(() -> damage("store\0id", true))
                .isInstanceOf(CorruptException.class)
                .hasMessageContaining("id");
    }

    private byte[] read() {
        try (BlobReader reader = store.blobs().open(SCOPE, DIGEST)) {
            ByteBuffer bytes = ByteBuffer.allocate((int) reader.size());
            reader.read(0, bytes);
            return bytes.array();
        }
    }
}
