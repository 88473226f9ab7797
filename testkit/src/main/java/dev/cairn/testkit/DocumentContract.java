package dev.cairn.testkit;

import static dev.cairn.testkit.Samples.CONTENT;
import static dev.cairn.testkit.Samples.KEY;
import static dev.cairn.testkit.Samples.OTHER;
import static dev.cairn.testkit.Samples.SCOPE;
import static dev.cairn.testkit.Samples.content;
import static dev.cairn.testkit.Samples.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.ConflictException;
import dev.cairn.spi.BlobRef;
import dev.cairn.spi.BlobSink;
import dev.cairn.spi.Content;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.DocumentState;
import dev.cairn.spi.Expectation;
import dev.cairn.spi.Put;
import dev.cairn.spi.PutResult;
import dev.cairn.spi.Slot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What becomes of documents that are deleted, archived, removed, asked for one by one and put many at once. */
abstract class DocumentContract extends ContractTest {
    private Slot slot() {
        return documents().get(KEY);
    }

    @Nested
    @DisplayName("Delete")
    class Delete {
        @Test
        void leavesATombstoneOfAHigherRevision() {
            Document first = put(KEY, CONTENT);
            Document tombstone = delete(KEY);
            assertThat(tombstone.revision()).isGreaterThan(first.revision());
            assertThat(tombstone.state()).isEqualTo(DocumentState.DELETED);
            assertThat(tombstone.content()).isEqualTo(Document.NOTHING);
            assertThat(slot().find()).contains(tombstone);
            assertThat(slot().findVisible()).isEmpty();
        }

        @Test
        void leavesATombstoneWhereNothingWas() {
            Document tombstone = delete(KEY);
            assertThat(slot().find()).contains(tombstone);
        }

        @Test
        void hidesTheKey() {
            put(KEY, CONTENT);
            delete(KEY);
            assertThat(Listings.keys(documents())).isEmpty();
        }

        @Test
        void changesNothingTheSecondTime() {
            put(KEY, CONTENT);
            Document tombstone = delete(KEY);
            assertThat(delete(KEY)).isEqualTo(tombstone);
            assertThat(slot().find()).contains(tombstone);
        }
    }

    @Nested
    @DisplayName("An archived document")
    class Archived {
        private Document archive(Content content) {
            return documents().put(Put.archived(KEY, content, "cold tier", Expectation.any()));
        }

        @Test
        void keepsItsContentAndTheNameOfItsTier() {
            Content withBlob = Content.of(CONTENT.body(), Map.of("x", blob(new byte[] {1, 2, 3})));
            put(KEY, withBlob);
            Document archived = archive(withBlob);
            assertThat(archived.state()).isEqualTo(DocumentState.ARCHIVED);
            assertThat(archived.archivedTo()).isEqualTo("cold tier");
            assertThat(slot().findVisible()).contains(archived);
            assertThat(archived.content().blobs()).isEqualTo(withBlob.blobs());
        }

        @Test
        void isListed() {
            archive(CONTENT);
            assertThat(Listings.keys(documents())).containsExactly(KEY);
        }

        @Test
        void canBeMadeLiveAgainAndKeepsTheTimeOfItsCreation() {
            Document archived = archive(CONTENT);
            clock.advance(Duration.ofSeconds(3));
            Document live = put(KEY, CONTENT);
            assertThat(live.created()).isEqualTo(archived.created());
            assertThat(live.archivedTo()).isNull();
            assertThat(slot().find()).contains(live);
        }

        private BlobRef blob(byte[] bytes) {
            try (BlobSink sink = blobs().create(SCOPE)) {
                sink.write(bytes);
                return sink.commit();
            }
        }
    }

    @Nested
    @DisplayName("Remove")
    class Remove {
        @Test
        void leavesNothingOfADocumentAtThatRevision() {
            Document document = put(KEY, CONTENT);
            assertThat(documents().remove(KEY, document.revision())).isTrue();
            assertThat(slot()).isEqualTo(Slot.absent(KEY));
            assertThat(documents().head(KEY)).isEmpty();
            assertThat(Listings.keys(documents())).isEmpty();
        }

        @Test
        void leavesNothingOfATombstone() {
            put(KEY, CONTENT);
            assertThat(documents().remove(KEY, delete(KEY).revision())).isTrue();
            assertThat(slot().find()).isEmpty();
        }

        @Test
        void keepsADocumentAtAnotherRevision() {
            Document first = put(KEY, CONTENT);
            Document second = put(KEY, OTHER);
            assertThat(documents().remove(KEY, first.revision())).isFalse();
            assertThat(slot().find()).contains(second);
        }

        @Test
        void findsNothingToRemoveTheSecondTime() {
            Document document = put(KEY, CONTENT);
            documents().remove(KEY, document.revision());
            assertThat(documents().remove(KEY, document.revision())).isFalse();
        }

        @Test
        void letsTheKeyBeUsedAgain() {
            documents().remove(KEY, put(KEY, CONTENT).revision());
            Document again = documents().put(Put.live(KEY, OTHER, Expectation.absent()));
            assertThat(slot().find()).contains(again);
        }
    }

    @Nested
    @DisplayName("Get")
    class Get {
        @Test
        void answersInTheOrderOfTheKeysAbsentAndRepeatedOnesToo() {
            put(key("a"), CONTENT);
            put(key("b"), OTHER);
            List<DocumentKey> keys = List.of(key("b"), key("none"), key("a"), key("b"), key("none"));
            List<Slot> slots = documents().get(keys);
            assertThat(slots).extracting(Slot::key).isEqualTo(keys);
            assertThat(slots)
                    .extracting(slot -> slot.find().map(Document::content).orElse(Document.NOTHING))
                    .containsExactly(OTHER, Document.NOTHING, CONTENT, OTHER, Document.NOTHING);
        }

        @Test
        void answersManyKeysAtOnce() {
            put(key("1234"), CONTENT);
            List<DocumentKey> keys =
                    IntStream.range(0, 2500).mapToObj(i -> key("" + i)).toList();
            List<Slot> slots = documents().get(keys);
            assertThat(slots).extracting(Slot::key).isEqualTo(keys);
            assertThat(slots).filteredOn(slot -> slot.find().isPresent()).hasSize(1);
        }

        @Test
        void answersNoKeysWithNothing() {
            assertThat(documents().get(List.of())).isEmpty();
        }

        @Test
        void ofTheHeadIsTheHeadOfTheDocumentInEveryState() {
            assertThat(documents().head(KEY)).isEmpty();
            assertThat(documents().head(KEY)).isEqualTo(slot().find().map(Document::head));
            Document live = put(KEY, CONTENT);
            assertThat(documents().head(KEY)).contains(live.head());
            Document archived = documents().put(Put.archived(KEY, CONTENT, "cold", Expectation.any()));
            assertThat(documents().head(KEY)).contains(archived.head());
            Document tombstone = delete(KEY);
            assertThat(documents().head(KEY)).contains(tombstone.head());
        }
    }

    @Nested
    @DisplayName("Put of many")
    class PutAll {
        @Test
        void answersInTheirOrderAndCarriesOutTheOthersWhereOneFails() {
            Document there = put(key("b"), CONTENT);
            List<PutResult> results = documents()
                    .putAll(List.of(
                            Put.live(key("c"), content("c"), Expectation.absent()),
                            Put.live(key("b"), content("b"), Expectation.absent()),
                            Put.live(key("a"), content("a"), Expectation.any())));
            assertThat(results).extracting(result -> result.failure() == null).containsExactly(true, false, true);
            assertThat(results.get(1).failure()).isInstanceOf(ConflictException.class);
            assertThat(documents().get(key("a")).find()).contains(results.get(2).orElseThrow());
            assertThat(documents().get(key("b")).find()).contains(there);
            assertThat(documents().get(key("c")).find()).contains(results.get(0).orElseThrow());
        }

        @Test
        void storesThemAll() {
            List<Put> puts = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                puts.add(Put.live(key("id " + i), content("text " + i), Expectation.absent()));
            }
            List<PutResult> results = documents().putAll(puts);
            List<DocumentKey> keys = puts.stream().map(Put::key).toList();
            assertThat(documents().get(keys))
                    .extracting(slot -> slot.find().orElseThrow())
                    .isEqualTo(results.stream().map(PutResult::orElseThrow).toList());
            assertThat(Listings.keys(documents())).containsExactlyInAnyOrderElementsOf(keys);
        }

        @Test
        void ofNoneDoesNothing() {
            assertThat(documents().putAll(List.of())).isEmpty();
        }
    }
}
