package dev.cairn.backend.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.spi.Hold;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SaveGateTest {
    private final SmallStore store = SmallStore.refusing(1000);
    private final ExecutorService other = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        other.shutdownNow();
        store.close();
    }

    @Test
    void letsManySaversInAtOnce() {
        try (Hold first = store.backend.hold();
                Hold second = store.backend.hold()) {
            assertThat(first).isNotSameAs(second);
        }
    }

    @Test
    void opensForOneAloneWhenAnotherThreadEndsTheLastHold() throws Exception {
        Hold hold = store.backend.hold();
        CompletableFuture<Hold> alone = CompletableFuture.supplyAsync(store.backend::holdExclusively, other);
        CompletableFuture.runAsync(hold::close, other).get(10, TimeUnit.SECONDS);

        alone.get(10, TimeUnit.SECONDS).close();
    }

    @Test
    void countsAHoldThatIsClosedTwiceOnce() throws Exception {
        Hold first = store.backend.hold();
        try (Hold second = store.backend.hold()) {
            first.close();
            first.close();
            CompletableFuture<Hold> alone = CompletableFuture.supplyAsync(store.backend::holdExclusively, other);

            assertThat(alone).isNotDone();
            second.close();
            alone.get(10, TimeUnit.SECONDS).close();
        }
    }

    @Test
    void leavesAnInterruptSet() throws Exception {
        boolean interrupted = CompletableFuture.supplyAsync(
                        () -> {
                            Thread.currentThread().interrupt();
                            store.backend.hold().close();
                            store.backend.holdExclusively().close();
                            return Thread.interrupted();
                        },
                        other)
                .get(10, TimeUnit.SECONDS);

        assertThat(interrupted).isTrue();
    }
}
