package dev.cairn.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class AsyncSavesTest {
    private final ExecutorService one = Executors.newSingleThreadExecutor();
    private final AsyncSaves saves = new AsyncSaves(one);

    @AfterEach
    void close() {
        saves.close();
        one.shutdownNow();
    }

    private static void await(CountDownLatch latch, long millis) {
        try {
            latch.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aSaveBegunWhenAnotherIsDoneDoesNotWaitForRoomThatOnlyItsOwnThreadCanMake() throws Exception {
        CountDownLatch full = new CountDownLatch(1);
        CountDownLatch another = new CountDownLatch(1);
        List<CompletableFuture<String>> all = new ArrayList<>();
        all.add(saves.run(() -> {
                    await(full, 10_000);
                    return "first";
                })
                .thenCompose(first -> {
                    await(another, 200);
                    return saves.run(() -> "after");
                }));
        for (int i = 1; i < AsyncSaves.MOST; i++) {
            all.add(saves.run(() -> "other"));
        }
        full.countDown();
        all.add(saves.run(() -> "another"));
        another.countDown();

        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(10, TimeUnit.SECONDS);
    }

    @Test
    void whenTheWaitingEndsEverySaveIsSeenToBeDone() {
        for (int i = 0; i < 20_000; i++) {
            CompletableFuture<String> save = saves.run(() -> "done");
            assertThat(saves.await(10)).isZero();
            assertThat(save).isCompleted();
        }
    }

    @Test
    void whoWaitsWhenASaveIsDoneDoesNotWaitForHimself() throws Exception {
        assertThat(saves.run(() -> "done").thenApply(done -> saves.await(10)).get(5, TimeUnit.SECONDS))
                .isZero();
    }

    @Test
    void afterTheEndNothingBegins() {
        AsyncSaves own = new AsyncSaves(null);
        own.close();

        assertThatThrownBy(() -> own.run(() -> "late"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }
}
