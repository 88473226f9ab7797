package dev.cairn.backend.memory;

import static dev.cairn.testkit.faults.Operation.BLOB_WRITE;
import static dev.cairn.testkit.faults.Operation.DOCUMENT_KEYS;
import static dev.cairn.testkit.faults.Operation.DOCUMENT_PUT;
import static dev.cairn.testkit.faults.Operation.JOURNAL_APPEND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.spi.BlobSink;
import dev.cairn.spi.ChangeListener;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.StorageBackend;
import dev.cairn.testkit.faults.CrashPoint;
import dev.cairn.testkit.faults.CrashPoints;
import dev.cairn.testkit.faults.Fault;
import dev.cairn.testkit.faults.FaultyBackend;
import dev.cairn.testkit.faults.SimulatedCrash;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A process that ends does nothing more, and a test can let it end everywhere. */
class SimulatedCrashTest extends FaultyStore {
    @Nested
    @DisplayName("A crash")
    class Crash {
        @Test
        void beforeAStepLeavesItUndone() {
            faults.on(DOCUMENT_PUT).crashBefore();

            assertCrashes(() -> save(KEY, "x"));
            assertThat(there(KEY)).isEmpty();
        }

        @Test
        void afterAStepLeavesItDone() {
            faults.on(DOCUMENT_PUT).crashAfter();

            assertCrashes(() -> save(KEY, "x"));
            assertThat(there(KEY)).isPresent();
        }

        @Test
        void duringAWriteLeavesAPart() {
            faults.on(JOURNAL_APPEND).crashDuring();

            assertCrashes(() -> store.journals().append(LOG, List.of("{\"n\":1}", "{\"n\":2}")));
            assertThat(memory.journals().read(LOG, 0, 10).entries()).hasSize(1);
        }

        @Test
        void refusesEverythingThatFollowsAndDoesNotCountIt() {
            faults.on(DOCUMENT_PUT).first(1).crashBefore();
            assertCrashes(() -> save(KEY, "x"));

            assertCrashes(() -> save(KEY, "x"));
            assertCrashes(() -> store.documents().get(KEY));
            assertCrashes(store::hold);
            assertThat(faults.crashed()).isTrue();
            assertThat(faults.steps()).hasSize(1);
        }

        @Test
        void endsABlobThatWasBegun() {
            faults.on(BLOB_WRITE).nth(2).crashBefore();
            try (BlobSink sink = store.blobs().create(SCOPE)) {
                sink.write(new byte[10]);
                assertCrashes(() -> sink.write(new byte[10]));
            }

            assertThat(memory.blobs().list(SCOPE)).isEmpty();
        }

        @Test
        void endsAListing() {
            save(KEY, "x");
            save(OTHER, "y");
            faults.on(DOCUMENT_PUT).crashBefore();
            try (Stream<DocumentKey> keys = store.documents().keys(SCOPE, "result")) {
                Iterator<DocumentKey> listing = keys.iterator();
                listing.next();
                assertCrashes(() -> save(KEY, "z"));
                assertCrashes(() -> listing.forEachRemaining(key -> {}));
            }
            assertThat(faults.count(DOCUMENT_KEYS)).isEqualTo(1);
        }

        @Test
        void tellsListenersNothingMore() {
            List<ChangeListener> listening = new ArrayList<>();
            StorageBackend telling = new FaultyBackend(telling(listening), faults);
            List<DocumentKey> told = new ArrayList<>();
            telling.watch(new ChangeListener() {
                @Override
                public void changed(DocumentKey key, long revision) {
                    told.add(key);
                }

                @Override
                public void lost() {
                    told.clear();
                }
            });
            listening.get(0).changed(KEY, 1);
            faults.on(DOCUMENT_PUT).crashBefore();
            assertCrashes(() -> telling.documents().put(put(KEY, "x")));
            listening.get(0).changed(OTHER, 1);
            listening.get(0).lost();

            assertThat(told).containsExactly(KEY);
        }

        /** The store in memory, which has nothing to tell, with a way to tell it anyway. */
        private StorageBackend telling(List<ChangeListener> listening) {
            return (StorageBackend) Proxy.newProxyInstance(
                    SimulatedCrashTest.class.getClassLoader(),
                    new Class<?>[] {StorageBackend.class},
                    (proxy, method, args) -> {
                        if (method.getName().equals("watch")) {
                            listening.add((ChangeListener) args[0]);
                        }
                        return method.invoke(memory, args);
                    });
        }

        @Test
        void endsOtherThreadsWithTheirCallUnderWay() throws Exception {
            ExecutorService others = Executors.newSingleThreadExecutor();
            Fault pause = faults.on(DOCUMENT_PUT).about(KEY).pauseAfter();
            CompletableFuture<?> other = CompletableFuture.supplyAsync(() -> save(KEY, "x"), others);
            pause.awaitStruck();
            faults.on(DOCUMENT_PUT).about(OTHER).crashBefore();
            assertCrashes(() -> save(OTHER, "y"));
            pause.end();

            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(() -> other.get(20, TimeUnit.SECONDS))
                    .withCauseInstanceOf(SimulatedCrash.class);
            others.shutdown();
        }
    }

    @Nested
    @DisplayName("Crash points")
    class Points {
        @Test
        void areBeforeAndAfterEachStepAndInTheMiddleOfThoseThatCanBeTorn() throws Throwable {
            List<String> points = new ArrayList<>();
            int count = CrashPoints.forEach(point -> {
                points.add(point.toString().replaceAll(" of .*", ""));
                runOn(point, store -> {
                    store.documents().put(put(KEY, "x"));
                    store.journals().append(LOG, List.of("{\"n\":1}", "{\"n\":2}"));
                });
            });

            assertThat(points)
                    .containsExactly(
                            "without a crash",
                            "before step 1, DOCUMENT_PUT",
                            "after step 1, DOCUMENT_PUT",
                            "before step 2, JOURNAL_APPEND",
                            "during step 2, JOURNAL_APPEND",
                            "after step 2, JOURNAL_APPEND");
            assertThat(count).isEqualTo(5);
        }

        @Test
        void areTestsToo() throws Throwable {
            assertThat(CrashPoints.tests(point ->
                            runOn(point, store -> store.documents().put(put(KEY, "x")))))
                    .extracting(test -> test.getDisplayName().replaceAll(" of .*", ""))
                    .containsExactly("before step 1, DOCUMENT_PUT", "after step 1, DOCUMENT_PUT");
        }

        @Test
        void findAPromiseThatIsBrokenBetweenTwoSteps() {
            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> CrashPoints.forEach(point -> {
                        MemoryBackend memory = newMemory();
                        point.run(() -> {
                            StorageBackend store = new FaultyBackend(memory, point.faults());
                            store.documents().put(put(KEY, "both"));
                            store.documents().put(put(OTHER, "or none"));
                        });
                        assertThat(memory.documents().get(OTHER).find().isPresent())
                                .isEqualTo(memory.documents().get(KEY).find().isPresent());
                        memory.close();
                    }))
                    .withMessageContaining("A crash after step 1, DOCUMENT_PUT of result 'a' in memory");
        }

        @Test
        void refuseAProcessThatTakesOtherStepsTheNextTime() {
            List<CrashPoint> seen = new ArrayList<>();
            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> CrashPoints.forEach(point -> {
                        seen.add(point);
                        runOn(point, store -> {
                            if (seen.size() == 1) {
                                store.documents().put(put(KEY, "x"));
                            }
                        });
                    }))
                    .withMessageContaining("has to take the same steps each time");
        }

        @Test
        void passOnAFailureThatIsNoCrash() {
            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> CrashPoints.forEach(point -> runOn(point, store -> {
                        throw new IllegalStateException("of the scenario");
                    })));
        }
    }

    private interface Work {
        void on(StorageBackend store);
    }

    private static void runOn(CrashPoint point, Work work) throws Throwable {
        point.run(() -> {
            try (StorageBackend store = new FaultyBackend(newMemory(), point.faults())) {
                work.on(store);
            }
        });
    }

    private static MemoryBackend newMemory() {
        return new MemoryBackend(new MemoryBudget(MemoryBudget.MEGABYTE, false), Clock.systemUTC());
    }

    private static void assertCrashes(ThrowingCallable call) {
        assertThatExceptionOfType(SimulatedCrash.class).isThrownBy(call);
    }
}
