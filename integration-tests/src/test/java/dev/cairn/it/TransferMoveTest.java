package dev.cairn.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.ConfigurationException;
import dev.cairn.ConflictException;
import dev.cairn.CorruptException;
import dev.cairn.UnsupportedException;
import dev.cairn.compose.TieredBackend;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.DocumentState;
import dev.cairn.spi.Expectation;
import dev.cairn.spi.Put;
import dev.cairn.spi.StorageBackend;
import dev.cairn.transfer.Transfer;
import dev.cairn.transfer.TransferReport;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Documents are moved from one store to another, and are never in neither. */
class TransferMoveTest extends TwoBackends {
    @Test
    void removesFromTheSourceWhatIsSafeInTheTarget() {
        fill(5);
        Map<DocumentKey, String> all = Documents.in(source);

        TransferReport report = Transfer.move(source, target).run();

        assertThat(Documents.in(target)).isEqualTo(all);
        assertThat(Documents.in(source)).isEmpty();
        assertThat(report.counts().removed()).isEqualTo(5);
    }

    @Test
    void alsoRemovesWhatAnEarlierRunHadOnlyCopied() {
        fill(3);
        Transfer.copy(source, target).run();

        TransferReport report = Transfer.move(source, target).run();

        assertThat(report.counts()).isEqualTo(new TransferReport.Counts(0, 3, 0, 0, 0, 3));
        assertThat(report.bytes()).isZero();
        assertThat(Documents.in(source)).isEmpty();
    }

    @Test
    void doesNotTrustACopyThatIsDamaged() throws IOException {
        fill(1);
        Transfer.copy(source, target).run();
        damageBlob(target, "k0");

        TransferReport report = Transfer.move(source, target).run();

        assertThat(report.failures()).hasSize(1);
        assertThat(report.failures().get(0).error()).isInstanceOf(CorruptException.class);
        assertThat(Documents.in(source)).hasSize(1);
    }

    @Test
    void copiesAgainWhatIsChangedMeanwhile() {
        fill(1);
        AtomicBoolean changed = new AtomicBoolean();
        StorageBackend busy = Stores.watched(source, call -> {
            if (call.equals("remove") && !changed.getAndSet(true)) {
                Documents.put(source, "k0", "newer");
            }
        });

        TransferReport report = Transfer.move(busy, target).run();

        assertThat(report.isComplete()).isTrue();
        assertThat(Documents.in(target).get(Documents.key("k0"))).contains("newer");
        assertThat(Documents.in(source)).isEmpty();
    }

    @Test
    void reportsAfterThreeTriesWhatIsChangedAllTheTime() {
        fill(1);
        AtomicInteger changes = new AtomicInteger();
        StorageBackend busy = Stores.watched(source, call -> {
            if (call.equals("remove")) {
                Documents.put(source, "k0", "change " + changes.incrementAndGet());
            }
        });

        TransferReport report = Transfer.move(busy, target).run();

        assertThat(changes).hasValue(3);
        assertThat(report.failures().get(0).error()).isInstanceOf(ConflictException.class);
        assertThat(Documents.in(source).get(Documents.key("k0"))).contains("change 3");
    }

    @Test
    void carriesADeletionOverThatComesMeanwhile() {
        fill(1);
        StorageBackend busy = Stores.watched(source, call -> {
            if (call.equals("remove")) {
                source.documents().put(Put.deleted(Documents.key("k0"), Expectation.any()));
            }
        });

        TransferReport report = Transfer.move(busy, target).run();

        assertThat(report.isComplete()).isTrue();
        assertThat(Documents.in(target)).isEmpty();
        assertThat(Documents.in(source)).isEmpty();
    }

    @Test
    void toATargetThatSurvivesLessIsRefusedUnlessAllowed() {
        fill(1);
        try (StorageBackend memory = Stores.memoryOf(10)) {
            Transfer move = Transfer.move(source, memory);

            assertThatThrownBy(move::run)
                    .isInstanceOf(UnsupportedException.class)
                    .hasMessageContaining("only as long as this process");
            assertThat(Documents.in(source)).hasSize(1);

            move.allowLessDurable().run();
            assertThat(Documents.in(memory)).hasSize(1);
        }
    }

    @Test
    void isAlwaysVerified() {
        Transfer move = Transfer.move(source, target).verified(false);

        assertThatThrownBy(move::run).isInstanceOf(IllegalArgumentException.class);
    }

    @Nested
    class Archived {
        private StorageBackend archive;
        private TieredBackend pair;

        @BeforeEach
        void archiveOne() {
            archive = Stores.memory(Clock.systemUTC());
            Document live = Documents.put(source, "k", "text");
            Transfer.copy(source, archive).run();
            source.documents()
                    .put(Put.archived(
                            live.key(),
                            live.content(),
                            TieredBackend.SECONDARY,
                            Expectation.revision(live.revision())));
            source.blobs()
                    .sweep(
                            "default",
                            live.content().blobs().values().stream()
                                    .map(ref -> ref.digest())
                                    .toList(),
                            Instant.MAX);
            pair = new TieredBackend(source, archive);
        }

        @AfterEach
        void closePair() {
            pair.close();
        }

        @Test
        void arrivesLiveFromAPair() {
            Transfer.copy(pair, target).run();

            assertThat(Documents.in(target)).hasSize(1);
            assertThat(target.documents()
                            .get(Documents.key("k"))
                            .find()
                            .orElseThrow()
                            .state())
                    .isEqualTo(DocumentState.LIVE);
            assertThat(Transfer.copy(pair, target).run().counts().alreadyThere())
                    .isEqualTo(1);
        }

        @Test
        void asATargetAPairHasItInBothStores() {
            Documents.put(target, "new", "text");

            Transfer.copy(target, pair).run();

            assertThat(Documents.in(source)).containsKey(Documents.key("new"));
            assertThat(Documents.in(archive)).containsKey(Documents.key("new"));
        }

        @Test
        void isGoneFromBothStoresOfAPairWhenItIsMoved() {
            Transfer.move(pair, target).run();

            assertThat(Documents.in(target)).hasSize(1);
            assertThat(source.documents().head(Documents.key("k"))).isEmpty();
            assertThat(archive.documents().head(Documents.key("k"))).isEmpty();
        }

        @Test
        void isReportedWhereThePrimaryAloneIsTheSource() {
            TransferReport report = Transfer.move(source, target).run();

            assertThat(report.failures().get(0).error())
                    .isInstanceOf(CorruptException.class)
                    .hasMessageContaining("archived in another store");
            assertThat(source.documents().head(Documents.key("k"))).isPresent();
        }

        @Test
        void isNotMovedIntoAStoreOfItsOwnPair() {
            Transfer move = Transfer.move(pair, archive);

            assertThatThrownBy(move::run)
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining(archive.storeId());
            assertThat(Documents.in(pair)).hasSize(1);
        }
    }
}
