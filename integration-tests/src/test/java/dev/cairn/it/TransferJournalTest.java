package dev.cairn.it;

import static dev.cairn.it.Journals.append;
import static dev.cairn.it.Journals.entries;
import static dev.cairn.it.Journals.log;
import static dev.cairn.it.Journals.numbered;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.ConflictException;
import dev.cairn.CorruptException;
import dev.cairn.DivergedException;
import dev.cairn.MigrateOptions;
import dev.cairn.spi.JournalKey;
import dev.cairn.spi.StorageBackend;
import dev.cairn.testkit.faults.Faults;
import dev.cairn.testkit.faults.FaultyBackend;
import dev.cairn.testkit.faults.Operation;
import dev.cairn.transfer.Existing;
import dev.cairn.transfer.Transfer;
import dev.cairn.transfer.TransferReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Journals go with their documents: every whole entry once, in order. */
class TransferJournalTest extends TwoBackends {
    private void damageLine(String text) throws IOException {
        Path file = folder.resolve("source/default/_journals/result/k0/log.jsonl");
        Files.writeString(file, Files.readString(file).replace(text, text.replace('n', 'm')));
    }

    @Nested
    class ACopy {
        @Test
        void bringsAllJournalsWithTheirDocuments() {
            fill(2);
            append(source, "k0", 0, 5000);
            source.journals().append(new JournalKey(Documents.key("k0"), "Metrics/1"), List.of("{}"));
            append(source, "k1", 0, 3);

            TransferReport report = Transfer.copy(source, target).run();

            assertThat(Journals.in(target)).isEqualTo(Journals.in(source)).hasSize(3);
            assertThat(report.entries()).isEqualTo(5004);
            assertThat(report.toString()).contains("5,004 journal entries");
            assertThat(report.counts()).isEqualTo(new TransferReport.Counts(2, 0, 0, 0, 0, 0));
        }

        @Test
        void copiesNothingTheSecondTime() {
            fill(2);
            append(source, "k0", 0, 3000);
            Transfer.copy(source, target).run();
            Queue<String> calls = new ConcurrentLinkedQueue<>();

            TransferReport again =
                    Transfer.copy(source, Stores.watched(target, calls::add)).run();

            assertThat(again.counts()).isEqualTo(new TransferReport.Counts(0, 2, 0, 0, 0, 0));
            assertThat(again.entries()).isZero();
            assertThat(calls).doesNotContain("open", "putNewer", "journal force");
        }

        @Test
        void completesAJournalOfWhichTheTargetHasTheBeginning() {
            fill(2);
            append(source, "k0", 0, 10);
            append(source, "k1", 0, 10);
            append(target, "k0", 0, 4);
            Transfer.copy(source, target).run();
            append(source, "k1", 10, 5);

            TransferReport report =
                    Transfer.copy(source, target).existing(Existing.SKIP).run();

            assertThat(report.counts()).isEqualTo(new TransferReport.Counts(1, 1, 0, 0, 0, 0));
            assertThat(report.entries()).isEqualTo(5);
            assertThat(entries(target, log("k0"))).isEqualTo(numbered(0, 10));
            assertThat(entries(target, log("k1"))).isEqualTo(numbered(0, 15));
        }

        @Test
        void leavesMoreEntriesInTheTargetAloneAndSaysSo() {
            fill(1);
            append(source, "k0", 0, 3);
            Transfer.copy(source, target).run();
            append(target, "k0", 3, 2);

            TransferReport report = Transfer.copy(source, target).run();

            assertThat(report.isComplete()).isTrue();
            assertThat(report.toString()).contains("journal 'log' of result 'k0' has more entries");
            assertThat(entries(target, log("k0"))).isEqualTo(numbered(0, 5));
        }

        @Test
        void ofAnotherJournalChangesNothingAndIsReported() {
            fill(2);
            append(source, "k0", 0, 3);
            append(target, "k0", 7, 1);
            source.journals().append(new JournalKey(Documents.key("k0"), "first"), List.of("{}"));

            TransferReport report = Transfer.copy(source, target).run();

            assertThat(report.counts()).isEqualTo(new TransferReport.Counts(1, 0, 0, 0, 1, 0));
            assertThat(report.failures().get(0).error())
                    .isInstanceOf(DivergedException.class)
                    .hasMessageContaining("journal 'log' of result 'k0'");
            assertThat(Documents.in(target)).containsOnlyKeys(Documents.key("k1"));
            assertThat(Journals.in(target)).hasSize(1);
            assertThat(entries(target, log("k0"))).isEqualTo(numbered(7, 1));
        }

        @Test
        void replacesAnotherJournalIfThatIsWantedAndKeepsWhatOnlyTheTargetHas() {
            fill(2);
            append(source, "k0", 0, 3000);
            append(target, "k0", 7, 1);
            append(source, "k1", 0, 2);
            append(target, "k1", 0, 5);
            JournalKey own = new JournalKey(Documents.key("k0"), "own");
            target.journals().append(own, List.of("{}"));

            TransferReport report =
                    Transfer.copy(source, target).existing(Existing.OVERWRITE).run();

            assertThat(report.isComplete()).isTrue();
            assertThat(entries(target, log("k0"))).isEqualTo(numbered(0, 3000));
            assertThat(entries(target, log("k1"))).isEqualTo(numbered(0, 2));
            assertThat(entries(target, own)).containsExactly("{}");
        }

        @Test
        void leavesADamagedEntryOutAndNamesIt() throws IOException {
            fill(1);
            append(source, "k0", 0, 5);
            damageLine("{\"n\":2}");

            TransferReport report = Transfer.copy(source, target).run();

            assertThat(report.counts().copied()).isEqualTo(1);
            assertThat(report.toString()).contains("The line at byte");
            assertThat(entries(target, log("k0"))).containsExactly("{\"n\":0}", "{\"n\":1}", "{\"n\":3}", "{\"n\":4}");
            assertThat(Transfer.copy(source, target).run().entries()).isZero();
        }

        @Test
        void noticesEntriesThatDoNotComeBack() {
            fill(1);
            append(source, "k0", 0, 5);
            Faults faults = new Faults();
            StorageBackend damaging = new FaultyBackend(Stores.files(folder.resolve("other")), faults);
            faults.on(Operation.JOURNAL_READ).damage();
            try (damaging) {
                TransferReport report = Transfer.copy(source, damaging).run();

                assertThat(report.failures().get(0).error()).isInstanceOf(CorruptException.class);
                assertThat(Documents.in(damaging)).isEmpty();
            }
        }

        @Test
        void forcesAJournalBeforeItsDocumentIsThere() {
            fill(1);
            append(source, "k0", 0, 5);
            Queue<String> calls = new ConcurrentLinkedQueue<>();

            Transfer.copy(source, Stores.watched(target, calls::add)).run();

            assertThat(calls).containsSubsequence("journal append", "journal force", "putNewer");
        }

        @Test
        void countsInADryRunWhatItWouldSendAndSendsNothing() {
            fill(2);
            append(source, "k0", 0, 5);
            append(source, "k1", 0, 5);
            append(target, "k1", 0, 2);

            TransferReport report = Transfer.copy(source, target)
                    .options(MigrateOptions.defaults().asDryRun())
                    .run();

            assertThat(report.entries()).isEqualTo(8);
            assertThat(Journals.in(target)).hasSize(1);
            assertThat(entries(target, log("k1"))).hasSize(2);
        }

        @Test
        void ofManyAtOnceDoublesNoEntry() {
            fill(8);
            for (int i = 0; i < 8; i++) {
                append(source, "k" + i, 0, 2000);
            }

            List<CompletableFuture<TransferReport>> all = Stream.generate(() -> CompletableFuture.supplyAsync(
                            () -> Transfer.copy(source, target).run()))
                    .limit(3)
                    .toList();

            assertThat(all)
                    .allSatisfy(one -> assertThat(one.join().isComplete())
                            .as(one.join().toString())
                            .isTrue());
            assertThat(Journals.in(target)).isEqualTo(Journals.in(source));
        }
    }

    @Test
    void copiesOfTwoProcessesAtOnceDoubleNoEntry() throws Exception {
        fill(4);
        for (int i = 0; i < 4; i++) {
            append(source, "k" + i, 0, 20_000);
        }
        Object[] arguments = {"copy", folder.resolve("source"), folder.resolve("target")};

        ChildJvm one = ChildJvm.start(Carrier.class, arguments);
        ChildJvm other = ChildJvm.start(Carrier.class, arguments);

        assertThat(one.join()).contains(Carrier.BEGINS);
        assertThat(other.join()).contains(Carrier.BEGINS);
        assertThat(Journals.in(target)).isEqualTo(Journals.in(source));
    }

    @Nested
    class AMove {
        @Test
        void removesJournalsWithTheirDocuments() {
            fill(2);
            append(source, "k0", 0, 3000);

            TransferReport report = Transfer.move(source, target).run();

            assertThat(report.counts()).isEqualTo(new TransferReport.Counts(2, 0, 0, 0, 0, 2));
            assertThat(Journals.in(source)).isEmpty();
            assertThat(entries(target, log("k0"))).isEqualTo(numbered(0, 3000));
        }

        @Test
        void losesNothingThatIsAppendedMeanwhile() {
            fill(1);
            append(source, "k0", 0, 10);
            AtomicInteger next = new AtomicInteger(10);
            StorageBackend busy = Stores.watched(source, call -> {
                if ((call.equals("remove") || call.startsWith("journal")) && next.get() < 30) {
                    append(source, "k0", next.getAndIncrement(), 1);
                }
            });

            TransferReport report = Transfer.move(busy, target).run();

            assertThat(report.isComplete()).as(report.toString()).isTrue();
            assertThat(Journals.in(source)).isEmpty();
            assertThat(entries(target, log("k0"))).isEqualTo(numbered(0, 30));
        }

        @Test
        void whoseJournalIsAppendedToAllTheTimeIsReportedAndLosesNothing() {
            fill(1);
            append(source, "k0", 0, 10);
            AtomicInteger next = new AtomicInteger(10);
            StorageBackend busy = Stores.watched(source, call -> {
                if (call.equals("journal delete")) {
                    append(source, "k0", next.getAndIncrement(), 1);
                }
            });

            TransferReport report = Transfer.move(busy, target).run();
            TransferReport again = Transfer.move(source, target).run();

            assertThat(report.failures().get(0).error())
                    .isInstanceOf(ConflictException.class)
                    .hasMessageContaining("appended to faster");
            assertThat(again.isComplete()).as(again.toString()).isTrue();
            assertThat(Journals.in(source)).isEmpty();
            assertThat(entries(target, log("k0"))).isEqualTo(numbered(0, next.get()));
        }

        @Test
        void keepsADocumentWhoseJournalIsDamaged() throws IOException {
            fill(1);
            append(source, "k0", 0, 5);
            damageLine("{\"n\":2}");

            TransferReport report = Transfer.move(source, target).run();

            assertThat(report.failures().get(0).error()).isInstanceOf(CorruptException.class);
            assertThat(Documents.in(source)).hasSize(1);
            assertThat(entries(source, log("k0"))).hasSize(4);
            assertThat(entries(target, log("k0"))).hasSize(4);
        }

        @Test
        void leavesJournalsWithoutADocumentAlone() {
            append(source, "no document", 0, 3);

            Transfer.move(source, target).run();

            assertThat(entries(source, log("no document"))).hasSize(3);
            assertThat(Journals.in(target)).isEmpty();
        }
    }
}
