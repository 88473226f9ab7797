package dev.cairn.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.JournalKey;
import dev.cairn.spi.StorageBackend;
import dev.cairn.testkit.faults.CrashPoint;
import dev.cairn.testkit.faults.CrashPoints;
import dev.cairn.testkit.faults.FaultyBackend;
import dev.cairn.transfer.Existing;
import dev.cairn.transfer.Transfer;
import dev.cairn.transfer.TransferReport;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * A transfer that ends before, in or after any of its steps leaves every document whole somewhere and no tree in part, and a rerun makes
 * the target equal to the source. The steps are counted, not chosen.
 */
class TransferCrashTest {
    private static final DocumentKey ROOT = new DocumentKey("bridge", "pipeline", "root");
    private static final DocumentKey CHILD = new DocumentKey("bridge", "pipeline", "child");

    /** Two stores in memory, which outlive the processes that use them. */
    private static final class Two implements AutoCloseable {
        private final StorageBackend source = Stores.memory(Clock.systemUTC());
        private final StorageBackend target = Stores.memory(Clock.systemUTC());
        private final Map<DocumentKey, String> documents;
        private final Map<String, List<String>> journals;

        Two() {
            Documents.putBelow(source, CHILD, "child", ROOT);
            Documents.put(source, ROOT, "root");
            for (DocumentKey key : List.of(ROOT, CHILD)) {
                source.journals().append(new JournalKey(key, "log"), Journals.numbered(0, 40));
            }
            documents = Documents.textsIn(source);
            journals = Journals.in(source);
        }

        /** Runs a transfer in a process that ends at {@code point}. */
        void run(CrashPoint point, boolean moving, Consumer<Transfer> wish) throws Throwable {
            point.run(() -> {
                try (StorageBackend from = new FaultyBackend(Stores.surviving(source), point.faults());
                        StorageBackend to = new FaultyBackend(Stores.surviving(target), point.faults())) {
                    transfer(from, to, moving, wish);
                }
            });
        }

        TransferReport again(boolean moving, Consumer<Transfer> wish) {
            TransferReport report = transfer(source, target, moving, wish);
            assertThat(report.isComplete()).as(report.toString()).isTrue();
            return report;
        }

        private static TransferReport transfer(
                StorageBackend from, StorageBackend to, boolean moving, Consumer<Transfer> wish) {
            Transfer transfer = moving ? Transfer.move(from, to) : Transfer.copy(from, to);
            wish.accept(transfer.options(TwoBackends.ONE_AT_A_TIME));
            return transfer.run();
        }

        void assertWhole() {
            Map<DocumentKey, String> there = Documents.textsIn(target);
            Map<DocumentKey, String> here = Documents.textsIn(source);
            assertThat(there.containsKey(ROOT) ? there : here).isEqualTo(documents);
            StorageBackend whole = there.containsKey(ROOT) ? target : source;
            assertThat(Journals.in(whole)).isEqualTo(journals);
        }

        void assertArrived() {
            assertThat(Documents.textsIn(target)).isEqualTo(documents);
            assertThat(Journals.in(target)).isEqualTo(journals);
        }

        @Override
        public void close() {
            source.close();
            target.close();
        }
    }

    @TestFactory
    Stream<DynamicTest> aMove() throws Throwable {
        return CrashPoints.tests(point -> {
            try (Two two = new Two()) {
                two.run(point, true, transfer -> {});
                two.assertWhole();
                two.again(true, transfer -> {});
                two.assertArrived();
                assertThat(Documents.in(two.source)).isEmpty();
                assertThat(Journals.in(two.source)).isEmpty();
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> aCopy() throws Throwable {
        return CrashPoints.tests(point -> {
            try (Two two = new Two()) {
                two.run(point, false, transfer -> {});
                two.assertWhole();
                two.again(false, transfer -> {});
                two.assertArrived();
                TransferReport third = two.again(false, transfer -> {});
                assertThat(third.counts()).isEqualTo(new TransferReport.Counts(0, 2, 0, 0, 0, 0));
                assertThat(third.entries()).isZero();
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> aCopyThatOverwrites() throws Throwable {
        Consumer<Transfer> overwriting = transfer -> transfer.existing(Existing.OVERWRITE);
        return CrashPoints.tests(point -> {
            try (Two two = new Two()) {
                Documents.put(two.target, ROOT, "newer");
                two.target.journals().append(new JournalKey(ROOT, "log"), List.of("{\"other\":1}"));
                two.run(point, false, overwriting);
                two.again(false, overwriting);
                two.assertArrived();
                assertThat(two.again(false, overwriting).counts())
                        .isEqualTo(new TransferReport.Counts(0, 2, 0, 0, 0, 0));
            }
        });
    }
}
