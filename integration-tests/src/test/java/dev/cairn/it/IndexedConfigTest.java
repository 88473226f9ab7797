package dev.cairn.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.ConfigurationException;
import dev.cairn.StorageException;
import dev.cairn.StorageManager;
import dev.cairn.StorageManagers;
import dev.cairn.config.StorageConfig;
import dev.cairn.testkit.SampleResults;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that a database indexes are opened by type and by the URI of the database. */
class IndexedConfigTest {
    @TempDir
    Path folder;

    private String uri(String parameters) {
        return "h2:" + folder.resolve("index") + "?file_root=" + folder.resolve("files") + parameters;
    }

    private static ConfigurationException refusal(String type, Map<String, ?> config) {
        return assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> StorageManagers.create(type, config))
                .actual();
    }

    @Test
    void theFilesAreTheTruthAndTheDatabaseIsBesideThem() {
        try (StorageManager manager = StorageManagers.open(uri("&experiment_id=e"))) {
            manager.saveResult("k", SampleResults.numbered(1, 1));
        }
        assertThat(folder.resolve("index.mv.db")).exists();
        try (StorageManager files =
                StorageManagers.open(folder.resolve("files").toString(), Map.of("experiment_id", "e"))) {
            assertThat(files.loadResult("k")).isEqualTo(SampleResults.numbered(1, 1));
        }
    }

    @Test
    void aServerIndexesAFolder() {
        String server = Postgres.jdbcUrl();
        String uri = server + (server.contains("?") ? "&" : "?") + "sslmode=prefer&notify=false&schema="
                + Postgres.emptied("config") + "&file_root=" + folder.resolve("files");
        try (StorageManager manager = StorageManagers.open(uri)) {
            manager.saveResult("k", SampleResults.numbered(1, 1));
        }
        try (StorageManager manager = StorageManagers.create(
                StorageConfig.fromMap(StorageManagers.parse(uri).toMapWithSecrets()))) {
            assertThat(manager.loadResult("k")).isEqualTo(SampleResults.numbered(1, 1));
        }
        assertThat(folder.resolve("files/_meta.json")).exists();
    }

    @Test
    void everyDoorLeadsToTheSameStore() {
        String place = "h2:" + folder.resolve("index");
        Path root = folder.resolve("files");
        StorageConfig byUri = StorageManagers.parse(uri(""));

        assertThat(byUri.type()).isEqualTo("indexed");
        assertThat(List.of(
                        StorageManagers.parse(place, Map.of("file_root", root)),
                        StorageManagers.parse(uri("X"), Map.of("file_root", root)),
                        StorageConfig.of("indexed", Map.of("connection_string", place, "file_root", root.toUri()))
                                .resolved(),
                        StorageConfig.of("database", Map.of("connection_string", "jdbc:" + place, "file_root", root))
                                .resolved()))
                .containsOnly(byUri);
        try (StorageManager built = StorageManagers.builder().primary(byUri).build()) {
            assertThat(built.listResults()).isEmpty();
        }
    }

    @Test
    void theDatabaseAndTheFolderAreNeeded() {
        assertThat(refusal("indexed", Map.of("connection_string", "h2:mem:x")))
                .hasMessageContaining("needs 'file_root'");
        assertThat(refusal("indexed", Map.of("file_root", "/f")))
                .hasMessageContaining("needs 'connection_string'")
                .hasMessageContaining("or a 'data_source'");
        assertThat(refusal("indexed", Map.of("connection_string", "h2:mem:x", "file_rot", "/f")))
                .hasMessageContaining("Did you mean 'file_root'?");
    }

    @Test
    void aFolderOfOthersIsLeftAsItIsAndNoDatabaseIsMade() throws IOException {
        Files.createDirectories(folder.resolve("files"));
        Files.writeString(folder.resolve("files/thesis.tex"), "x");

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> StorageManagers.open(uri("")))
                .withMessageContaining("'file_root'")
                .withMessageContaining("is no store and is not empty: it holds thesis.tex");
        try (Stream<Path> left = Files.walk(folder)) {
            assertThat(left)
                    .containsExactlyInAnyOrder(folder, folder.resolve("files"), folder.resolve("files/thesis.tex"));
        }
    }

    @Test
    void aFileInPlaceOfTheFolderIsNamedByItsKey() throws IOException {
        Files.writeString(folder.resolve("files"), "x");

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> StorageManagers.open(uri("")))
                .withMessageContaining("In 'file_root': The file_root " + folder.resolve("files"));
    }

    @Test
    void anIndexThatCannotBeOpenedLeavesTheFilesClosed() throws IOException {
        String away = "postgresql://localhost:1/db?connect_timeout_s=1&file_root=" + folder.resolve("files");

        assertThatExceptionOfType(StorageException.class).isThrownBy(() -> StorageManagers.open(away));

        try (Stream<Path> writers = Files.list(folder.resolve("files/_writers"))) {
            assertThat(writers).isEmpty();
        }
    }

    @Test
    void aStoreThatIsOnlyReadIsNotMade() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> StorageManagers.open(uri("&read_only=true")))
                .withMessageContaining("'file_root': There is no store in")
                .withMessageContaining("Check 'file_root'");
        assertThat(folder.resolve("files")).doesNotExist();
    }

    @Test
    void aMissingPrimaryIsSeenBesideAFullSecondary() {
        String archive = "&secondary=" + folder.resolve("archive");
        try (StorageManager manager = StorageManagers.open(uri(archive))) {
            manager.saveResult("k", SampleResults.numbered(1, 1));
        }
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> StorageManagers.open(uri(archive), Map.of("file_root", folder.resolve("elsewhere"))));
        assertThat(folder.resolve("elsewhere")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"backend-filesystem", "backend-database"})
    void aMissingArtifactIsNamed(String missing) throws Exception {
        URL[] others = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains(missing))
                .map(IndexedConfigTest::url)
                .toArray(URL[]::new);
        Thread thread = Thread.currentThread();
        ClassLoader usual = thread.getContextClassLoader();
        try (URLClassLoader without = new URLClassLoader(others, ClassLoader.getPlatformClassLoader())) {
            thread.setContextClassLoader(without);
            Method create =
                    without.loadClass(StorageManagers.class.getName()).getMethod("create", String.class, Map.class);
            assertThatExceptionOfType(InvocationTargetException.class)
                    .isThrownBy(() ->
                            create.invoke(null, "indexed", Map.of("connection_string", "h2:mem:x", "file_root", "/f")))
                    .havingCause()
                    .withMessageContaining("add the artifact dev.cairn:cairn-" + missing);
        } finally {
            thread.setContextClassLoader(usual);
        }
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new AssertionError(e);
        }
    }
}
