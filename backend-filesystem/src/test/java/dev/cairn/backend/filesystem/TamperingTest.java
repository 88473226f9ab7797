package dev.cairn.backend.filesystem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.DocumentState;
import dev.cairn.spi.DocumentStore;
import dev.cairn.spi.Expectation;
import dev.cairn.spi.Put;
import dev.cairn.spi.Slot;
import dev.cairn.spi.StorageBackend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people and other programs do to the folder of a store while it is open. */
class TamperingTest {
    private static final DocumentKey KEY = Stores.key("a");

    @TempDir
    Path folder;

    private Path root;
    private StorageBackend store;
    private DocumentStore documents;
    private FileLayout layout;

    @BeforeEach
    void open() {
        root = folder.resolve("store");
        store = Stores.open(root);
        documents = store.documents();
        layout = new FileLayout(root);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Nested
    class Removed {
        @Test
        void aScopeIsDescribedAgainByTheNextSave() throws IOException {
            DocumentKey key = new DocumentKey("Experiment 7", "result", "a");
            DocumentKey other = new DocumentKey("Experiment 7", "run", "b");
            save(key);
            removeAll(layout.scope("Experiment 7"));
            save(other);
            save(key);
            assertThat(documents.scopes()).containsExactly("Experiment 7");
            assertThat(documents.get(other).findVisible()).isPresent();
        }
    }

    @Nested
    class Foreign {
        @Test
        void whatCannotBeReadStopsNoListing() throws IOException {
            save(KEY);
            Files.createDirectory(root.resolve("default/result/b.json"));
            Files.createDirectory(layout.document(Stores.key("B")));
            try (Stream<Slot> slots = documents.scan(Stores.SCOPE, "result", Set.of(DocumentState.LIVE))) {
                assertThat(slots.map(slot -> slot.damage() == null)).containsExactlyInAnyOrder(true, false, false);
            }
            try (Stream<DocumentKey> keys = documents.keys(Stores.SCOPE, "result")) {
                assertThat(keys).contains(KEY);
            }
        }

        @Test
        void entriesAmongWritersAndTemporaryFilesAreLeftAlone() throws IOException {
            Path note = Files.writeString(layout.writers().resolve("note.txt"), "x");
            Path sub = Files.createDirectories(layout.writers().resolve("@eaDir/x"));
            Path temp = Files.createDirectories(layout.temps().resolve("my folder of more than 36 characters.tmp/x"));
            Stores.open(root).close();
            assertThat(note).hasContent("x");
            assertThat(sub).isDirectory();
            assertThat(temp).isDirectory();
        }
    }

    private Document save(DocumentKey key) {
        return documents.put(Put.live(key, Stores.content("x"), Expectation.any()));
    }

    private static void removeAll(Path top) throws IOException {
        try (Stream<Path> below = Files.walk(top)) {
            for (Path path : below.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
