package dev.cairn.backend.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.ConfigurationException;
import dev.cairn.StorageManager;
import dev.cairn.StorageManagers;
import dev.cairn.config.StorageConfig;
import dev.cairn.config.StorageUri;
import java.util.Map;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigTest {
    private final DatabaseBackendFactory factory =
            new DatabaseBackendFactory(name -> "DB_PASSWORD".equals(name) ? "from the environment" : null);

    private Settings settings(Map<String, ?> values) {
        StorageConfig config = StorageConfig.of("database", values).checked(factory.keys());
        return Settings.of(config, name -> "DB_PASSWORD".equals(name) ? "from the environment" : null);
    }

    private ConfigurationException refusal(Map<String, ?> values) {
        return assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> settings(values))
                .actual();
    }

    @Test
    void defaultsAreEightConnectionsTenSecondsAndNotifications() {
        Settings settings = settings(Map.of("connection_string", "h2:mem:x"));
        assertThat(settings.poolSize()).isEqualTo(8);
        assertThat(settings.timeoutSeconds()).isEqualTo(10);
        assertThat(settings.notifies()).isTrue();
        assertThat(settings(Map.of("connection_string", "h2:mem:x", "notify", "false"))
                        .notifies())
                .isFalse();
    }

    @Test
    void keysWinOverTheConnectionString() {
        Settings settings = settings(
                Map.of("connection_string", "postgresql://a:b@host/db", "user", "me", "password_env", "DB_PASSWORD"));
        assertThat(settings.user()).isEqualTo("me");
        assertThat(settings.password()).isEqualTo("from the environment");
    }

    @Test
    void everythingThatIsWrongIsToldAtOnceAndNoSecretIsShown() {
        ConfigurationException refusal = refusal(Map.of(
                "connection_string", "mysql://me:hidden1@host/db",
                "password", "hidden2",
                "password_env", "NOT_SET",
                "schema", "Robert'; drop"));
        assertThat(refusal.problems()).hasSize(4);
        assertThat(refusal).hasMessageContaining("'NOT_SET', which is not set").hasMessageNotContaining("hidden");
    }

    @Test
    void aConnectionStringOrADataSourceIsNeededAndNotBoth() {
        DataSource source = new JdbcDataSource();
        assertThat(refusal(Map.of())).hasMessageContaining("needs 'connection_string'");
        assertThat(refusal(Map.of("connection_string", "h2:mem:x", "data_source", source)))
                .hasMessageContaining("give one");
        assertThat(refusal(Map.of("data_source", source, "user", "me"))).hasMessageContaining("leave out 'user'");
        assertThat(refusal(Map.of("data_source", "x"))).hasMessageContaining("an instance of javax.sql.DataSource");
    }

    @Test
    void aSchemaIsForPostgresql() {
        assertThat(refusal(Map.of("connection_string", "h2:mem:x", "schema", "s")))
                .hasMessageContaining("'schema' is for PostgreSQL");
    }

    @Test
    void ofTheParametersOfAUriOnlyThoseThatAreNoKeysReachTheDriver() {
        StorageConfig config = factory.configOf(StorageUri.parse("postgresql://me:pw@localhost:5433/db?sslmode=require"
                + "&schema=s&pool_size=3&experiment_id=e%201&options=-c%20x%3Dy&password=p%26w"));
        assertThat(config)
                .isEqualTo(StorageConfig.of(
                        "database",
                        Map.of(
                                "connection_string",
                                "postgresql://me:pw@localhost:5433/db?sslmode=require&options=-c%20x%3Dy",
                                "schema",
                                "s",
                                "pool_size",
                                "3",
                                "experiment_id",
                                "e 1",
                                "password",
                                "p&w")));
        assertThat(config.toString()).doesNotContain("p&w", "pw@");
    }

    @Test
    void userAndPasswordOfAUriAreDecodedOnce() {
        StorageConfig config = factory.configOf(StorageUri.parse("postgresql://us%40er:p%2540%3As%40s@host/db"));
        Settings settings = Settings.of(config, name -> null);
        assertThat(settings.user()).isEqualTo("us@er");
        assertThat(settings.password()).isEqualTo("p%40:s@s");
    }

    @Test
    void theHostOfAUriIsKeptThoughItIsThisOne() {
        StorageConfig config = factory.configOf(StorageUri.parse("postgresql://localhost/results"));
        assertThat(config.value("connection_string")).isEqualTo("postgresql://localhost/results");
    }

    @Test
    void aFileInAUriIsDecoded() {
        StorageConfig config = factory.configOf(StorageUri.parse("h2:/data/my%20store?CACHE_SIZE=100&pool_size=2"));
        assertThat(config.value("connection_string")).isEqualTo("h2:/data/my store?CACHE_SIZE=100");
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2:/data/what%3F", "h2:mem:x?connection_string=h2:mem:y"})
    void parametersThatCannotBeHonouredAreRefused(String uri) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> factory.configOf(StorageUri.parse(uri)));
    }

    @Test
    void managersOpenByTypeAndByUri() {
        try (StorageManager byType = StorageManagers.create("database", Map.of("connection_string", "h2:mem:one"));
                StorageManager byUri = StorageManagers.open("h2:mem:two?experiment_id=e")) {
            assertThat(byType.listResults()).isEmpty();
            assertThat(byUri.listResults()).isEmpty();
        }
    }
}
