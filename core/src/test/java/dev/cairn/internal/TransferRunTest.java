package dev.cairn.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.CorruptException;
import dev.cairn.MigrateOptions;
import dev.cairn.UnavailableException;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.Slot;
import dev.cairn.transfer.Cancellation;
import dev.cairn.transfer.Progress;
import dev.cairn.transfer.TransferReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What the engine of transfers promises whatever it carries. */
class TransferRunTest {
    private static final Transferred COPIED = new Transferred(Transferred.What.COPIED, true, 10);

    private final AtomicLong nanos = new AtomicLong();

    private TransferRun run(MigrateOptions options) {
        return new TransferRun("Test", options, List.of(), nanos::get);
    }

    private static DocumentKey key(int i) {
        return new DocumentKey(DocumentKey.DEFAULT_SCOPE, "result", "k" + i);
    }

    @Test
    void worksInAsManyThreadsAsAreWanted() {
        TransferRun run = run(MigrateOptions.defaults().withParallelism(3));
        CyclicBarrier together = new CyclicBarrier(3);

        TransferReport report = run.run(
                () -> 3,
                () -> IntStream.range(0, 3)
                        .forEach(i -> run.submit(key(i), () -> {
                            await(together);
                            return COPIED;
                        })));

        assertThat(report.counts().copied()).isEqualTo(3);
    }

    @Test
    void countsWhatCameOutHow() {
        TransferRun run = run(MigrateOptions.defaults());

        TransferReport report = run.run(() -> 4, () -> {
            run.count(Transferred.ALREADY_THERE);
            run.count(Transferred.LEFT_OUT);
            run.count(Transferred.NEWER_THERE);
            run.submit(key(1), () -> COPIED);
            run.submit(key(2), () -> {
                throw new CorruptException("bad");
            });
            nanos.set(Duration.ofSeconds(2).toNanos());
        });

        assertThat(report.counts()).isEqualTo(new TransferReport.Counts(1, 1, 1, 1, 1, 1));
        assertThat(report.documentsPerSecond()).isEqualTo(2.5);
        assertThat(report.toString())
                .isEqualTo(
                        "Test, completed: 1 copied, 1 given up in the source, 1 there already, 1 newer in the target, "
                                + "1 left out, 1 failed; 0.0 MB in 2.0 s, 3 documents/s, 0.0 MB/s\n  - result 'k2': bad");
    }

    @Test
    void keepsAThousandFailuresAndCountsTheRest() {
        TransferRun run = run(MigrateOptions.defaults());

        TransferReport report = run.run(
                () -> 1500,
                () -> IntStream.range(0, 1500).forEach(i -> run.fail(key(i), new CorruptException("bad " + i))));

        assertThat(report.failures()).hasSize(TransferReport.MOST_FAILURES);
        assertThat(report.counts().failed()).isEqualTo(1500);
        assertThat(report.toString()).contains("and 500 more");
    }

    @Test
    void aListingThatBreaksOffIsAFailureAndTheNextOneIsRead() {
        TransferRun run = run(MigrateOptions.defaults());

        TransferReport report = run.run(() -> 1, () -> {
            run.each(
                    () -> {
                        throw new UnavailableException("no listing");
                    },
                    documents -> {});
            run.each(() -> List.of(Slot.damaged(null, new CorruptException("no key"))).stream(), documents -> {});
        });

        assertThat(report.failures())
                .extracting(TransferReport.Failure::toString)
                .containsExactly("(unknown key): no listing", "(unknown key): no key");
    }

    @Test
    void anErrorOfTheProgramIsThrownOnceWhatIsUnderWayIsDone() {
        TransferRun run = run(MigrateOptions.defaults().withParallelism(1));
        AtomicInteger after = new AtomicInteger();

        assertThatThrownBy(() -> run.run(() -> 2, () -> {
                    run.submit(key(1), () -> {
                        throw new AssertionError("a bug");
                    });
                    run.submit(key(2), () -> {
                        after.incrementAndGet();
                        return COPIED;
                    });
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessage("a bug");
        assertThat(after).hasValue(0);
    }

    @Test
    void aCallerThatIsInterruptedGetsHisReportAndStaysInterrupted() {
        TransferRun run = run(MigrateOptions.defaults());
        Thread.currentThread().interrupt();

        TransferReport report = run.run(() -> 1, () -> run.submit(key(1), () -> COPIED));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(report.isComplete()).isTrue();
    }

    @Test
    void nothingIsBegunAfterACancellation() {
        Cancellation cancellation = new Cancellation();
        TransferRun run = run(MigrateOptions.defaults().withParallelism(1).withCancellation(cancellation));

        TransferReport report = run.run(
                () -> 100,
                () -> IntStream.range(0, 100)
                        .forEach(i -> run.submit(key(i), () -> {
                            if (i == 10) {
                                cancellation.cancel();
                            }
                            return COPIED;
                        })));

        assertThat(report.ended()).isEqualTo(TransferReport.Ended.CANCELLED);
        assertThat(report.counts().copied()).isEqualTo(11);
    }

    @Nested
    class Listener {
        @Test
        void isToldFiveTimesASecondAtMostAndAtTheEnd() {
            List<Progress> told = new ArrayList<>();
            TransferRun run = run(MigrateOptions.defaults().withListener(told::add));

            TransferReport report = run.run(
                    () -> 1000,
                    () -> IntStream.range(0, 1000).forEach(i -> {
                        nanos.addAndGet(Duration.ofMillis(1).toNanos());
                        run.count(COPIED);
                    }));

            assertThat(told).extracting(Progress::done).containsExactly(200L, 400L, 600L, 800L, 1000L, 1000L);
            assertThat(told).allMatch(progress -> progress.planned() == 1000);
            assertThat(told.get(0).bytes()).isEqualTo(2000);
            assertThat(told.get(0).documentsPerSecond()).isEqualTo(1000);
            assertThat(told.get(0)).hasToString("200 of 1,000 documents, 0.0 MB, 1,000 documents/s, 0 failed");
            assertThat(report.notes()).isEmpty();
        }

        @Test
        void isCalledByOneThreadAtATime() {
            AtomicInteger inside = new AtomicInteger();
            List<Integer> seen = Collections.synchronizedList(new ArrayList<>());
            CyclicBarrier together = new CyclicBarrier(4);
            TransferRun run = run(MigrateOptions.defaults().withListener(progress -> {
                seen.add(inside.incrementAndGet());
                Thread.onSpinWait();
                inside.decrementAndGet();
            }));

            TransferReport report = run.run(
                    () -> 400,
                    () -> IntStream.range(0, 400)
                            .forEach(i -> run.submit(key(i), () -> {
                                await(together);
                                nanos.addAndGet(Duration.ofSeconds(1).toNanos());
                                return COPIED;
                            })));

            assertThat(seen).isNotEmpty().containsOnly(1);
            assertThat(report.counts().copied()).isEqualTo(400);
        }

        @Test
        void thatThrowsIsNotToldAgainAndTheReportSaysSo() {
            AtomicInteger told = new AtomicInteger();
            TransferRun run = run(MigrateOptions.defaults().withListener(progress -> {
                told.incrementAndGet();
                throw new IllegalStateException("a bug");
            }));

            TransferReport report = run.run(
                    () -> 10,
                    () -> IntStream.range(0, 10).forEach(i -> {
                        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
                        run.count(COPIED);
                    }));

            assertThat(told).hasValue(1);
            assertThat(report.isComplete()).isTrue();
            assertThat(report.notes()).singleElement().asString().contains("a bug");
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(60, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
