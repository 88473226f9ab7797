package dev.cairn.backend.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.ConflictException;
import dev.cairn.CorruptException;
import dev.cairn.spi.Applied;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentFrame;
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
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentFilesTest {
    private static final DocumentKey KEY = Stores.key("run_001");
    private static final DocumentKey ODD = Stores.key("../../etc/Passwd");

    @TempDir
    Path folder;

    private StorageBackend store;
    private DocumentStore documents;
    private FileLayout layout;

    @BeforeEach
    void open() {
        store = Stores.open(folder);
        documents = store.documents();
        layout = new FileLayout(folder);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Nested
    class Format {
        @Test
        void aDocumentIsAJsonFileUnderItsOwnName() throws IOException {
            Document saved = save(KEY, "x");
            JsonNode file = new ObjectMapper()
                    .readTree(folder.resolve("default/result/run_001.json").toFile());
            assertThat(file.path("revision").asLong()).isEqualTo(saved.revision());
            assertThat(file.path("id").asText()).isEqualTo("run_001");
            assertThat(file.path("body").path("text").asText()).isEqualTo("x");
        }

        @Test
        void itsHeadIsInTheFirst256Bytes() throws IOException {
            Document saved = save(KEY, "x".repeat(2000));
            byte[] start = Arrays.copyOf(Files.readAllBytes(layout.document(KEY)), 256);
            assertThat(DocumentFrame.head(start, 256, "file")).isEqualTo(saved.head());
        }

        @Test
        void aScopeTellsItsTrueName() throws IOException {
            DocumentKey key = new DocumentKey("Experiment 7", "result", "a");
            save(key, "x");
            assertThat(layout.scopeMeta("Experiment 7")).content().contains("\"scope\":\"Experiment 7\"");
            assertThat(documents.scopes()).containsExactly("Experiment 7");
        }

        @Test
        void namesOfAnyKindAreListedAsTheyWereGiven() {
            save(KEY, "x");
            save(ODD, "y");
            assertThat(keys()).containsExactlyInAnyOrder(KEY, ODD);
            assertThat(layout.document(ODD).getParent()).isEqualTo(folder.resolve("default/result"));
        }

        @Test
        void filesOfOthersArePassedOver() throws IOException {
            save(KEY, "x");
            Files.writeString(folder.resolve("default/result/notes.txt"), "x");
            Files.writeString(folder.resolve("default/result/Upper.json"), "x");
            Files.writeString(folder.resolve("default/README"), "x");
            assertThat(keys()).containsExactly(KEY);
            assertThat(scan(DocumentState.LIVE)).hasSize(1);
            assertThat(documents.kinds(Stores.SCOPE)).containsExactly("result");
        }
    }

    @Nested
    class Damage {
        @Test
        @DisplayName("29: a flipped bit anywhere in the file of a document is noticed")
        void aFlippedBitAnywhereIsNoticed() throws IOException {
            save(KEY, "x");
            Path file = layout.document(KEY);
            byte[] good = Files.readAllBytes(file);
            for (int i = 0; i < good.length; i++) {
                byte[] bad = good.clone();
                bad[i] ^= (byte) (1 << i % 8);
                Files.write(file, bad);
                assertThat(documents.get(KEY).damage()).as("byte %d", i).isNotNull();
            }
        }

        @Test
        void aFileCutOffAnywhereIsNoticed() throws IOException {
            save(KEY, "x");
            Path file = layout.document(KEY);
            byte[] good = Files.readAllBytes(file);
            for (int length = 0; length < good.length; length++) {
                Files.write(file, Arrays.copyOf(good, length));
                assertThat(documents.get(KEY).damage()).as("length %d", length).isNotNull();
            }
        }

        @Test
        void isShownByAScanAndStopsNoListing() throws IOException {
            save(KEY, "x");
            save(ODD, "y");
            save(Stores.key("fine"), "z");
            damage(layout.document(KEY));
            damage(layout.document(ODD));
            assertThat(keys()).containsExactlyInAnyOrder(KEY, Stores.key("fine"));
            List<Slot> slots = scan(DocumentState.LIVE);
            assertThat(slots).hasSize(3);
            assertThat(slots.stream().filter(slot -> slot.damage() != null).map(Slot::key))
                    .containsExactlyInAnyOrder(KEY, null);
        }

        @Test
        void aFileUnderAnotherName() throws IOException {
            save(KEY, "x");
            Files.copy(layout.document(KEY), layout.document(Stores.key("copy")));
            assertThat(documents.get(Stores.key("copy")).damage())
                    .hasMessageContainingAll("run_001", "belongs elsewhere");
            assertThat(documents.get(KEY).findVisible()).isPresent();
        }

        @Test
        void isSetAsideByAPutOfAnything() throws IOException {
            save(KEY, "x");
            byte[] bad = damage(layout.document(KEY));
            Document again = save(KEY, "again");
            assertThat(documents.get(KEY).document()).isEqualTo(again);
            assertThat(folder.resolve("default/_damaged/result/run_001.json.1")).hasBinaryContent(bad);
        }

        @Test
        void isSetAsideByANewerDocument() throws IOException {
            Document saved = save(KEY, "x");
            damage(layout.document(KEY));
            assertThat(documents.putNewer(saved)).isEqualTo(Applied.APPLIED);
            assertThat(documents.get(KEY).document()).isEqualTo(saved);
        }

        @Test
        void refusesAPutThatExpectsSomething() throws IOException {
            Document saved = save(KEY, "x");
            byte[] bad = damage(layout.document(KEY));
            for (Expectation expectation : List.of(Expectation.absent(), Expectation.revision(saved.revision()))) {
                assertThatThrownBy(() -> documents.put(Put.live(KEY, Stores.content("y"), expectation)))
                        .isInstanceOf(CorruptException.class)
                        .hasMessageContaining("run_001.json");
            }
            assertThat(layout.document(KEY)).hasBinaryContent(bad);
        }

        @Test
        void ofAScopesNameIsRepairedByTheNextWriter() throws IOException {
            DocumentKey key = new DocumentKey("Experiment 7", "result", "a");
            save(key, "x");
            Files.writeString(layout.scopeMeta("Experiment 7"), "{");
            assertThat(documents.scopes()).isEmpty();
            try (StorageBackend later = Stores.open(folder)) {
                later.documents().put(Put.live(key, Stores.content("y"), Expectation.any()));
            }
            assertThat(documents.scopes()).containsExactly("Experiment 7");
        }

        @Test
        void ofAnOldTombstoneIsSetAsideOnce() throws IOException {
            save(KEY, "x");
            documents.put(Put.deleted(KEY, Expectation.any()));
            save(KEY, "y");
            byte[] bad = damage(layout.tombstone(KEY));
            for (int i = 0; i < 3; i++) {
                save(KEY, "again " + i);
            }
            try (Stream<Path> aside = Files.list(folder.resolve("default/_damaged/result"))) {
                assertThat(aside)
                        .singleElement()
                        .satisfies(file -> assertThat(file).hasBinaryContent(bad));
            }
            assertThat(scan(DocumentState.DELETED)).isEmpty();
        }

        @Test
        void besideAnOldTombstoneCanBeDeleted() throws IOException {
            save(KEY, "x");
            documents.put(Put.deleted(KEY, Expectation.any()));
            save(KEY, "y");
            damage(layout.document(KEY));
            documents.put(Put.deleted(KEY, Expectation.any()));
            assertThat(documents.get(KEY).document()).isNotNull();
            assertThat(documents.get(KEY).findVisible()).isEmpty();
        }
    }

    @Nested
    class Deletion {
        @Test
        void leavesATombstoneInAFolderOfItsOwn() {
            save(KEY, "x");
            documents.put(Put.deleted(KEY, Expectation.any()));
            assertThat(layout.document(KEY)).doesNotExist();
            assertThat(layout.tombstone(KEY)).exists();
            assertThat(scan(DocumentState.DELETED)).hasSize(1);
            assertThat(keys()).isEmpty();
        }

        @Test
        void isForgottenByANewSave() {
            save(KEY, "x");
            Document deleted = documents.put(Put.deleted(KEY, Expectation.any()));
            Document again = save(KEY, "y");
            assertThat(again.revision()).isGreaterThan(deleted.revision());
            assertThat(documents.get(KEY).document()).isEqualTo(again);
            assertThat(scan(DocumentState.DELETED)).isEmpty();
        }

        @Test
        void thatACrashBrokeOffDidNotHappen() throws IOException {
            Document saved = breakOff();
            assertThat(documents.get(KEY).document()).isEqualTo(saved);
            assertThatThrownBy(() -> documents.put(Put.live(KEY, Stores.content("new"), Expectation.absent())))
                    .isInstanceOf(ConflictException.class);
            assertThat(documents.get(KEY).document()).isEqualTo(saved);
            Document again =
                    documents.put(Put.live(KEY, Stores.content("new"), Expectation.revision(saved.revision())));
            assertThat(documents.get(KEY).document()).isEqualTo(again);
        }

        @Test
        void thatACrashBrokeOffCanBeRepeated() throws IOException {
            breakOff();
            Document deleted = documents.put(Put.deleted(KEY, Expectation.any()));
            assertThat(layout.document(KEY)).doesNotExist();
            assertThat(documents.get(KEY).document()).isEqualTo(deleted);
        }

        @Test
        void thatACrashBrokeOffIsForgottenByARemoval() throws IOException {
            Document saved = breakOff();
            assertThat(documents.remove(KEY, saved.revision())).isTrue();
            assertThat(layout.document(KEY)).doesNotExist();
            assertThat(layout.tombstone(KEY)).doesNotExist();
        }

        @Test
        void isTakenAwayTogetherWithTheDocument() {
            save(KEY, "x");
            documents.put(Put.deleted(KEY, Expectation.any()));
            Document again = save(KEY, "y");
            assertThat(documents.remove(KEY, again.revision())).isTrue();
            assertThat(documents.head(KEY)).isEmpty();
            assertThat(layout.tombstone(KEY)).doesNotExist();
        }

        private Document breakOff() throws IOException {
            Document saved = save(KEY, "x");
            byte[] live = Files.readAllBytes(layout.document(KEY));
            documents.put(Put.deleted(KEY, Expectation.any()));
            Files.write(layout.document(KEY), live);
            return saved;
        }
    }

    @Test
    void aRefusedPutLeavesNoFolder() {
        assertThatThrownBy(() -> documents.put(Put.live(KEY, Stores.content("x"), Expectation.revision(7))))
                .hasMessageContaining("is not there");
        assertThat(folder.resolve("default")).doesNotExist();
    }

    private Document save(DocumentKey key, String text) {
        return documents.put(Put.live(key, Stores.content(text), Expectation.any()));
    }

    private List<DocumentKey> keys() {
        try (Stream<DocumentKey> keys = documents.keys(Stores.SCOPE, "result")) {
            return keys.toList();
        }
    }

    private List<Slot> scan(DocumentState state) {
        try (Stream<Slot> slots = documents.scan(Stores.SCOPE, "result", Set.of(state))) {
            return slots.toList();
        }
    }

    private static byte[] damage(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        return bytes;
    }
}
