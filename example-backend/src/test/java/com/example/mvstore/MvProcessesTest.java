package com.example.mvstore;

import static com.example.mvstore.ChildProgram.SCOPE;
import static com.example.mvstore.ChildProgram.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.UnavailableException;
import dev.cairn.spi.BlobInfo;
import dev.cairn.spi.BlobReader;
import dev.cairn.spi.Digest;
import dev.cairn.spi.Document;
import dev.cairn.spi.JournalEntry;
import dev.cairn.spi.JournalPage;
import dev.cairn.spi.StorageBackend;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a store is to several processes: its users one after the other, and those that were killed. */
class MvProcessesTest {
    private static final int KILLS = Integer.getInteger("cairn.kills", 4);

    @TempDir
    Path folder;

    /** When the kills come differs from run to run, what must hold after them does not. */
    @Test
    void keepsAllThatReturnedBeforeItsProcessWasKilled() throws Exception {
        Path file = folder.resolve("results.mv");
        Random random = new Random();
        for (int kill = 0; kill < KILLS; kill++) {
            Map<String, Long> returned = new HashMap<>();
            List<String> lines = ChildJvm.start("256m", kill % 2 == 0 ? "save" : "reopen", file)
                    .killedAfter(random.nextInt(700));
            for (String line : lines) {
                assertThat(line).matches("[ab][0-6] [0-9]+ [0-9]+");
                returned.put(line.split(" ")[0], Long.parseLong(line.split(" ")[2]));
            }
            try (StorageBackend store = ChildProgram.open(file)) {
                returned.forEach((id, revision) -> assertThere(store, id, revision));
                assertJournaled(store, lines);
            }
        }
    }

    @Test
    void removesWhatAKilledProcessHadWrittenOfABlob() throws Exception {
        Path file = folder.resolve("results.mv");
        assertThat(ChildJvm.start("256m", "upload", file).killedAfter(0)).containsExactly("written");
        try (MvFile left = MvFile.open(file)) {
            assertThat(left.ceilingKey("piece")).startsWith("piece");
        }

        try (StorageBackend store = ChildProgram.open(file);
                Stream<BlobInfo> blobs = store.blobs().list(SCOPE)) {
            assertThat(blobs).isEmpty();
            ChildProgram.put(store, new byte[10]);
        }
        ChildProgram.open(file).close();

        try (MvFile left = MvFile.open(file)) {
            String piece = left.ceilingKey("piece");
            assertThat(piece).isNotNull().startsWith("piece").endsWith("00000000");
            assertThat(left.ceilingKey(piece + "\0")).startsWith("store");
        }
    }

    @Test
    void isOpenInOneProcessOnly() throws Exception {
        Path file = folder.resolve("results.mv");
        try (StorageBackend store = ChildProgram.open(file)) {
            assertThatThrownBy(() -> ChildProgram.open(file))
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageContaining("open in this program");
            assertThat(ChildJvm.start("64m", "open", file).lines())
                    .singleElement()
                    .asString()
                    .contains("UnavailableException", "Another process", file.toString());
            ChildProgram.put(store, new byte[10]);
        }
        assertThat(ChildJvm.start("64m", "open", file).lines()).isEmpty();
    }

    @Test
    void streamsABlobThatIsLargerThanTheHeap() throws Exception {
        assertThat(ChildJvm.start("48m", "stream", folder.resolve("results.mv")).lines())
                .containsExactly("true " + ((long) ChildProgram.LARGE << 20));
    }

    private static void assertThere(StorageBackend store, String id, long revision) {
        Document document = store.documents().get(key(id)).find().orElseThrow();
        assertThat(document.revision()).isGreaterThanOrEqualTo(revision);
        String body = new String(document.content().body(), StandardCharsets.UTF_8);
        int n = Integer.parseInt(body.replaceAll("[^0-9]", ""));
        Digest digest = document.content().blobs().values().iterator().next().digest();
        try (BlobReader reader = store.blobs().open(SCOPE, digest)) {
            ByteBuffer bytes = ByteBuffer.allocate((int) reader.size());
            reader.read(0, bytes);
            assertThat(bytes.array()).isEqualTo(ChildProgram.blob(id, n));
        }
    }

    private static void assertJournaled(StorageBackend store, List<String> lines) {
        for (String writer : List.of("a", "b")) {
            JournalPage page = store.journals().read(ChildProgram.journal(writer), 0, 1_000_000);
            assertThat(page.damages()).isEmpty();
            List<String> returned = lines.stream()
                    .filter(line -> line.startsWith(writer))
                    .map(line -> "{\"revision\":" + line.split(" ")[2] + "}")
                    .toList();
            assertThat(page.entries().stream().map(JournalEntry::json).filter(returned::contains))
                    .containsExactlyElementsOf(returned);
        }
    }
}
