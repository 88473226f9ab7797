package dev.cairn.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.DivergedException;
import dev.cairn.query.Criterion;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.DocumentState;
import dev.cairn.spi.Expectation;
import dev.cairn.spi.Head;
import dev.cairn.spi.Put;
import dev.cairn.spi.StorageBackend;
import dev.cairn.transfer.Existing;
import dev.cairn.transfer.Transfer;
import dev.cairn.transfer.TransferReport;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Documents of any kind are copied from one store to another. */
class TransferTest extends TwoBackends {
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
        assertThat(ofSource).containsOnly("scopes", "kinds", "keys", "scan", "journal names");
        assertThat(ofSource.stream().filter("journal names"::equals)).hasSize(2);
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

        assertThat(Documents.in(target).keySet()).extracting(DocumentKey::id).containsExactly("k0", "k2", "r");
        assertThat(report.counts().leftOut()).isEqualTo(1);
    }

    @Test
    void takesOnlyWhatACriterionAsksFor() {
        fill(3);
        Documents.put(source, new DocumentKey("truss", "run", "r"), "text 1");

        TransferReport report = Transfer.copy(source, target)
                .where(Criterion.eq("text", "text 1"))
                .run();

        assertThat(Documents.in(target).keySet()).extracting(DocumentKey::id).containsExactly("k1", "r");
        assertThat(report.counts()).isEqualTo(new TransferReport.Counts(2, 0, 0, 2, 0, 0));
    }

    @Test
    void leavesHeartbeatsBehind() {
        Documents.put(source, new DocumentKey("truss", DocumentKey.HEARTBEAT, "w"), "I am here");

        TransferReport report = Transfer.copy(source, target).run();

        assertThat(report.counts().done()).isZero();
        assertThat(target.documents().scopes()).isEmpty();
    }

    @Test
    void leavesTheStoresOwnRecordsBehind() {
        source.documents()
                .put(Put.live(
                        new DocumentKey(DocumentKey.STORE_SCOPE, "pair", "p"), Document.NOTHING, Expectation.any()));

        Transfer.copy(source, target).run();
        Transfer.copy(source, target).scopes(DocumentKey.STORE_SCOPE).run();

        assertThat(target.documents().scopes()).isEmpty();
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
        void theSourcesWinsByANewRevisionIfThatIsWanted() {
            Documents.put(source, "a", "older");
            Document newer = Documents.put(target, "a", "newer");
            Documents.put(source, "b", "deleted there");
            target.documents().put(Put.deleted(Documents.key("b"), Expectation.any()));
            Documents.put(target, "c", "only there");
            Transfer overwriting = Transfer.copy(source, target).existing(Existing.OVERWRITE);

            TransferReport report = overwriting.run();
            TransferReport again = overwriting.run();

            assertThat(Documents.textsIn(target).values())
                    .containsExactly(
                            "{\"text\":\"older\"}", "{\"text\":\"deleted there\"}", "{\"text\":\"only there\"}");
            assertThat(target.documents().head(newer.key()).orElseThrow().revision())
                    .isGreaterThan(newer.revision());
            assertThat(report.counts()).isEqualTo(new TransferReport.Counts(2, 0, 0, 0, 0, 0));
            assertThat(again.counts()).isEqualTo(new TransferReport.Counts(0, 2, 0, 0, 0, 0));
        }

        @Test
        void whatIsChangedWhileItIsOverwrittenIsOverwrittenOnce() {
            Documents.put(source, "a", "older");
            Documents.put(target, "a", "newer");
            StorageBackend busy = Stores.beforePut(target, () -> Documents.put(target, "a", "newest"));

            TransferReport report =
                    Transfer.copy(source, busy).existing(Existing.OVERWRITE).run();

            assertThat(report.isComplete()).as(report.toString()).isTrue();
            assertThat(Documents.in(target).values()).allMatch(text -> text.contains("older"));
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
            Transfer.copy(source, target)
                    .deletions(true)
                    .existing(Existing.SKIP)
                    .run();
            assertThat(Documents.in(target)).hasSize(2);

            Transfer.copy(source, target).deletions(true).run();
            assertThat(Documents.in(target)).containsOnlyKeys(Documents.key("k1"));
            assertThat(target.documents().head(Documents.key("never there"))).isEmpty();
        }
    }
}
