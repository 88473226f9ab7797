package dev.cairn.backend.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.UnavailableException;
import dev.cairn.spi.BlobRef;
import dev.cairn.spi.Digest;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.DocumentState;
import dev.cairn.spi.DocumentStore;
import dev.cairn.spi.Expectation;
import dev.cairn.spi.JournalKey;
import dev.cairn.spi.Put;
import dev.cairn.spi.Slot;
import dev.cairn.spi.StorageBackend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
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

        @Test
        void theWholeStoreIsNotTakenForAnEmptyOne() throws IOException {
            save(KEY);
            Path elsewhere = Files.move(root, folder.resolve("elsewhere"));
            for (ThrowingCallable call : List.<ThrowingCallable>of(
                    () -> documents.get(KEY),
                    () -> documents.head(KEY),
                    documents::scopes,
                    () -> documents.keys(Stores.SCOPE, "result"),
                    () -> store.blobs().open(Stores.SCOPE, Digest.of(new byte[1])),
                    () -> store.journals().read(new JournalKey(KEY, "log"), 0, 10),
                    () -> save(KEY))) {
                assertThatThrownBy(call)
                        .isInstanceOf(UnavailableException.class)
                        .hasMessageContainingAll(root.toString(), "not there any more", "mounted");
            }
            Files.move(elsewhere, root);
            assertThat(documents.get(KEY).findVisible()).isPresent();
            save(KEY);
        }

        @Test
        void theLockFileStopsWritersUntilTheyOpenAgain() throws IOException {
            save(KEY);
            Files.delete(layout.lock());
            assertLockLost(() -> save(KEY));
            assertLockLost(() -> store.hold());
            assertThat(documents.get(KEY).findVisible()).isPresent();
            try (StorageBackend later = Stores.open(root)) {
                later.documents().put(Put.live(KEY, Stores.content("y"), Expectation.any()));
                assertLockLost(() -> save(KEY));
            }
        }

        private void assertLockLost(ThrowingCallable write) {
            assertThatThrownBy(write)
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageContainingAll("_lock", "removed or replaced", "open it again");
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

    @Nested
    class Links {
        private Path outside;

        @BeforeEach
        void makeOutside() throws IOException {
            outside = Files.createDirectory(folder.resolve("outside"));
        }

        @Test
        void inThePlaceOfAScopeAreNotWrittenThrough() throws IOException {
            Files.createSymbolicLink(root.resolve("default"), outside);
            assertRefused(() -> save(KEY));
            assertRefused(() -> Stores.blob(store.blobs(), new byte[10]));
            assertRefused(() -> store.journals().append(new JournalKey(KEY, "log"), List.of("{}")));
            assertThat(outside).isEmptyDirectory();
        }

        @Test
        void inThePlaceOfAnInnerFolderAreNotWrittenThrough() throws IOException {
            Files.createDirectory(root.resolve("default"));
            Files.createSymbolicLink(root.resolve("default/result"), outside);
            assertRefused(() -> save(KEY));
            assertThat(outside).isEmptyDirectory();
        }

        @Test
        void amongTheStoresOwnFoldersKeepItFromOpening() throws IOException {
            store.close();
            Files.delete(root.resolve("_tmp"));
            Files.createSymbolicLink(root.resolve("_tmp"), outside);
            assertThatThrownBy(() -> Stores.open(root)).hasMessageContainingAll("_tmp", "symbolic link");
            assertThat(outside).isEmptyDirectory();
        }

        @Test
        void inThePlaceOfADocumentAreReplaced() throws IOException {
            save(KEY);
            Path elsewhere = outside.resolve("a.json");
            Files.move(layout.document(KEY), elsewhere);
            byte[] before = Files.readAllBytes(elsewhere);
            Files.createSymbolicLink(layout.document(KEY), elsewhere);
            save(KEY);
            assertThat(layout.document(KEY)).isRegularFile().isNotEqualTo(elsewhere);
            assertThat(Files.isSymbolicLink(layout.document(KEY))).isFalse();
            documents.put(Put.deleted(KEY, Expectation.any()));
            assertThat(elsewhere).hasBinaryContent(before);
        }

        @Test
        void inThePlaceOfAJournalAreNotWrittenThrough() throws IOException {
            JournalKey log = new JournalKey(KEY, "log");
            store.journals().append(log, List.of("{}"));
            Path elsewhere = Files.writeString(outside.resolve("diary"), "x");
            Files.delete(layout.journal(log));
            Files.createSymbolicLink(layout.journal(log), elsewhere);
            assertRefused(() -> store.journals().append(log, List.of("{}")));
            assertThat(elsewhere).hasContent("x");
            store.journals().delete(log);
            assertThat(elsewhere).exists();
        }

        @Test
        void inThePlaceOfABlobAreReplaced() throws IOException {
            BlobRef ref = Stores.blob(store.blobs(), new byte[10]);
            Path blob = layout.blob(Stores.SCOPE, ref.digest());
            Path elsewhere = outside.resolve("blob");
            Files.move(blob, elsewhere);
            Files.createSymbolicLink(blob, elsewhere);
            FileTime old = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));
            Files.setLastModifiedTime(elsewhere, old);
            assertThat(store.blobs().touch(Stores.SCOPE, List.of(ref.digest()))).containsExactly(ref.digest());
            Stores.blob(store.blobs(), new byte[10]);
            assertThat(Files.isSymbolicLink(blob)).isFalse();
            assertThat(Files.getLastModifiedTime(elsewhere)).isEqualTo(old);
        }

        private void assertRefused(ThrowingCallable write) {
            assertThatThrownBy(write)
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageContainingAll("symbolic link", "store");
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
