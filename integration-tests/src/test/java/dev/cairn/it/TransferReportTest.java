package dev.cairn.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.ConfigurationException;
import dev.cairn.MigrateOptions;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.StorageBackend;
import dev.cairn.transfer.Cancellation;
import dev.cairn.transfer.Progress;
import dev.cairn.transfer.Transfer;
import dev.cairn.transfer.TransferReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** One bad document, listener or store does not spoil a transfer, and its report says what happened. */
class TransferReportTest extends TwoBackends {
    @Test
    void fromAStoreToItselfIsRefused() {
        fill(1);
        try (StorageBackend same = Stores.files(folder.resolve("source"))) {
            Transfer move = Transfer.move(source, same);

            assertThatThrownBy(move::run)
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("same store");
        }
        assertThat(Documents.in(source)).hasSize(1);
    }

    @Test
    void goesOnPastADamagedDocumentAndADamagedBlobAndNamesThem() throws IOException {
        fill(40);
        Files.writeString(document("k7"), "{ nonsense");
        damageBlob(source, "k9");

        TransferReport report = Transfer.move(source, target).run();

        assertThat(report.counts().copied()).isEqualTo(38);
        assertThat(report.failures())
                .extracting(TransferReport.Failure::key)
                .containsExactlyInAnyOrder(Documents.key("k7"), Documents.key("k9"));
        assertThat(report.toString()).contains("'k7'", "'k9'", "2 failed");
        assertThat(document("k7")).exists();
        assertThat(Documents.in(target)).hasSize(38);
    }

    @Test
    void ofAFilterThatThrowsFailsThatDocumentAlone() {
        fill(3);

        TransferReport report = Transfer.copy(source, target)
                .filter(document -> {
                    if (document.key().id().equals("k1")) {
                        throw new IllegalStateException("no");
                    }
                    return true;
                })
                .run();

        assertThat(report.counts()).isEqualTo(new TransferReport.Counts(2, 0, 0, 0, 1, 0));
    }

    @Test
    void thatIsDryChangesNothing() throws IOException {
        fill(3);
        Documents.put(target, "k0", "newer");
        Map<DocumentKey, String> before = Documents.in(target);
        List<Path> files = files();

        TransferReport report = Transfer.move(source, target)
                .options(MigrateOptions.defaults().asDryRun())
                .run();

        assertThat(report.counts()).isEqualTo(new TransferReport.Counts(2, 0, 1, 0, 0, 2));
        assertThat(report.toString()).startsWith("Dry run of Move from filesystem");
        assertThat(Documents.in(target)).isEqualTo(before);
        assertThat(files()).isEqualTo(files);
    }

    @Test
    void thatIsCancelledFinishesWhatIsUnderWayAndAnotherOneGoesOn() {
        fill(50);
        Cancellation cancellation = new Cancellation();
        AtomicInteger puts = new AtomicInteger();
        StorageBackend slow = Stores.watched(target, call -> {
            if (call.equals("putNewer") && puts.incrementAndGet() == 5) {
                cancellation.cancel();
            }
        });

        TransferReport report = Transfer.move(source, slow)
                .options(ONE_AT_A_TIME.withCancellation(cancellation))
                .run();

        assertThat(report.ended()).isEqualTo(TransferReport.Ended.CANCELLED);
        assertThat(report.counts()).isEqualTo(new TransferReport.Counts(5, 0, 0, 0, 0, 5));
        assertThat(report.isComplete()).isFalse();
        assertThat(Transfer.move(source, target).run().counts().copied()).isEqualTo(45);
        assertThat(Documents.in(target)).hasSize(50);
    }

    @Test
    void tellsItsListenerOfTheEndAndSurvivesOneThatThrows() {
        fill(3);
        List<Progress> told = new ArrayList<>();

        Transfer.copy(source, target)
                .options(MigrateOptions.defaults().withListener(told::add))
                .run();
        TransferReport report = Transfer.move(source, target)
                .options(MigrateOptions.defaults().withListener(progress -> {
                    throw new IllegalStateException("a listener's bug");
                }))
                .run();

        assertThat(told.get(told.size() - 1).done()).isEqualTo(3);
        assertThat(told.get(told.size() - 1).planned()).isEqualTo(3);
        assertThat(report.counts().removed()).isEqualTo(3);
        assertThat(report.toString()).contains("a listener's bug");
    }

    @Test
    void givesUpWhenAStoreDoesNotAnswerAnyMoreAndAnotherOneGoesOn() {
        fill(100);
        AtomicBoolean down = new AtomicBoolean();
        AtomicInteger puts = new AtomicInteger();
        StorageBackend failing = Stores.unreliable(
                Stores.watched(
                        target,
                        call -> down.compareAndSet(false, call.equals("putNewer") && puts.incrementAndGet() == 30)),
                down);

        TransferReport report =
                Transfer.move(source, failing).options(ONE_AT_A_TIME).run();

        assertThat(report.ended()).isEqualTo(TransferReport.Ended.GAVE_UP);
        assertThat(report.counts()).isEqualTo(new TransferReport.Counts(30, 0, 0, 0, 20, 30));
        assertThat(report.toString()).contains("does not answer");
        assertThat(Documents.in(source)).hasSize(70);
        assertThat(Transfer.move(source, target).run().isComplete()).isTrue();
        assertThat(Documents.in(target)).hasSize(100);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
