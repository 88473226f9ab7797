package dev.cairn.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.ConfigurationException;
import dev.cairn.ConflictException;
import dev.cairn.CorruptException;
import dev.cairn.DivergedException;
import dev.cairn.MigrateOptions;
import dev.cairn.UnsupportedException;
import dev.cairn.compose.TieredBackend;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.DocumentState;
import dev.cairn.spi.Expectation;
import dev.cairn.spi.Head;
import dev.cairn.spi.JournalKey;
import dev.cairn.spi.Put;
import dev.cairn.spi.StorageBackend;
import dev.cairn.transfer.Cancellation;
import dev.cairn.transfer.Existing;
import dev.cairn.transfer.Progress;
import dev.cairn.transfer.Transfer;
import dev.cairn.transfer.TransferReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Documents of any kind go from files to memory and from files to files, and are never in neither. */
@SuppressWarnings("NullAway.Init")
class TransferTest {
    private static final MigrateOptions ONE_AT_A_TIME =
            MigrateOptions.defaults().withParallelism(1);

    @TempDir
    Path folder;

    private StorageBackend source;
    private StorageBackend target;

    @BeforeEach
    void open() {
        source = Stores.files(folder.resolve("source"));
        target = Stores.files(folder.resolve("target"));
    }

    @AfterEach
    void close() {
        source.close();
        target.close();
    }

    private void fill(int count) {
        for (int i = 0; i < count; i++) {
            Documents.put(source, "k" + i, "text " + i);
        }
    }

    private Path document(StorageBackend store, String id) {
        return folder.resolve(store == source ? "source" : "target").resolve("default/result/" + id + ".json");
    }

    private Path blobOf(StorageBackend store, String id) {
        String digest = store.documents()
                .get(Documents.key(id))
                .find()
                .orElseThrow()
                .content()
                .blobs()
                .values()
                .iterator()
                .next()
                .digest()
                .hex();
        return folder.resolve(store == source ? "source" : "target")
                .resolve("default/_blobs/" + digest.substring(0, 2) + "/" + digest.substring(2));
    }

    @Nested
    class Copy {
        @Test
        void bringsEveryScopeAndKindWithItsRevisions() {
            fill(3);
            Documents.put(source, new DocumentKey("truss", "run", "r/1"), "a run");
            Map<DocumentKey, String> all = Documents.in(source);

            TransferReport report = Transfer.copy(source, target).run();

            assertThat(Documents.in(target)).isEqualTo(all).hasSize(4);
            assertThat(Documents.in(source)).isEqualTo(all);
            assertThat(report.isComplete()).isTrue();
            assertThat(report.counts()).isEqualTo(new TransferReport.Counts(4, 0, 0, 0, 0, 0));
            assertThat(report.bytes()).isPositive();
        }

        @Test
        void goesFromMemoryToFilesToo() {
            try (StorageBackend memory = Stores.memoryOf(10)) {
                Documents.put(memory, "k", "text");

                Transfer.copy(memory, target).run();

                assertThat(Documents.in(target)).isEqualTo(Documents.in(memory)).hasSize(1);
            }
        }

        @Test
        void ofNothingIsNothing() {
            TransferReport report = Transfer.copy(source, target).run();

            assertThat(report.isComplete()).isTrue();
            assertThat(report.counts().done()).isZero();
        }

        @Test
        void readsNoBlobAndAsksOnceForTwoHundredDocumentsThatMatch() {
            fill(250);
            Transfer.copy(source, target).run();
            Queue<String> ofSource = new ConcurrentLinkedQueue<>();
            Queue<String> ofTarget = new ConcurrentLinkedQueue<>();

            TransferReport again = Transfer.copy(
                            Stores.watched(source, ofSource::add), Stores.watched(target, ofTarget::add))
                    .run();

            assertThat(again.counts()).isEqualTo(new TransferReport.Counts(0, 250, 0, 0, 0, 0));
            assertThat(again.bytes()).isZero();
            assertThat(ofTarget).containsExactly("get", "get");
            assertThat(ofSource).containsOnly("scopes", "kinds", "keys", "scan");
        }

        @Test
        void readsABlobThatManyDocumentsShareOnlyOnce() {
            for (int i = 0; i < 10; i++) {
                Documents.put(source, "k" + i, "the same");
            }
            Queue<String> ofTarget = new ConcurrentLinkedQueue<>();

            Transfer.copy(source, Stores.watched(target, ofTarget::add))
                    .options(ONE_AT_A_TIME)
                    .run();

            assertThat(ofTarget.stream().filter("create"::equals)).hasSize(1);
            assertThat(ofTarget.stream().filter("open"::equals)).hasSize(1);
        }

        @Test
        void readsNothingBackWhereThatIsNotWanted() {
            fill(1);
            Queue<String> ofTarget = new ConcurrentLinkedQueue<>();

            Transfer.copy(source, Stores.watched(target, ofTarget::add))
                    .verified(false)
                    .run();

            assertThat(ofTarget).doesNotContain("open").contains("putNewer");
        }

        @Test
        void takesOnlyWhatIsWanted() {
            fill(3);
            Documents.put(source, new DocumentKey("truss", "run", "r"), "a run");
            Documents.put(source, new DocumentKey("truss", "result", "r"), "a result");
            Documents.put(source, new DocumentKey("bridge", "result", "r"), "a result");

            TransferReport report = Transfer.copy(source, target)
                    .exceptScopes("bridge")
                    .kinds("result")
                    .filter(document -> !document.key().id().equals("k1"))
                    .run();

            assertThat(Documents.in(target).keySet())
                    .extracting(DocumentKey::id)
                    .containsExactly("k0", "k2", "r");
            assertThat(report.counts().leftOut()).isEqualTo(1);
        }

        @Test
        void leavesTheStoresOwnRecordsBehind() {
            source.documents()
                    .put(Put.live(
                            new DocumentKey(DocumentKey.STORE_SCOPE, "pair", "p"),
                            Document.NOTHING,
                            Expectation.any()));

            Transfer.copy(source, target).run();
            Transfer.copy(source, target).scopes(DocumentKey.STORE_SCOPE).run();

            assertThat(target.documents().scopes()).isEmpty();
        }

        @Test
        void copiesADocumentWithoutItsJournalsAndSaysSo() {
            fill(1);
            source.journals().append(new JournalKey(Documents.key("k0"), "log"), List.of("{}"));

            TransferReport report = Transfer.copy(source, target).run();

            assertThat(report.counts().copied()).isEqualTo(1);
            assertThat(report.toString()).contains("1 of the documents copied have journals");
        }
    }

    @Nested
    class WhereSomethingIsThere {
        @Test
        void theNewerStaysWhicheverStoreHasIt() {
            Documents.put(source, "a", "older");
            Documents.put(target, "a", "newer");
            Documents.put(target, "b", "older");
            Documents.put(source, "b", "newer");

            TransferReport report = Transfer.move(source, target).run();

            assertThat(Documents.in(target).values()).allMatch(text -> text.contains("newer"));
            assertThat(Documents.in(source)).containsOnlyKeys(Documents.key("a"));
            assertThat(report.counts()).isEqualTo(new TransferReport.Counts(1, 0, 1, 0, 0, 1));
        }

        @Test
        void anOlderOneStaysIfThatIsWanted() {
            Documents.put(target, "a", "older");
            Documents.put(source, "a", "newer");

            TransferReport report =
                    Transfer.move(source, target).existing(Existing.SKIP).run();

            assertThat(Documents.in(target).values()).allMatch(text -> text.contains("older"));
            assertThat(Documents.in(source)).hasSize(1);
            assertThat(report.counts().leftOut()).isEqualTo(1);
        }

        @Test
        void twoContentsUnderOneRevisionAreReportedAndNeitherIsChanged() {
            Document here = Documents.put(source, "k", "one");
            Document other = Documents.put(target, "other", "two");
            Head head = new Head(
                    here.revision(), DocumentState.LIVE, other.head().digest(), here.created(), here.created());
            target.documents().putNewer(new Document(here.key(), head, other.content(), null));

            TransferReport report = Transfer.move(source, target).run();

            assertThat(report.failures()).hasSize(1);
            assertThat(report.failures().get(0).error()).isInstanceOf(DivergedException.class);
            assertThat(Documents.in(target).get(here.key())).contains("two");
            assertThat(Documents.in(source).get(here.key())).contains("one");
        }

        @Test
        void aDeletionIsCarriedOverOnlyIfThatIsWanted() {
            fill(2);
            Transfer.copy(source, target).run();
            source.documents().put(Put.deleted(Documents.key("k0"), Expectation.any()));
            Documents.put(source, "never there", "text");
            source.documents().put(Put.deleted(Documents.key("never there"), Expectation.any()));

            Transfer.copy(source, target).run();
            assertThat(Documents.in(target)).hasSize(2);

            Transfer.copy(source, target).deletions(true).run();
            assertThat(Documents.in(target)).containsOnlyKeys(Documents.key("k1"));
            assertThat(target.documents().head(Documents.key("never there"))).isEmpty();
        }
    }

    @Nested
    class Move {
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
            flip(blobOf(target, "k0"));

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

        @Test
        void leavesADocumentThatHasJournalsWhereItIs() {
            fill(2);
            source.journals().append(new JournalKey(Documents.key("k0"), "log"), List.of("{}"));

            TransferReport report = Transfer.move(source, target).run();

            assertThat(report.failures()).hasSize(1);
            assertThat(report.failures().get(0).error())
                    .isInstanceOf(UnsupportedException.class)
                    .hasMessageContaining("journals");
            assertThat(Documents.in(source)).containsOnlyKeys(Documents.key("k0"));
        }
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
        void close() {
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

    @Nested
    class Run {
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
            Files.writeString(document(source, "k7"), "{ nonsense");
            flip(blobOf(source, "k9"));

            TransferReport report = Transfer.move(source, target).run();

            assertThat(report.counts().copied()).isEqualTo(38);
            assertThat(report.failures())
                    .extracting(TransferReport.Failure::key)
                    .containsExactlyInAnyOrder(Documents.key("k7"), Documents.key("k9"));
            assertThat(report.toString()).contains("'k7'", "'k9'", "2 failed");
            assertThat(document(source, "k7")).exists();
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

    private static void flip(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
    }
}
