package dev.cairn.backend.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cairn.ConfigurationException;
import dev.cairn.UnsupportedException;
import dev.cairn.spi.BlobRef;
import dev.cairn.spi.Capability;
import dev.cairn.spi.DocumentState;
import dev.cairn.spi.Expectation;
import dev.cairn.spi.JournalKey;
import dev.cairn.spi.Put;
import dev.cairn.spi.StorageBackend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadOnlyTest {
    private static final JournalKey LOG = new JournalKey(Stores.key("a"), "log");

    @TempDir
    Path folder;

    private BlobRef blob;

    @BeforeEach
    void fill() {
        try (StorageBackend store = Stores.open(folder)) {
            store.documents().put(Put.live(Stores.key("a"), Stores.content("x"), Expectation.absent()));
            store.documents().put(Put.live(Stores.key("B"), Stores.content("y"), Expectation.absent()));
            store.documents().put(Put.deleted(Stores.key("B"), Expectation.any()));
            blob = Stores.blob(store.blobs(), new byte[100]);
            store.journals().append(LOG, List.of("{\"n\":1}"));
        }
    }

    @Test
    void readsEverythingAndTouchesNothing() throws IOException {
        Files.writeString(folder.resolve("_tmp/" + "0".repeat(36) + "-1.tmp"), "left over");
        Map<String, String> before = listing();
        readAll();
        assertThat(listing()).isEqualTo(before);
    }

    @Test
    void needsNoRightToWrite() throws InterruptedException {
        assumeTrue(
                Shell.runs("chattr", "-R", "+i", folder.toString()), "chattr +i needs root and a file system with it");
        try {
            readAll();
        } finally {
            Shell.run("chattr", "-R", "-i", folder.toString());
        }
    }

    @Test
    void refusesEveryWrite() {
        try (StorageBackend store = Stores.readOnly(folder)) {
            assertUnsupported(
                    () -> store.documents().put(Put.live(Stores.key("a"), Stores.content("z"), Expectation.any())));
            assertUnsupported(() -> store.documents().remove(Stores.key("a"), 1));
            assertUnsupported(() -> store.blobs().create(Stores.SCOPE));
            assertUnsupported(() -> store.blobs().touch(Stores.SCOPE, List.of(blob.digest())));
            assertUnsupported(() -> store.blobs().sweep(Stores.SCOPE, List.of(blob.digest()), Instant.now()));
            assertUnsupported(() -> store.journals().append(LOG, List.of("{}")));
            assertUnsupported(() -> store.journals().force(LOG));
            assertUnsupported(() -> store.journals().seal(LOG));
            assertUnsupported(() -> store.journals().delete(LOG));
            assertUnsupported(store::holdExclusively);
            assertThat(store.capabilities().has(Capability.EXCLUSIVE_HOLD)).isFalse();
        }
    }

    @Test
    void refusesAFolderThatIsNoStore() {
        Path missing = folder.resolve("missing");
        assertThatThrownBy(() -> Stores.readOnly(missing))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("no store", missing.toString());
        assertThat(missing).doesNotExist();
    }

    private void readAll() {
        try (StorageBackend store = Stores.readOnly(folder);
                Stream<?> slots = store.documents().scan(Stores.SCOPE, "result", Set.of(DocumentState.values()))) {
            assertThat(slots).hasSize(2);
            assertThat(store.documents().get(Stores.key("a")).findVisible()).isPresent();
            assertThat(store.documents().scopes()).containsExactly(Stores.SCOPE);
            assertThat(Stores.read(store.blobs(), blob)).hasSize(100);
            assertThat(store.blobs().now()).isNotNull();
            assertThat(store.journals().read(LOG, 0, 10).entries()).hasSize(1);
            store.hold().close();
        }
    }

    private Map<String, String> listing() throws IOException {
        Map<String, String> listing = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.toList()) {
                listing.put(file.toString(), Files.size(file) + " " + Files.getLastModifiedTime(file));
            }
        }
        return listing;
    }

    private static void assertUnsupported(ThrowingCallable write) {
        assertThatThrownBy(write).isInstanceOf(UnsupportedException.class).hasMessageContaining("reading only");
    }
}
