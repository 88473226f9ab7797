package dev.cairn.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.read.ListAppender;
import ch.qos.logback.core.spi.FilterReply;
import dev.cairn.ConfigurationException;
import dev.cairn.StorageException;
import dev.cairn.StorageManager;
import dev.cairn.StorageManagers;
import dev.cairn.config.StorageConfig;
import dev.cairn.config.StorageUri;
import dev.cairn.testkit.SampleResults;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Wherever a password stands, and whatever else is wrong, nothing shows it. */
class ConfigSecretsTest {
    private static final String SECRET = "hunter2";

    @TempDir
    Path folder;

    private final Logger logger = (Logger) LoggerFactory.getLogger("ROOT");
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Level usual = logger.getLevel();

    @BeforeEach
    void listen() {
        logger.iteratorForAppenders().forEachRemaining(appender -> appender.addFilter(new Muted()));
        logger.setLevel(Level.DEBUG);
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void nothingWasLogged() {
        logger.detachAppender(log);
        logger.setLevel(usual);
        logger.iteratorForAppenders().forEachRemaining(appender -> appender.clearAllFilters());
        assertThat(List.copyOf(log.list))
                .noneMatch(event -> event.getFormattedMessage().contains(SECRET)
                        || ThrowableProxyUtil.asString(event.getThrowableProxy())
                                .contains(SECRET));
    }

    /** Keeps the lines of the drivers out of the output of the tests. */
    private static final class Muted extends Filter<ILoggingEvent> {
        @Override
        public FilterReply decide(ILoggingEvent event) {
            return FilterReply.DENY;
        }
    }

    private static void assertSilent(Throwable thrown) {
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        assertThat(trace.toString()).doesNotContain(SECRET);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://u:hunter2@h/db?shema=s",
                "postgresql://u:hunter2@h/db?schema=S",
                "postgresql://u:hunter2@h/db?file_root=s3://u:hunter2@h/x",
                "postgresql://u:hunter2@h/db?file_root=file://u:hunter2@h/x",
                "postgresql://u:a?hunter2@h/db",
                "postgresql://u:a?hunter2=b@h/db",
                "postgresql://u:a?hunter2=b&c=d@h/db",
                "postgresql://u:a?b=hunter2&b=hunter2@h/db",
                "postgresql://u:a?hunter2=@h/db",
                "postgresql://u:hunter2#x@h/db",
                "postgresql://u:hunter2/x@h/db",
                "postgresql://u:hunter2%zz@h/db",
                "postgresql://h/db?password=hunter2%zz",
                "postgresql://h/db?password=hunter2&nope=1",
                "postgresql://h/db?PASSWORD=hunter2",
                "postgresql://h/db?password=hunter2&password=hunter2",
                "postgresql://u:hunter2@h/db?password_env=X&password=hunter2",
                "jdbc:postgresql://h/db?user=u&passwrd=hunter2",
                "jdbc:h2:/x;PASSWORD=a;hunter2",
                "jdbc:h2:/x;PASSWORD=a;hunter2=3",
                "h2:/x?PASSWORD=hunter2&nope=1",
                "h2:tcp://u:hunter2@h/x",
                "jdbc:mysql://u:hunter2@h/db",
                "mysql://u:hunter2@h/db",
                "sqlite://u:hunter2@h/db",
                "memory://u:hunter2@h/x",
                "memory:?password=hunter2",
                "file://u:hunter2@h/x",
                "file:///a?connection_string=postgresql://u:hunter2@h/db",
                "file:///a?base_path=b&secondary=postgresql://u:hunter2@h/db",
                "file:///a?secondary=postgresql://u:hunter2@h/db%3Fshema=1",
                "file:///a?secondary=postgresql://u:hunter2@h/db%3Ffile_root=s3://u:hunter2@h",
                "file:///a?secondary=s3://u:hunter2@h",
                "file:///a?secondary=memory://u:hunter2@h",
                "file:///a?secondary=file://u:hunter2@h",
                "file:///a?secondary=postgresql://u:hunter2@h/db&secondary_type=memory",
                "file:///a?secondary_config=hunter2&secondary_type=memory",
                "file:///a?secondary_type=postgresql://u:hunter2@h/db",
            })
    void noRefusalOfAUriShowsIt(String uri) {
        Throwable thrown = catchThrowable(() -> StorageManagers.open(uri));
        assertThat(thrown).isInstanceOf(ConfigurationException.class);
        assertSilent(thrown);
    }

    static Stream<StorageConfig> wrong() {
        String uri = "postgresql://u:hunter2@h/db";
        return Stream.of(
                StorageConfig.of(uri, Map.of()),
                StorageConfig.of("filesystem", Map.of("base_path", uri)),
                StorageConfig.of("database", Map.of("connection_string", uri + "?nope=1", "password", SECRET)),
                StorageConfig.of("database", Map.of("connection_string", List.of(uri))),
                StorageConfig.of("database", Map.of("connection_string", uri, "password", List.of(SECRET))),
                StorageConfig.of("database", Map.of("connection_string", uri, "data_source", SECRET)),
                StorageConfig.of("indexed", Map.of("connection_string", uri, "file_root", uri)),
                StorageConfig.of("indexed", Map.of("connection_string", uri)),
                StorageConfig.of("memory", Map.of("secondary", List.of(uri))),
                StorageConfig.of("memory", Map.of("secondary", uri + "?nope=1")),
                StorageConfig.of("memory", Map.of("secondary_type", uri)),
                StorageConfig.of("memory", Map.of("secondary_type", "database", "secondary_config", uri)),
                StorageConfig.of(
                        "memory",
                        Map.of(
                                "secondary_type",
                                "database",
                                "secondary_config",
                                Map.of("connection_string", uri, "password", List.of(SECRET)))));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void noRefusalOfAConfigurationShowsIt(StorageConfig config) {
        assertThat(config.toString()).doesNotContain(SECRET);
        Throwable thrown = catchThrowable(() -> StorageManagers.create(config));
        assertThat(thrown).isInstanceOf(ConfigurationException.class);
        assertSilent(thrown);
        assertSilent(catchThrowable(() -> StorageConfig.fromMap(
                Map.of("_type", config.type(), "secondary", "postgresql://u:hunter2@h/db?nope=1"))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://u:hunter2@h/db?sslpassword=hunter2",
                "postgresql://h/db?password=hunter2&file_root=/f",
                "h2:/x?PASSWORD=hunter2",
                "memory:?secondary=postgresql://u:hunter2@h/db%3Fsslpassword=hunter2%26file_root=/f",
            })
    void noTextOfAConfigurationShowsIt(String uri) {
        StorageConfig config = StorageManagers.parse(uri);
        assertThat(config.toString() + config.toMap() + StorageUri.parse(uri)).doesNotContain(SECRET);
        assertThat(config.toMapWithSecrets().toString()).contains(SECRET);
    }

    @Test
    void noAnswerOfAnOpenStoreShowsIt() {
        String place = "h2:" + folder.resolve("index") + "?user=u&password=" + SECRET;
        String uri = place + "&file_root=" + folder.resolve("files") + "&secondary=h2:" + folder.resolve("b")
                + "%3Fuser=u%26password=" + SECRET;
        try (StorageManager manager = StorageManagers.open(uri)) {
            manager.saveResult("k", SampleResults.numbered(1, 1));
            assertThat("" + manager + manager.status() + manager.tiers().health() + manager.primary()
                            + manager.primary().location())
                    .doesNotContain(SECRET);
        }
        Throwable wrong =
                catchThrowable(() -> StorageManagers.open(place, Map.of("user", "v", "password", "x" + SECRET)));
        assertThat(wrong).isInstanceOf(StorageException.class);
        assertSilent(wrong);
    }

    @Test
    void noServerThatIsAwayShowsIt() {
        Throwable away = catchThrowable(() ->
                StorageManagers.open("postgresql://u:hunter2@localhost:1/db?sslpassword=hunter2&connect_timeout_s=1"));
        assertThat(away).isInstanceOf(StorageException.class);
        assertSilent(away);
    }
}
