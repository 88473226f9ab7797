package dev.cairn.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.ConfigurationException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StorageConfigTest {
    private static final List<ConfigKey> KEYS = List.of(
            ConfigKey.text("base_path", "the folder that holds the results").asRequired(),
            ConfigKey.positive("max_memory_mb", 512L, "the most megabytes"),
            ConfigKey.flag("use_cache", true, "whether results are cached"),
            ConfigKey.choice("durability", "what a save survives", "force", "none"),
            ConfigKey.text("password", "the password").asSecret());

    private static StorageConfig config(Map<String, ?> values) {
        return StorageConfig.of("filesystem", values);
    }

    @Test
    void valuesGetTheirTypesAndDefaultsAreFilledIn() {
        StorageConfig checked = config(
                        Map.of("base_path", Path.of("/data"), "max_memory_mb", "64", "use_cache", "FALSE"))
                .checked(KEYS);

        assertThat(checked.text("base_path")).hasValue("/data");
        assertThat(checked.number("max_memory_mb")).hasValue(64L);
        assertThat(checked.flag("use_cache")).isFalse();
        assertThat(checked.text("durability")).hasValue("force");
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() {
        assertThatThrownBy(() -> config(Map.of("base_pth", "/data", "max_memory_mb", "lots", "durability", "maybe"))
                        .checked(KEYS))
                .isInstanceOfSatisfying(ConfigurationException.class, e -> {
                    assertThat(e.problems()).hasSize(4);
                    assertThat(e)
                            .hasMessageContaining("Did you mean 'base_path'?")
                            .hasMessageContaining("needs 'base_path'")
                            .hasMessageContaining("'max_memory_mb' takes a whole number above zero, not 'lots'")
                            .hasMessageContaining("'durability' takes one of force, none, not 'maybe'");
                });
    }

    @Test
    void anObjectIsHandedOnAsItIsAndNothingElseIsTakenForIt() {
        List<ConfigKey> keys = List.of(ConfigKey.object("executor", Runnable.class, "what runs saves"));
        Runnable given = () -> {};

        StorageConfig checked = config(Map.of("executor", given)).checked(keys);
        assertThat(checked.object("executor", Runnable.class)).containsSame(given);
        assertThat(checked.object("executor", List.class)).isEmpty();
        assertThatThrownBy(() -> config(Map.of("executor", "secret text")).checked(keys))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("'executor' takes an instance of java.lang.Runnable")
                .hasMessageNotContaining("secret text");
    }

    @Test
    void aKeyThatResemblesNoneListsThemAll() {
        assertThatThrownBy(
                        () -> config(Map.of("base_path", "/d", "colour", "red")).checked(KEYS))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("knows no key 'colour'")
                .hasMessageContaining("base_path, durability, max_memory_mb");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1.5", "1e3", "", "99999999999999999999"})
    void aNumberIsWholeAndAboveZero(String given) {
        assertThatThrownBy(() -> config(Map.of("base_path", "/d", "max_memory_mb", given))
                        .checked(KEYS))
                .isInstanceOf(ConfigurationException.class);
    }

    @Test
    void aTextIsNoNumberAndNotBlank() {
        assertThatThrownBy(() -> config(Map.of("base_path", 5)).checked(KEYS)).hasMessageContaining("takes a text");
        assertThatThrownBy(() -> config(Map.of("base_path", " ")).checked(KEYS)).hasMessageContaining("takes a text");
    }

    @Test
    void secretsAreShownNowhere() {
        StorageConfig config = config(Map.of("base_path", "/d", "password", 12345));

        assertThat(config.toString()).doesNotContain("12345");
        assertThatThrownBy(() -> config.checked(KEYS))
                .hasMessageContaining("'password'")
                .hasMessageNotContaining("12345");
    }

    @Test
    void configurationsAreEqualByValueAndDoNotChange() {
        StorageConfig config = config(Map.of("base_path", "/a"));

        assertThat(config.with(Map.of("base_path", "/b"))).isEqualTo(config(Map.of("base_path", "/b")));
        assertThat(config).isEqualTo(config(Map.of("base_path", "/a")));
    }

    @Nested
    class Uri {
        @ParameterizedTest
        @ValueSource(strings = {"results", "./my_exp:1.0", "/data/what?.d", "C:\\data", "my_exp:1.0"})
        void aBarePathIsTakenAsItIs(String path) {
            assertThat(StorageUri.parse(path)).isEqualTo(new StorageUri("file", path, Map.of(), path));
        }

        @Test
        void whereThereIsAHostItIsLeftToBeTakenApartBeforeItsPartsAreDecoded() {
            assertThat(StorageUri.parse("postgresql://us%40er:p%40s%3As%2F@host/d%20b?x=y")
                            .path())
                    .isEqualTo("//us%40er:p%40s%3As%2F@host/d%20b");
        }

        @Test
        void aUriIsTakenApartAndDecoded() {
            StorageUri uri = StorageUri.parse("FILE:///data/a%20b+c?durability=none&experiment_id=e%3A1");

            assertThat(uri.scheme()).isEqualTo("file");
            assertThat(uri.path()).isEqualTo("/data/a b+c");
            assertThat(uri.parameters()).containsEntry("durability", "none").containsEntry("experiment_id", "e:1");
        }

        @Test
        void aRelativeFileKeepsItsFirstFolder() {
            assertThat(StorageUri.parse("file:a/b").path()).isEqualTo("a/b");
            assertThat(StorageUri.parse("file://./a").path()).isEqualTo("./a");
        }

        @Test
        void filesOfOtherHostsAreRefused() {
            assertThatThrownBy(() -> StorageUri.parse("file://server/share"))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("file:///server");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "  ", "memory:?x", "memory:?=1", "memory:?a=1&a=2", "file:///a%zz"})
        void whatCannotBeReadIsRefused(String uri) {
            assertThatThrownBy(() -> StorageUri.parse(uri)).isInstanceOf(ConfigurationException.class);
        }
    }

    @Test
    void aUriShowsNoSecret() {
        StorageUri uri = StorageUri.parse("postgresql://me:hunter2@host/db?password=hunter2");

        assertThat(uri.toString()).doesNotContain("hunter2").contains("postgresql");
        assertThatThrownBy(() -> StorageUri.parse("postgresql://me:hunter2%zz@host/db"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageNotContaining("hunter2");
        assertThatThrownBy(() -> StorageUri.parse("memory:?password=hunter2%zz"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("password")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void whatIsNestedInItDoesNotChangeEither() {
        Map<String, Object> nested = new HashMap<>(Map.of("base_path", "a"));
        StorageConfig config = StorageConfig.of("memory", Map.of("secondary_config", nested));

        nested.put("base_path", "b");

        assertThat(config.value("secondary_config")).isEqualTo(Map.of("base_path", "a"));
    }
}
