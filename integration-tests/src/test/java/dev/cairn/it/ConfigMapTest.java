package dev.cairn.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.ConfigurationException;
import dev.cairn.StorageManager;
import dev.cairn.StorageManagers;
import dev.cairn.config.StorageConfig;
import dev.cairn.spi.BackendFactory;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Configurations go from one process to another as maps. */
class ConfigMapTest {
    @TempDir
    Path folder;

    private static ConfigurationException refusal(Map<String, ?> map) {
        return assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> StorageConfig.fromMap(map))
                .actual();
    }

    @Nested
    class Written {
        @Test
        void aFolderIsAbsoluteAndTheTypeIsFirst() {
            StorageConfig config = StorageConfig.of("filesystem", Map.of("base_path", Path.of("./experiments")));

            assertThat(config.toMap())
                    .containsExactly(
                            entry("_type", "filesystem"),
                            entry(
                                    "base_path",
                                    Path.of("experiments").toAbsolutePath().toString()));
            assertThat(StorageConfig.fromMap(config.toMap())).isEqualTo(config.resolved());
        }

        @Test
        void passwordsAreLeftOutUnlessTheyAreAskedFor() {
            StorageConfig config = StorageManagers.parse("postgresql://u:pw1@h/db?sslpassword=pw2&sslmode=require"
                    + "&secondary=postgresql://v:pw3@i/db%3Ffile_root%3D/f%26sslpassword%3Dpw4");

            assertThat(config.toMap())
                    .containsOnly(
                            entry("_type", "database"),
                            entry("connection_string", "postgresql://h/db?sslmode=require"),
                            entry("user", "u"),
                            entry("secondary_type", "indexed"),
                            entry(
                                    "secondary_config",
                                    Map.of("connection_string", "postgresql://i/db", "user", "v", "file_root", "/f")));
            assertThat(config.toMapWithSecrets().toString()).contains("pw1", "pw2", "pw3", "pw4");
            assertThat(StorageConfig.fromMap(config.toMapWithSecrets())).isEqualTo(config);
        }

        @Test
        void theNameOfAVariableIsNoSecretAndTheVariableIsNotRead() {
            StorageConfig config = StorageManagers.parse("postgresql://u:old@h/db?password_env=NOT_SET_ANYWHERE");

            assertThat(config.toMapWithSecrets())
                    .isEqualTo(config.toMap())
                    .containsEntry("password_env", "NOT_SET_ANYWHERE")
                    .doesNotContainKey("password");
        }

        @Test
        void anObjectOfTheProgramIsRefused() {
            StorageConfig config = StorageConfig.of("database", Map.of("data_source", new JdbcDataSource()));
            assertThatExceptionOfType(ConfigurationException.class)
                    .isThrownBy(config::toMap)
                    .withMessageContaining("'data_source' holds an object of this program");
            assertThatExceptionOfType(ConfigurationException.class)
                    .isThrownBy(() -> StorageConfig.of(
                                    "memory", Map.of("secondary_type", "database", "secondary_config", config.values()))
                            .toMapWithSecrets())
                    .withMessageContaining("'secondary_config.data_source' holds an object of this program");
        }

        @Test
        void theMapDoesNotChange() {
            assertThatExceptionOfType(UnsupportedOperationException.class)
                    .isThrownBy(() -> StorageManagers.parse("memory:").toMap().put("x", 1));
        }
    }

    @Nested
    class Read {
        @Test
        void theTypeIsNeeded() {
            assertThat(refusal(Map.of("base_path", "x"))).hasMessageContaining("The map has no '_type'");
            assertThat(refusal(Map.of("type", "memory"))).hasMessageContaining("Did you mean it by 'type'?");
            assertThat(refusal(Map.of("_type", "zz"))).hasMessageContaining("There is no backend of type 'zz'");
            assertThat(refusal(Map.of("_type", "memry"))).hasMessageContaining("Did you mean 'memory'?");
            assertThat(refusal(Map.of("_type", 5))).hasMessageContaining("'_type' takes the type of a backend");
        }

        @Test
        void allThatIsWrongIsToldAtOnce() {
            ConfigurationException e = refusal(Map.of(
                    "_type",
                    "filesystem",
                    "base_pth",
                    "/data",
                    "durability",
                    5,
                    "use_cache",
                    "maybe",
                    "secondary_type",
                    "memory",
                    "secondary_config",
                    Map.of("evicton", "lru")));

            assertThat(e.problems()).hasSize(5);
            assertThat(e)
                    .hasMessageContaining("Did you mean 'base_path'?")
                    .hasMessageContaining("needs 'base_path'")
                    .hasMessageContaining("'durability' takes one of force, none")
                    .hasMessageContaining("'use_cache' takes true or false")
                    .hasMessageContaining("In the secondary: The memory backend knows no key 'evicton'. Did you mean");
        }

        @Test
        void aNullIsRefused() {
            Map<String, Object> map = new HashMap<>(Map.of("_type", "memory"));
            map.put("eviction", null);
            assertThat(refusal(map)).hasMessageContaining("The key 'eviction' is null");
            Map<String, Object> nested = new HashMap<>();
            nested.put("eviction", null);
            assertThat(refusal(Map.of("_type", "memory", "secondary_type", "memory", "secondary_config", nested)))
                    .hasMessageContaining("In the secondary: The key 'eviction' is null");
        }

        @Test
        void theMapThatWasGivenIsCopied() {
            Map<String, Object> nested = new HashMap<>(Map.of("base_path", "/b"));
            Map<String, Object> map = new HashMap<>(
                    Map.of("_type", "memory", "secondary_type", "filesystem", "secondary_config", nested));
            StorageConfig config = StorageConfig.fromMap(map);
            Map<String, Object> before = config.toMap();

            nested.put("base_path", "/c");
            map.clear();

            assertThat(config.toMap()).isEqualTo(before);
        }

        @Test
        void throughJson() throws IOException {
            ObjectMapper json = new ObjectMapper();
            StorageConfig config = StorageManagers.parse(
                    "h2:/i?file_root=/f&pool_size=3&use_cache=false&secondary=memory:%3Fmax_memory_mb%3D9");

            String text = json.writeValueAsString(config.toMap());

            assertThat(StorageConfig.fromMap(json.readerForMapOf(Object.class).readValue(text)))
                    .isEqualTo(config);
        }
    }

    @Nested
    class Scoped {
        private final StorageConfig root = StorageManagers.parse("memory:");

        @Test
        void theSameExperimentAgainIsTheSameConfiguration() {
            StorageConfig scoped = root.scoped("my_exp:1.0");

            assertThat(root.isScoped()).isFalse();
            assertThat(scoped.isScoped()).isTrue();
            assertThat(scoped.scoped("my_exp:1.0")).isSameAs(scoped);
            assertThat(scoped).isEqualTo(StorageManagers.parse("memory:?experiment_id=my_exp:1.0"));
            try (StorageManager manager = StorageManagers.create(scoped)) {
                assertThat(manager.listResults()).isEmpty();
            }
        }

        @Test
        void anotherExperimentIsRefusedAndBothAreNamed() {
            assertThatExceptionOfType(ConfigurationException.class)
                    .isThrownBy(() -> root.scoped("my_exp:1.0").scoped("other:2.0"))
                    .withMessageContaining("'my_exp:1.0'")
                    .withMessageContaining("'other:2.0'");
        }

        @ParameterizedTest
        @MethodSource("dev.cairn.it.ConfigMapTest#noIds")
        void whatIsNoIdIsRefused(String id) {
            assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> root.scoped(id));
        }
    }

    static List<String> noIds() {
        return List.of("", "  ", "a\nb", "_cairn", "x".repeat(513));
    }

    /** A backend of the user's own, found by its scheme and by its type. */
    @Test
    void aBackendOfOnesOwnIsUsedByUriAndByMap() throws IOException {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(services.resolve(BackendFactory.class.getName()), BucketBackendFactory.class.getName());
        Thread thread = Thread.currentThread();
        ClassLoader usual = thread.getContextClassLoader();
        try (URLClassLoader own = new URLClassLoader(new URL[] {folder.toUri().toURL()}, usual)) {
            thread.setContextClassLoader(own);
            StorageConfig config = StorageManagers.parse("myscheme://host/bucket?token=secret");

            assertThat(config.toMap()).isEqualTo(Map.of("_type", "bucket", "bucket", "host/bucket"));
            assertThat(StorageConfig.fromMap(config.toMapWithSecrets())).isEqualTo(config);
            try (StorageManager manager = StorageManagers.open("myscheme://host/bucket")) {
                assertThat(manager.listResults()).isEmpty();
            }
        } finally {
            thread.setContextClassLoader(usual);
        }
    }
}
