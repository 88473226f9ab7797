package dev.cairn.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.ConfigurationException;
import dev.cairn.StorageManager;
import dev.cairn.StorageManagers;
import dev.cairn.config.StorageConfig;
import dev.cairn.testkit.SampleResults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What each URI means, and what none means. */
class ConfigUriTest {
    private static final String HERE = Path.of("").toAbsolutePath().toString();

    static Stream<Arguments> uris() {
        return Stream.of(
                means("/a/../b", "filesystem", Map.of("base_path", "/b")),
                means("/a/./b/", "filesystem", Map.of("base_path", "/a/b")),
                means("./x", "filesystem", Map.of("base_path", HERE + "/x")),
                means("runs/x?y=1", "filesystem", Map.of("base_path", HERE + "/runs/x?y=1")),
                means("~/x", "filesystem", Map.of("base_path", HERE + "/~/x")),
                means("my_exp:1.0", "filesystem", Map.of("base_path", HERE + "/my_exp:1.0")),
                means("FILE:///a%20b+c", "filesystem", Map.of("base_path", "/a b+c")),
                means("file:rel/x", "filesystem", Map.of("base_path", HERE + "/rel/x")),
                means("file://localhost/srv", "filesystem", Map.of("base_path", "/srv")),
                means(
                        "file:///srv/s?experiment_id=e:1",
                        "filesystem",
                        Map.of("base_path", "/srv/s", "experiment_id", "e:1")),
                means(
                        "file:///s?durability=NONE&read_only=TRUE&use_cache=false&cache_size_mb=007",
                        "filesystem",
                        Map.of(
                                "base_path",
                                "/s",
                                "durability",
                                "none",
                                "read_only",
                                true,
                                "use_cache",
                                false,
                                "cache_size_mb",
                                7L)),
                means("memory:", "memory", Map.of()),
                means(
                        "memory:?max_memory_mb=64&eviction=lru",
                        "memory",
                        Map.of("max_memory_mb", 64L, "eviction", "lru")),
                means("h2:mem:x", "database", Map.of("connection_string", "h2:mem:x")),
                means("h2:x/../y", "database", Map.of("connection_string", "h2:" + HERE + "/y")),
                means(
                        "jdbc:h2:file:/a b;cache_size=9;USER=me;PASSWORD=p;ACCESS_MODE_DATA=rws",
                        "database",
                        Map.of(
                                "connection_string",
                                "h2:/a b;ACCESS_MODE_DATA=rws;CACHE_SIZE=9",
                                "user",
                                "me",
                                "password",
                                "p")),
                means("postgres://h/db", "database", Map.of("connection_string", "postgresql://h/db")),
                means(
                        "jdbc:postgresql://h/db?user=u%40x&password=p%26q&sslmode=require",
                        "database",
                        Map.of(
                                "connection_string",
                                "postgresql://h/db?sslmode=require",
                                "user",
                                "u@x",
                                "password",
                                "p&q")),
                means(
                        "postgresql://u:p%40@h:5433/db?tcpKeepAlive=true&schema=s&ApplicationName=a%20b&pool_size=3",
                        "database",
                        Map.of(
                                "connection_string",
                                "postgresql://h:5433/db?ApplicationName=a%20b&tcpKeepAlive=true",
                                "user",
                                "u",
                                "password",
                                "p@",
                                "schema",
                                "s",
                                "pool_size",
                                3L)),
                means(
                        "postgresql://h/db?sslmode=require&file_root=/f&schema=s",
                        "indexed",
                        Map.of(
                                "connection_string",
                                "postgresql://h/db?sslmode=require",
                                "file_root",
                                "/f",
                                "schema",
                                "s")),
                means(
                        "h2:/i?file_root=file:///f%2520g",
                        "indexed", Map.of("connection_string", "h2:/i", "file_root", "/f g")),
                means(
                        "file:///a?secondary=memory:",
                        "filesystem",
                        Map.of("base_path", "/a", "secondary_type", "memory")),
                means("/a?b", "filesystem", Map.of("base_path", "/a?b")),
                means(
                        "h2:/a?secondary=postgresql%3A%2F%2Fu%3Ap%2525@h%2Fdb%3Ffile_root%3D%2Ff%26sslmode%3Drequire",
                        "database",
                        Map.of(
                                "connection_string",
                                "h2:/a",
                                "secondary_type",
                                "indexed",
                                "secondary_config",
                                Map.of(
                                        "connection_string",
                                        "postgresql://h/db?sslmode=require",
                                        "file_root",
                                        "/f",
                                        "user",
                                        "u",
                                        "password",
                                        "p%"))));
    }

    private static Arguments means(String uri, String type, Map<String, ?> values) {
        return Arguments.of(uri, StorageConfig.of(type, values));
    }

    @ParameterizedTest
    @MethodSource("uris")
    void aUriHasOneMeaning(String uri, StorageConfig expected) {
        StorageConfig parsed = StorageManagers.parse(uri);
        assertThat(parsed.type()).isEqualTo(expected.type());
        assertThat(parsed.values()).isEqualTo(expected.values());
        assertThat(parsed.resolved()).isEqualTo(parsed).hasSameHashCodeAs(parsed);
        assertThat(expected.resolved()).isEqualTo(parsed);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "unknown://x | No backend on the class path knows the scheme 'unknown:'",
                "exp:1.0 | No backend on the class path knows the scheme 'exp:'",
                "file:///a?basepath=/b | The filesystem backend knows no key 'basepath'. Did you mean 'base_path'?",
                "file:///a?base_path=/b | give no parameter of that name",
                "file://server/share | file:///server",
                "file: | needs 'base_path'",
                "file:///a#b | write a # that belongs to a name or a password as %23",
                "file:///a?experiment_id= | The parameter 'experiment_id' is blank",
                "file:///a?experiment_id=%20 | The parameter 'experiment_id' is blank",
                "file:///a?experiment_id=a%00b | experiment id",
                "file:///a?durability=none&durability=force | The parameter 'durability' is given twice",
                "file:///a?file_root=/f | The filesystem backend knows no key 'file_root'",
                "file:///a?cache_size_mb=99999999999999999 | 'cache_size_mb' cannot be what it is",
                "memory:?max_memory_mb=99999999999999999 | 'max_memory_mb' takes at most",
                "memory:/data | has no path, but '/data' was given",
                "h2:/a?schema=s | 'schema' is for PostgreSQL",
                "h2:/a?file_rot=/f | Did you mean 'file_root'?",
                "h2:/a?CACHE_SIZ=3 | Did you mean 'CACHE_SIZE'?",
                "h2:/a;pool_size=3 | 'pool_size' is a key of its own",
                "h2:/a;CACHE_SIZE=3?cache_size=4 | a parameter is given twice: 'cache_size'",
                "h2:/a;CACHE_SIZE | not of the form NAME=value",
                "postgresql://h/db?file_rot=/f | Did you mean 'file_root'?",
                "postgresql://h/db?shema=s | Did you mean 'schema'?",
                "postgresql://h/db?sslmod=require | Did you mean 'sslmode'?",
                "postgresql://h/db?connect_timeout=3 | Did you mean 'connectTimeout'?",
                "postgresql://h/db?nonsense=red | 'nonsense' is neither a key nor known to the driver of PostgreSQL; leave it out",
                "postgresql://h/db?file_root=postgresql://x/y | In 'file_root': The file_root is a folder, not a URI that begins with 'postgresql://'",
                "postgresql://h/db?file_root=file:///f%3Fdurability%3Dnone | without parameters",
                "jdbc:mysql://h/db | begins with h2:, postgresql: or jdbc:",
                "sqlite:///x.db | 'h2:/x'",
                "file:///a?secondary=s3://b | In the secondary: No backend on the class path knows the scheme 's3:'",
                "file:///a?secondary=memory:%3Fuse_cache%3Dfalse | In the secondary: 'use_cache' is a key of the manager",
                "file:///a?secondary=memory:&secondary_type=memory | Both 'secondary' and 'secondary_type' are given",
            })
    void whatCannotBeMeantIsRefused(String uri, String said) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> StorageManagers.parse(uri))
                .withMessageContaining(said);
    }

    @Test
    void allThatIsWrongIsSaidAtOnceOfBothTiers() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> StorageManagers.parse(
                        "postgresql://h/db?shema=s&sslmod=x&secondary=memory:%3Fmax_memry_mb%3D3&cache_size_mb=1"))
                .satisfies(e -> assertThat(e.problems()).hasSize(3));
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> StorageManagers.parse(
                        "h2:/a?file_root=s3://x&schema=S&secondary=memory:%3Fmax_memry_mb%3D3&experiment_id=a%00b"))
                .satisfies(e -> assertThat(e.problems()).hasSize(5));
    }

    @ParameterizedTest
    @CsvSource({
        "file:///s?experiment_id=e:1, experiment_id, k:2, experiment_id",
        "postgresql://h/db?file_root=/f, file_root, /g, file_root",
        "postgresql://h/db, file_root, /g, file_root",
        "postgresql://h/db?schema=s, schema, t, schema",
        "file:///s, base_path, /t, base_path",
        "postgresql://u:one@h/db, password, two, password",
        "postgresql://h/db?password=one, password, two, password",
        "file:///s?secondary=memory:, secondary, file:///t, secondary_type",
    })
    void overridesWin(String uri, String key, String value, String seen) {
        StorageConfig config = StorageManagers.parse(uri, Map.of(key, value));
        assertThat(config.value(seen)).isEqualTo(seen.equals("secondary_type") ? "filesystem" : value);
        assertThat(config.toMapWithSecrets().toString()).doesNotContain("one");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "file:///s | file:/x/../s?durability=force&use_cache=true&cache_size_mb=100&read_only=false",
                "memory:?max_memory_mb=64 | memory:?max_memory_mb=064&eviction=none",
                "h2:/s?CACHE_SIZE=3&user=me | jdbc:h2:async:/x/../s;user=me;cache_size=3",
                "postgresql://u:p@h/db?sslmode=require&ssl=true | jdbc:postgresql://h/db?ssl=true&user=u&password=p&sslmode=require",
                "postgresql://h?notify=true | postgres://h/?pool_size=8",
                "h2:/s?file_root=/f | h2:/s?file_root=file:///x/../f",
            })
    void twoWaysOfWritingOneStoreAreEqual(String one, String other) {
        assertThat(StorageManagers.parse(other)).isEqualTo(StorageManagers.parse(one));
    }

    @Nested
    class Opened {
        @TempDir
        Path folder;

        @Test
        void nothingIsTouchedByParsing() throws IOException {
            StorageManagers.parse("file://" + folder + "/a?secondary=h2:" + folder + "/b");
            StorageManagers.parse("h2:" + folder + "/c?file_root=" + folder + "/d");
            StorageManagers.parse("postgresql://no.such.host.invalid/db?file_root=" + folder + "/e");
            try (Stream<Path> left = Files.list(folder)) {
                assertThat(left).isEmpty();
            }
        }

        @Test
        void twoTiersAreOneUri() {
            String uri =
                    "file://" + folder + "/a?durability=none&secondary=file://" + folder + "/b%3Fdurability%3Dnone";
            try (StorageManager manager = StorageManagers.open(uri)) {
                manager.saveResult("k", SampleResults.numbered(1, 1));
                assertThat(manager.tiers().replication().pending()).isZero();
            }
            try (StorageManager archive =
                    StorageManagers.open(folder.resolve("b").toString())) {
                assertThat(archive.listResults()).containsExactly("k");
            }
        }

        @Test
        void overridesDecideWhatIsOpened() {
            try (StorageManager manager =
                    StorageManagers.open("file://" + folder + "/a", Map.of("base_path", folder.resolve("b")))) {
                manager.saveResult("k", SampleResults.numbered(1, 1));
            }
            assertThat(folder.resolve("a")).doesNotExist();
            assertThat(folder.resolve("b/_meta.json")).exists();
        }

        @Test
        void aBuilderTakesConfigurationsOfBackendsAndNoKeysOfTheManager() {
            StorageConfig files = StorageManagers.parse(folder.resolve("a").toString());
            StorageConfig archive = StorageManagers.parse("memory:?use_cache=true");
            try (StorageManager manager =
                    StorageManagers.builder().primary(files).secondary(archive).build()) {
                manager.saveResult("k", SampleResults.numbered(1, 1));
            }
            assertThatExceptionOfType(ConfigurationException.class)
                    .isThrownBy(() -> StorageManagers.builder().primary(files.scoped("e")))
                    .withMessageContaining("'experiment_id' is a key of the manager");
            assertThatExceptionOfType(ConfigurationException.class)
                    .isThrownBy(() -> StorageManagers.builder().secondary(files.scoped("e")))
                    .withMessageContaining("In the secondary: 'experiment_id' is a key of the manager");
        }
    }
}
