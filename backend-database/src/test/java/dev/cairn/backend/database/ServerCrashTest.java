package dev.cairn.backend.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.OutcomeUnknownException;
import dev.cairn.StorageException;
import dev.cairn.UnavailableException;
import dev.cairn.spi.StorageBackend;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A PostgreSQL server that forces its log, killed with all its processes while four threads make 1,000 saves; as often as the
 * system property {@code cairn.test.kills} says, or once.
 */
class ServerCrashTest {
    private static final int SAVES = 1000;
    private static final int THREADS = 4;
    private static final int KILLS = Integer.getInteger("cairn.test.kills", 1);

    private final Queue<String> saved = new ConcurrentLinkedQueue<>();
    private final Queue<StorageException> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger next = new AtomicInteger();
    private final Instant deadline = Instant.now().plus(Duration.ofSeconds(60 + 60 * KILLS));
    private final List<CountDownLatch> marks = new ArrayList<>();

    @Test
    void losesNoSaveThatWasAcknowledgedAndTheStoreThatIsOpenGoesOn(@TempDir Path folder) throws Exception {
        try (OwnServer server = OwnServer.start(folder)) {
            Map<String, Object> config = Map.of("connection_string", server.jdbcUrl(), "connect_timeout_s", 1);
            try (StorageBackend backend = Fixtures.open(config, Clock.systemUTC())) {
                saveAndKill(backend, server);
                assertThat(saved).hasSize(SAVES);
                assertThat(failures)
                        .isNotEmpty()
                        .hasOnlyElementsOfTypes(UnavailableException.class, OutcomeUnknownException.class);
                CrashTest.assertWhole(backend, List.copyOf(saved));
            }
            System.out.println(KILLS + " kills, " + failures.size() + " calls failed, "
                    + failures.stream()
                            .filter(OutcomeUnknownException.class::isInstance)
                            .count()
                    + " of them with an unknown outcome");
        }
    }

    private void saveAndKill(StorageBackend backend, OwnServer server) throws Exception {
        for (int i = 0; i < KILLS; i++) {
            marks.add(new CountDownLatch((i + 1) * SAVES / (KILLS + 1)));
        }
        List<CompletableFuture<Boolean>> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            threads.add(Other.start(() -> save(backend)));
        }
        for (CountDownLatch mark : marks) {
            mark.await();
            server.kill();
            server.startAgain();
        }
        for (CompletableFuture<Boolean> thread : threads) {
            assertThat(thread.get()).as("all saved in time").isTrue();
        }
    }

    /** Saves until there are enough, each until it is acknowledged. */
    private boolean save(StorageBackend backend) {
        for (int i = next.getAndIncrement(); i < SAVES; i = next.getAndIncrement()) {
            boolean done = false;
            while (!done) {
                if (Instant.now().isAfter(deadline)) {
                    return false;
                }
                done = saveOnce(backend, i);
            }
        }
        return true;
    }

    private boolean saveOnce(StorageBackend backend, int i) {
        try {
            saved.add(RoundTripsTest.save(backend, "saved " + i).key().id());
            marks.forEach(CountDownLatch::countDown);
            return true;
        } catch (StorageException e) {
            failures.add(e);
            LockSupport.parkNanos(20_000_000); // As one does who tries again.
            return false;
        }
    }
}
