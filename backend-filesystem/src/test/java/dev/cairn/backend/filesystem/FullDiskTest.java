package dev.cairn.backend.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cairn.UnavailableException;
import dev.cairn.spi.Document;
import dev.cairn.spi.Expectation;
import dev.cairn.spi.JournalKey;
import dev.cairn.spi.Put;
import dev.cairn.spi.StorageBackend;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a file system of one megabyte, which takes root to mount. */
class FullDiskTest {
    private static final JournalKey LOG = new JournalKey(Stores.key("a"), "log");

    @TempDir
    Path folder;

    private Path ballast;
    private StorageBackend store;
    private Document saved;

    @BeforeEach
    void fill() throws Exception {
        assumeTrue(
                Shell.runs("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder.toString()),
                "a small disk cannot be mounted here");
        store = Stores.open(folder.resolve("store"), Map.of());
        saved = store.documents().put(Put.live(Stores.key("a"), Stores.content("before"), Expectation.absent()));
        store.journals().append(LOG, List.of("{\"n\":1}"));
        ballast = folder.resolve("ballast");
        assertThatThrownBy(this::useUpAllSpace).isInstanceOf(IOException.class);
    }

    @AfterEach
    void unmount() throws InterruptedException {
        if (store != null) {
            store.close();
            Shell.run("umount", folder.toString());
        }
    }

    @Test
    void isNamedAndLeavesTheDocumentAsItWas() {
        assertFull(() -> store.documents().put(Put.live(Stores.key("a"), Stores.content("after"), Expectation.any())));
        assertThat(store.documents().get(Stores.key("a")).document()).isEqualTo(saved);
        assertThat(folder.resolve("store/_tmp")).isEmptyDirectory();
    }

    @Test
    void refusesABlobAndLeavesNothingOfIt() {
        assertFull(() -> Stores.blob(store.blobs(), new byte[500_000]));
        assertThat(folder.resolve("store/_tmp")).isEmptyDirectory();
    }

    @Test
    void cutsOffAnEntryThatDidNotFit() throws IOException {
        String large = "{\"text\":\"" + "x".repeat(20_000) + "\"}";
        assertFull(() -> store.journals().append(LOG, List.of("{\"n\":2}", large)));
        Files.delete(ballast);
        store.journals().append(LOG, List.of("{\"n\":3}"));
        assertThat(store.journals().read(LOG, 0, 10).entries())
                .extracting("json")
                .containsExactly("{\"n\":1}", "{\"n\":3}");
        assertThat(store.journals().read(LOG, 0, 10).damages()).isEmpty();
    }

    @Test
    void isOverOnceThereIsSpaceAgain() throws IOException {
        assertFull(() -> store.documents().put(Put.live(Stores.key("b"), Stores.content("x"), Expectation.any())));
        Files.delete(ballast);
        store.documents().put(Put.live(Stores.key("b"), Stores.content("x"), Expectation.absent()));
        assertThat(Stores.read(store.blobs(), Stores.blob(store.blobs(), new byte[1000])))
                .hasSize(1000);
    }

    private void useUpAllSpace() throws IOException {
        try (OutputStream out = Files.newOutputStream(ballast)) {
            while (true) {
                out.write(new byte[4096]);
            }
        }
    }

    private static void assertFull(ThrowingCallable write) {
        assertThatThrownBy(write)
                .isInstanceOf(UnavailableException.class)
                .hasMessageContainingAll("disk is full", "store");
    }
}
