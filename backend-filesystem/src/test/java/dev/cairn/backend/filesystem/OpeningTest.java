package dev.cairn.backend.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cairn.ConfigurationException;
import dev.cairn.CorruptException;
import dev.cairn.StorageException;
import dev.cairn.UnsupportedException;
import dev.cairn.config.StorageConfig;
import dev.cairn.config.StorageUri;
import dev.cairn.spi.BackendFactory;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.Durability;
import dev.cairn.spi.Expectation;
import dev.cairn.spi.Put;
import dev.cairn.spi.StorageBackend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpeningTest {
    @TempDir
    Path folder;

    @Test
    void isFoundByServiceLoader() {
        assertThat(ServiceLoader.load(BackendFactory.class))
                .anyMatch(factory ->
                        factory.type().equals("filesystem") && factory.schemes().contains("file"));
    }

    @Test
    void makesFoldersThatAreMissing() throws IOException {
        Path base = folder.resolve("a/b/c");
        try (StorageBackend store = Stores.open(base)) {
            assertThat(store.location()).isEqualTo("filesystem " + base.toRealPath());
            assertThat(base.resolve("_meta.json")).content().contains("\"format\":1", store.storeId());
        }
    }

    @Test
    void keepsItsIdWhoeverOpensIt() {
        String id;
        try (StorageBackend store = Stores.open(folder)) {
            id = store.storeId();
            try (StorageBackend again = Stores.open(folder)) {
                assertThat(again.storeId()).isEqualTo(id);
            }
        }
        try (StorageBackend later = Stores.readOnly(folder)) {
            assertThat(later.storeId()).isEqualTo(id);
        }
    }

    @Test
    void saysWhenAStoreHasLostItsDescription() throws IOException {
        try (StorageBackend store = Stores.open(folder)) {
            store.documents().put(Put.live(new DocumentKey("s", "k", "id"), Document.NOTHING, Expectation.any()));
        }
        Files.delete(folder.resolve("_meta.json"));

        assertThatThrownBy(() -> Stores.open(folder))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("_meta.json is missing");
        assertThat(folder.resolve("_meta.json")).doesNotExist();
    }

    @Test
    void takesATildeForAName() {
        Path base = folder.resolve("~");
        Stores.open(base).close();
        assertThat(base).isDirectory();
    }

    @Test
    void declaresWhatItForces() {
        try (StorageBackend forced = Stores.open(folder, Map.of());
                StorageBackend quick = Stores.open(folder)) {
            assertThat(forced.capabilities().durability()).isEqualTo(Durability.POWER);
            assertThat(quick.capabilities().durability()).isEqualTo(Durability.PROCESS);
        }
    }

    @Test
    void givesManyThatOpenAtOnceOneStore() {
        Set<String> ids = ConcurrentHashMap.newKeySet();
        IntStream.range(0, 16).parallel().forEach(i -> {
            try (StorageBackend store = Stores.open(folder.resolve("new"))) {
                ids.add(store.storeId());
            }
        });
        assertThat(ids).hasSize(1);
    }

    @Test
    void leavesNothingOfItselfBehind() {
        StorageBackend store = Stores.open(folder);
        store.close();
        store.close();
        assertThat(folder.resolve("_writers")).isEmptyDirectory();
        assertThat(folder.resolve("_tmp")).isEmptyDirectory();
    }

    @Test
    void refusesEveryCallOnceItIsClosed() {
        StorageBackend store = Stores.open(folder);
        store.close();
        assertThatThrownBy(() -> store.documents().get(Stores.key("a")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
        assertThatThrownBy(() -> store.blobs().create("s")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(store::hold).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void goesOnWhereAnotherOpeningOfTheSameJvmIsClosed() {
        try (StorageBackend store = Stores.open(folder)) {
            Stores.open(folder).close();
            store.documents().put(Put.live(Stores.key("a"), Stores.content("x"), Expectation.absent()));
            assertThat(Stores.read(store.blobs(), Stores.blob(store.blobs(), new byte[10])))
                    .hasSize(10);
        }
    }

    @Test
    void byALinkThatGoesAwayDisturbsNoOther() throws IOException {
        Path base = Files.createDirectory(folder.resolve("base"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), base);
        try (StorageBackend first = Stores.open(link);
                StorageBackend second = Stores.open(base)) {
            assertThat(second.storeId()).isEqualTo(first.storeId());
            Files.delete(link);
            second.documents().put(Put.live(Stores.key("a"), Stores.content("x"), Expectation.absent()));
            assertThat(Stores.read(second.blobs(), Stores.blob(second.blobs(), new byte[10])))
                    .hasSize(10);
        }
        assertThat(base.resolve("_writers")).isEmptyDirectory();
    }

    @Nested
    class Understands {
        @Test
        void aUriAndABarePath() {
            assertThat(config("file:///data/my%20results?durability=none"))
                    .isEqualTo(StorageConfig.of(
                            "filesystem", Map.of("base_path", "/data/my results", "durability", "none")));
            assertThat(config("./results?x=1"))
                    .isEqualTo(StorageConfig.of("filesystem", Map.of("base_path", "./results?x=1")));
        }

        @Test
        void noSecondPath() {
            assertThatThrownBy(() -> config("file:/a?base_path=/b")).isInstanceOf(ConfigurationException.class);
        }

        private StorageConfig config(String uri) {
            return new FileBackendFactory().configOf(StorageUri.parse(uri));
        }
    }

    @Nested
    class Refuses {
        @Test
        void aFile() throws IOException {
            Path file = Files.writeString(folder.resolve("file"), "x");
            assertRefused(file, "is a file", file.toString());
            assertRefused(file.resolve("below"), file + " is a file", "below");
        }

        @Test
        void aPathThatIsNone() {
            assertThatThrownBy(() -> Stores.open(Path.of("x"), Map.of("durability", "sometimes")))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("force, none");
        }

        @Test
        void aFolderOfOtherFilesAndNamesSome() throws IOException {
            Files.writeString(folder.resolve("thesis.tex"), "x");
            Files.createDirectory(folder.resolve("figures"));
            assertRefused(folder, "thesis.tex", "figures", "not empty");
            assertThat(names(folder)).containsExactlyInAnyOrder("thesis.tex", "figures");
        }

        @Test
        void aFolderThatCannotBeWritten() throws IOException, InterruptedException {
            Path locked = Files.createDirectory(folder.resolve("locked"));
            assumeTrue(Shell.runs("chattr", "+i", locked.toString()), "chattr +i needs root and a file system with it");
            try {
                assertRefused(locked, "Cannot write into the folder", locked.toString(), "read_only");
                assertRefused(locked.resolve("below"), "Cannot write into the folder");
            } finally {
                Shell.run("chattr", "-i", locked.toString());
            }
        }

        @Test
        void aNewerFormatAndLeavesItAsItIs() throws IOException {
            Files.writeString(folder.resolve("_meta.json"), "{\"format\":2,\"storeId\":\"x\"}");
            assertThatThrownBy(() -> Stores.open(folder))
                    .isInstanceOf(UnsupportedException.class)
                    .hasMessageContainingAll("is 2", "knows 1");
            assertThat(names(folder)).containsExactly("_meta.json");
        }

        @Test
        void aDescriptionThatCannotBeRead() throws IOException {
            for (String text : List.of("", "{", "[]", "{}", "{\"format\":1}", "{\"format\":1,\"storeId\":\"\"}")) {
                Files.writeString(folder.resolve("_meta.json"), text);
                assertThatThrownBy(() -> Stores.open(folder))
                        .as(text)
                        .isInstanceOf(CorruptException.class)
                        .hasMessageContaining("_meta.json");
                assertThat(names(folder)).containsExactly("_meta.json");
            }
        }

        private void assertRefused(Path base, String... words) {
            assertThatThrownBy(() -> Stores.open(base))
                    .isInstanceOf(ConfigurationException.class)
                    .isInstanceOf(StorageException.class)
                    .hasMessageContainingAll(words);
        }
    }

    @Nested
    class Accepts {
        @Test
        void aFreshlyMadeDisk() throws IOException {
            Files.createDirectory(folder.resolve("lost+found"));
            Files.writeString(folder.resolve(".DS_Store"), "x");
            Stores.open(folder).close();
            assertThat(folder.resolve("_meta.json")).exists();
        }

        @Test
        void whatACrashLeftWhileTheStoreWasMade() throws IOException {
            Files.createFile(folder.resolve("_lock"));
            Files.createDirectory(folder.resolve("_tmp"));
            Stores.open(folder).close();
            assertThat(folder.resolve("_meta.json")).exists();
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (var entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }
}
