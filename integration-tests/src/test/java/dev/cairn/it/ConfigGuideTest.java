package dev.cairn.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.ConfigurationException;
import dev.cairn.StorageManager;
import dev.cairn.StorageManagers;
import dev.cairn.config.ConfigKey;
import dev.cairn.config.StorageConfig;
import dev.cairn.spi.BackendFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What docs/configuration.md shows is what happens, and the keys that it lists are the keys that there are. */
class ConfigGuideTest {
    private static final Path GUIDE = Path.of("../docs/configuration.md");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    @TempDir
    Path folder;

    static Stream<Arguments> uris() throws IOException {
        List<Arguments> rows = Files.readAllLines(GUIDE).stream()
                .filter(line -> line.matches("\\| `[^`]*` \\| `[a-z0-9]+` \\| `[^`]*=.*"))
                .map(line -> line.split(" \\| "))
                .map(cells ->
                        Arguments.of(codes(cells[0]).get(0), codes(cells[1]).get(0), codes(cells[2])))
                .toList();
        assertThat(rows).hasSizeGreaterThan(10);
        return rows.stream();
    }

    private static List<String> codes(String cell) {
        return CODE.matcher(cell)
                .results()
                .map(found -> found.group(1)
                        .replace("$PWD", Path.of("").toAbsolutePath().toString()))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("uris")
    void eachUriOfTheTableMeansWhatItSays(String uri, String type, List<String> keys) {
        StorageConfig config = StorageManagers.parse(uri);
        Map<String, Object> flat = new TreeMap<>(config.values());
        if (flat.remove("secondary_config") instanceof Map<?, ?> nested) {
            nested.forEach((key, value) -> flat.put("secondary_config." + key, value));
        }
        assertThat(config.type()).isEqualTo(type);
        assertThat(flat.entrySet().stream().map(Object::toString)).containsExactlyInAnyOrderElementsOf(keys);
    }

    @Test
    void allDoorsOpen() {
        String place = folder.resolve("results").toString();
        StorageManagers.open("file://" + place, Map.of("experiment_id", "bridge"))
                .close();
        StorageManagers.create("filesystem", Map.of("base_path", place)).close();
        StorageConfig config = StorageManagers.parse("file://" + place + "?experiment_id=bridge");
        StorageManagers.create(config).close();
        StorageConfig archive = StorageManagers.parse(place);
        try (StorageManager manager = StorageManagers.builder()
                .primary(archive)
                .secondary("memory:")
                .experiment("bridge")
                .build()) {
            assertThat(manager.listResults()).isEmpty();
        }
    }

    @Test
    void configurationsAreComparedAndHandedOn() throws IOException {
        StorageConfig config = StorageManagers.parse("postgresql://me:secret@host/db?schema=cairn");
        assertThat(config)
                .isEqualTo(StorageManagers.parse(
                        "jdbc:postgresql://host/db?schema=cairn&user=me&password=secret&pool_size=8"));

        Map<String, Object> map = config.toMap();
        StorageConfig same = StorageConfig.fromMap(map).with(Map.of("password", "secret"));
        StorageConfig exact = StorageConfig.fromMap(config.toMapWithSecrets());
        assertThat(same).isEqualTo(config).isEqualTo(exact);
        String json = Pattern.compile("```json\n(.*)\n```")
                .matcher(Files.readString(GUIDE))
                .results()
                .map(MatchResult::group)
                .findFirst()
                .orElseThrow();
        assertThat(new ObjectMapper().readerForMapOf(Object.class).<Map<String, Object>>readValue(json.split("\n")[1]))
                .isEqualTo(map);
    }

    @Test
    void anExperimentIsChosenOnce() {
        StorageConfig bridge = StorageManagers.parse("memory:").scoped("bridge");
        assertThat(bridge.scoped("bridge")).isSameAs(bridge);
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> bridge.scoped("tower"))
                .withMessageContaining("'bridge'");
    }

    @Test
    void everyKeyIsListed() throws IOException {
        String guide = Files.readString(GUIDE);
        for (BackendFactory factory : ServiceLoader.load(BackendFactory.class)) {
            assertThat(guide).contains("\nOf `" + factory.type() + "`");
            assertThat(Files.readString(Path.of("../docs/backends.md"))).contains("| `" + factory.type() + "` |");
            factory.keys().forEach(key -> assertThat(guide).containsPattern("\\| .*`" + key.name() + "`.* \\|"));
        }
        StorageManagers.keys().forEach(key -> assertThat(guide).contains(row(key)));
    }

    private static String row(ConfigKey key) {
        String shown = key.required() ? "required" : key.defaultValue() == null ? "" : "`" + key.defaultValue() + "`";
        return "| `" + key.name() + "` | " + (shown.isEmpty() ? "|" : shown + " |");
    }
}
