package dev.cairn.backend.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.spi.BlobRef;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.JournalEntry;
import dev.cairn.spi.JournalKey;
import dev.cairn.spi.JournalPage;
import dev.cairn.spi.JournalStore;
import dev.cairn.spi.StorageBackend;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalFilesTest {
    private static final DocumentKey OWNER = Stores.key("run 1");
    private static final JournalKey LOG = new JournalKey(OWNER, "log");

    @TempDir
    Path folder;

    private StorageBackend store;
    private JournalStore journals;
    private Path file;

    @BeforeEach
    void open() {
        store = Stores.open(folder, java.util.Map.of());
        journals = store.journals();
        file = new FileLayout(folder).journal(LOG);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void canBeginWhileOthersOfItsOwnerAreDeleted() throws InterruptedException {
        try (StorageBackend quick = Stores.open(folder)) {
            JournalKey other = new JournalKey(LOG.owner(), "other");
            AtomicBoolean done = new AtomicBoolean();
            Thread deleter = new Thread(() -> {
                while (!done.get()) {
                    quick.journals().delete(other);
                }
            });
            deleter.start();
            try {
                for (int i = 0; i < 2000; i++) {
                    quick.journals().append(LOG, List.of("{}"));
                    quick.journals().delete(LOG);
                }
            } finally {
                done.set(true);
                deleter.join();
            }
        }
    }

    @Test
    void isJsonLinesThatBeginWithItsName() throws IOException {
        journals.append(LOG, List.of("{\"n\":1}"));
        journals.append(LOG, List.of("{\"n\":2}", "{\"n\":3}"));
        List<String> lines = Files.readAllLines(file).stream()
                .filter(line -> !line.isBlank())
                .toList();
        ObjectMapper json = new ObjectMapper();
        assertThat(json.readTree(lines.get(0)).path("journal").path("id").asText())
                .isEqualTo("run 1");
        assertThat(json.readTree(lines.get(3)).path("entry").path("n").asInt()).isEqualTo(3);
    }

    @Test
    void positionsGoOnWhereAReaderStopped() {
        long first = journals.append(LOG, List.of("{\"n\":1}", "{\"n\":2}"));
        JournalPage one = journals.read(LOG, 0, 1);
        JournalPage two = journals.read(LOG, one.next(), 10);
        assertThat(texts(one)).containsExactly("{\"n\":1}");
        assertThat(texts(two)).containsExactly("{\"n\":2}");
        assertThat(two.next()).isEqualTo(first);
        journals.append(LOG, List.of("{\"n\":3}"));
        assertThat(texts(journals.read(LOG, first, 10))).containsExactly("{\"n\":3}");
    }

    @Test
    void aLineThatIsBeingWrittenIsLeftForLater() throws IOException {
        journals.append(LOG, List.of("{\"n\":1}"));
        long end = Files.size(file);
        Files.writeString(file, "\n{\"crc32c\":\"", StandardOpenOption.APPEND);
        JournalPage page = journals.read(LOG, 0, 10);
        assertThat(texts(page)).containsExactly("{\"n\":1}");
        assertThat(page.damages()).isEmpty();
        assertThat(page.next()).isBetween(end, end + 1);
    }

    @Test
    void whatACrashCutOffCostsNoLaterEntry() throws IOException {
        journals.append(LOG, List.of("{\"n\":1}"));
        Files.writeString(file, "\n{\"crc32c\":\"0000", StandardOpenOption.APPEND);
        journals.append(LOG, List.of("{\"n\":2}"));
        JournalPage page = journals.read(LOG, 0, 10);
        assertThat(texts(page)).containsExactly("{\"n\":1}", "{\"n\":2}");
        assertThat(page.damages()).singleElement().asString().contains("byte", ".jsonl");
    }

    @Test
    void aFlippedBitCostsItsLineOnly() throws IOException {
        journals.append(LOG, List.of("{\"n\":1}", "{\"n\":2}", "{\"n\":3}"));
        byte[] good = Files.readAllBytes(file);
        int begin = new String(good, StandardCharsets.UTF_8).indexOf("{\"n\":2}");
        for (int i = begin - 29; i < begin + 7; i++) {
            byte[] bad = good.clone();
            bad[i] ^= 4;
            Files.write(file, bad);
            JournalPage page = journals.read(LOG, 0, 10);
            assertThat(texts(page)).as("byte %d", i).containsExactly("{\"n\":1}", "{\"n\":3}");
            assertThat(page.damages()).hasSize(1);
        }
    }

    @Test
    void isListedByItsTrueName() {
        journals.append(LOG, List.of("{}"));
        journals.append(new JournalKey(OWNER, "Metrics / train"), List.of("{}"));
        assertThat(journals.names(OWNER)).containsExactly("Metrics / train", "log");
    }

    @Test
    void isSealedWithoutItsName() {
        journals.append(LOG, List.of("{\"n\":1}", "{\"ü\":\"ß\"}"));
        BlobRef sealed = journals.seal(LOG);
        assertThat(new String(Stores.read(store.blobs(), sealed), StandardCharsets.UTF_8))
                .matches("(\\{\"crc32c\":\"[0-9a-f]{8}\",\"entry\":\\{.*}}\n){2}")
                .contains("\"entry\":{\"ü\":\"ß\"}}");
    }

    @Test
    void isBegunAgainOnceItWasDeleted() {
        journals.append(LOG, List.of("{\"n\":1}"));
        journals.delete(LOG);
        assertThat(journals.names(OWNER)).isEmpty();
        assertThat(file.getParent()).doesNotExist();
        journals.append(LOG, List.of("{\"n\":2}"));
        assertThat(texts(journals.read(LOG, 0, 10))).containsExactly("{\"n\":2}");
        journals.force(LOG);
    }

    @Test
    void refusesWhatIsNoEntryAndWritesNothing() {
        for (String entry : List.of("", "[]", "{}\n{}", "{\"x\":\"\ud800\"}")) {
            assertThatThrownBy(() -> journals.append(LOG, List.of("{}", entry)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(file).doesNotExist();
    }

    private static List<String> texts(JournalPage page) {
        return page.entries().stream().map(JournalEntry::json).toList();
    }
}
