package dev.cairn.it;

import static dev.cairn.testkit.SampleResults.numbered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.cairn.CollectOptions;
import dev.cairn.LoadOptions;
import dev.cairn.ReconcileOptions;
import dev.cairn.StorageManager;
import dev.cairn.StorageManagers;
import dev.cairn.Tier;
import dev.cairn.TierOptions;
import dev.cairn.TooLargeException;
import dev.cairn.UnavailableException;
import dev.cairn.testkit.faults.Fault;
import dev.cairn.testkit.faults.Faults;
import dev.cairn.testkit.faults.FaultyBackend;
import dev.cairn.testkit.faults.Operation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** The log is silent while all is well, and says once what is not. */
@SuppressWarnings("NullAway.Init")
class LogTest {
    private static final LoadOptions PAST_CACHE = LoadOptions.withoutCache();

    @TempDir
    private Path folder;

    private final Logger logger = (Logger) LoggerFactory.getLogger("dev.cairn");
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Faults primary = new Faults();
    private final Faults secondary = new Faults();
    private final AtomicLong nanoTime = new AtomicLong();

    @BeforeEach
    void listen() {
        logger.setLevel(Level.INFO);
        logger.setAdditive(false);
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(log);
        logger.setAdditive(true);
        logger.setLevel(null);
    }

    private List<String> logged() {
        return List.copyOf(log.list).stream()
                .map(event -> event.getLevel() + " " + event.getFormattedMessage())
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"memory:, memory:", "files, files", "h2:, files", "files, h2:"})
    void isSilentWhileAllIsWell(String first, String second) {
        for (int round = 0; round < 2; round++) {
            try (StorageManager manager = StorageManagers.builder()
                    .primary(uri(first, "a"))
                    .secondary(uri(second, "b"))
                    .build()) {
                manager.saveResult("k", numbered(round, 10));
                manager.saveResult("archived", numbered(2, 10));
                manager.saveResult("deleted", numbered(3, 10));
                manager.loadResult("k");
                manager.load("k", PAST_CACHE);
                manager.deleteResult("deleted");
                manager.migrateResult("archived", Tier.PRIMARY, Tier.SECONDARY);
                manager.load("archived", PAST_CACHE);
                manager.migrateResult("archived", Tier.SECONDARY, Tier.PRIMARY);
                manager.tiers().replicate();
                manager.tiers().reconcile(ReconcileOptions.defaults());
                manager.collectGarbage(CollectOptions.defaults());
                manager.tiers().health();
            }
        }
        assertThat(logged()).isEmpty();
    }

    private String uri(String store, String name) {
        Path place = folder.resolve(name);
        return store.equals("files") ? place.toString() : store.equals("h2:") ? store + place : store;
    }

    private StorageManager open() {
        return StorageManagers.builder()
                .primary(new FaultyBackend(Stores.unforced(folder.resolve("a")), primary))
                .secondary(new FaultyBackend(Stores.unforced(folder.resolve("b")), secondary))
                .tiers(TierOptions.defaults().withTimeout(Duration.ZERO).withoutBackground())
                .nanoTime(nanoTime::get)
                .build();
    }

    private void passMinutes(int minutes) {
        nanoTime.addAndGet(Duration.ofMinutes(minutes).toNanos());
    }

    @Test
    void saysOnceThatTheSecondaryIsAwayAndOnceThatItIsBack() {
        try (StorageManager manager = open()) {
            secondary.outage();
            for (int i = 0; i < 20; i++) {
                manager.saveResult("k" + i, numbered(i, 10));
                manager.tiers().replicate();
                passMinutes(5);
            }
            assertThat(logged())
                    .singleElement()
                    .asString()
                    .startsWith("WARN ")
                    .contains(folder.resolve("b").toString(), "does not answer");
            secondary.endAll();
            passMinutes(5);
            assertThat(manager.tiers().replicate().isComplete()).isTrue();
        }
        assertThat(logged())
                .hasSize(2)
                .last()
                .asString()
                .isEqualTo("INFO filesystem " + folder.resolve("b") + " answers again.");
    }

    @Test
    void saysOnceThatThePrimaryIsAwayAndOnceThatItIsBack() {
        try (StorageManager manager = open()) {
            manager.saveResult("k", numbered(1, 10));
            primary.outage();
            for (int i = 0; i < 20; i++) {
                manager.load("k", PAST_CACHE);
                assertThatExceptionOfType(UnavailableException.class)
                        .isThrownBy(() -> manager.saveResult("k", numbered(2, 10)));
                passMinutes(5);
            }
            assertThat(logged())
                    .singleElement()
                    .asString()
                    .startsWith("WARN ")
                    .contains(folder.resolve("a").toString(), "does not answer");
            primary.endAll();
            passMinutes(5);
            manager.load("k", PAST_CACHE);
        }
        assertThat(logged())
                .hasSize(2)
                .last()
                .asString()
                .isEqualTo("INFO filesystem " + folder.resolve("a") + " answers again.");
    }

    @Test
    void saysWhatIsLeftToOthersWhenAManagerIsClosedDuringAnOutage() {
        try (StorageManager manager = open()) {
            secondary.outage();
            manager.saveResult("k", numbered(1, 10));
        }
        assertThat(logged())
                .singleElement()
                .asString()
                .startsWith("WARN 1 documents are not in the secondary")
                .contains("did not answer");
    }

    @Test
    void saysOnceThatAReplicaIsRefusedAndOnceThatAllAreThere() {
        try (StorageManager manager = open()) {
            Fault full = secondary
                    .on(Operation.DOCUMENT_PUT_NEWER)
                    .failBefore(step -> new TooLargeException("There is no room for " + step + "."));
            for (int i = 2; i < 6; i++) {
                manager.saveResult("k", numbered(i, 10));
                manager.tiers().replicate();
            }
            assertThat(logged()).singleElement().asString().startsWith("WARN What is saved does not reach");
            full.end();
            assertThat(manager.tiers().replicate().isComplete()).isTrue();
        }
        assertThat(logged())
                .hasSize(2)
                .last()
                .asString()
                .startsWith("INFO The secondary")
                .contains("everything again");
    }
}
