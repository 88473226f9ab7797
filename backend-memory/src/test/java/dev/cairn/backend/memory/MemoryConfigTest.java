package dev.cairn.backend.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.ConfigurationException;
import dev.cairn.StorageManager;
import dev.cairn.StorageManagers;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryConfigTest {
    @Test
    void isOpenedByItsType() {
        try (StorageManager manager =
                StorageManagers.create("memory", Map.of("max_memory_mb", 64, "eviction", "lru"))) {
            assertThat(manager.primary().location()).isEqualTo("memory");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory:", "memory:?max_memory_mb=64&eviction=none"})
    void isOpenedByAUri(String uri) {
        try (StorageManager manager = StorageManagers.open(uri)) {
            assertThat(manager.primary().location()).isEqualTo("memory");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"lots", "0", "-1", "999999999999999999"})
    void refusesASizeThatIsNone(String size) {
        assertThatThrownBy(() -> StorageManagers.create("memory", Map.of("max_memory_mb", size)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("'max_memory_mb'")
                .hasMessageContaining(size);
    }

    @Test
    void refusesAnUnknownEviction() {
        assertThatThrownBy(() -> StorageManagers.create("memory", Map.of("eviction", "random")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("'eviction' takes one of none, lru");
    }

    @Test
    void namesTheKeyThatWasProbablyMeant() {
        assertThatThrownBy(() -> StorageManagers.create("memory", Map.of("max_memory", 64)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("'max_memory_mb'");
    }

    @Test
    void refusesAUriWithAPath() {
        assertThatThrownBy(() -> StorageManagers.open("memory:/data/results"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("/data/results");
    }
}
