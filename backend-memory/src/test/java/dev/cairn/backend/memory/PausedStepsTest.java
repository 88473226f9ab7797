package dev.cairn.backend.memory;

import static dev.cairn.testkit.faults.Operation.DOCUMENT_PUT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.spi.Document;
import dev.cairn.testkit.faults.Fault;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Races whose order the test decides. */
class PausedStepsTest extends FaultyStore {
    @Nested
    @DisplayName("A pause")
    class Pause {
        private final ExecutorService others = Executors.newCachedThreadPool();

        @Test
        void keepsAStepWaitingUntilItIsEnded() throws Exception {
            Fault pause = faults.on(DOCUMENT_PUT).about(KEY).pauseBefore();
            CompletableFuture<Document> put = CompletableFuture.supplyAsync(() -> save(KEY, "x"), others);
            pause.awaitStruck();
            save(OTHER, "meanwhile");

            assertThat(there(KEY)).isEmpty();
            assertThat(put).isNotDone();
            pause.end();
            assertThat(put.get(20, TimeUnit.SECONDS)).isEqualTo(there(KEY).orElseThrow());
            others.shutdown();
        }

        @Test
        void mayKeepTheAnswerWaiting() throws Exception {
            Fault pause = faults.on(DOCUMENT_PUT).pauseAfter();
            CompletableFuture<Document> put = CompletableFuture.supplyAsync(() -> save(KEY, "x"), others);
            pause.awaitStruck();

            assertThat(there(KEY)).isPresent();
            assertThat(put).isNotDone();
            pause.end();
            put.get(20, TimeUnit.SECONDS);
            others.shutdown();
        }

        @Test
        void isNotBrokenOffByAnInterrupt() throws Exception {
            Fault pause = faults.on(DOCUMENT_PUT).pauseBefore();
            CompletableFuture<Boolean> interrupted = CompletableFuture.supplyAsync(
                    () -> {
                        Thread.currentThread().interrupt();
                        save(KEY, "x");
                        return Thread.interrupted();
                    },
                    others);
            pause.awaitStruck();
            pause.end();

            assertThat(interrupted.get(20, TimeUnit.SECONDS)).isTrue();
            others.shutdown();
        }
    }

    @Nested
    @DisplayName("An action")
    class Action {
        @Test
        void runsJustBeforeAStep() {
            faults.on(DOCUMENT_PUT).first(1).before(step -> save(KEY, "sooner"));

            Document later = save(KEY, "later");
            assertThat(there(KEY)).contains(later);
            assertThat(faults.count(DOCUMENT_PUT)).isEqualTo(2);
        }

        @Test
        void runsJustAfterAStep() {
            faults.on(DOCUMENT_PUT).first(1).after(step -> save(KEY, "later"));

            Document sooner = save(KEY, "sooner");
            assertThat(there(KEY)).isPresent().get().isNotEqualTo(sooner);
        }
    }
}
