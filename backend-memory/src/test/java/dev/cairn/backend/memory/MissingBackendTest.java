package dev.cairn.backend.memory;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.ConfigurationException;
import dev.cairn.StorageManagers;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a backend of Cairn is asked for that is not on the class path, the error names the artifact to add. */
class MissingBackendTest {
    @ParameterizedTest
    @CsvSource({"database, cairn-backend-database", "filesystem, cairn-backend-filesystem"})
    void byType(String type, String artifact) {
        assertThatThrownBy(() -> StorageManagers.create(type, Map.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("dev.cairn:" + artifact);
    }

    @ParameterizedTest
    @CsvSource({"h2:/data/results, cairn-backend-database", "./results, cairn-backend-filesystem"})
    void byPlace(String uri, String artifact) {
        assertThatThrownBy(() -> StorageManagers.open(uri))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("dev.cairn:" + artifact);
    }
}
