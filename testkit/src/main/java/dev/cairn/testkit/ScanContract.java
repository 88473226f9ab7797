package dev.cairn.testkit;

import static dev.cairn.testkit.Samples.CONTENT;
import static dev.cairn.testkit.Samples.KIND;
import static dev.cairn.testkit.Samples.OTHER;
import static dev.cairn.testkit.Samples.SCOPE;
import static dev.cairn.testkit.Samples.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.DocumentState;
import dev.cairn.spi.Expectation;
import dev.cairn.spi.Put;
import dev.cairn.spi.Slot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What listings of documents show: keys, states, scopes, kinds, and what changed lately. */
abstract class ScanContract extends ContractTest {
    private Document archive(DocumentKey key) {
        return documents().put(Put.archived(key, CONTENT, "cold", Expectation.any()));
    }

    @Nested
    @DisplayName("The keys")
    class Keys {
        @Test
        void areThoseOfTheVisibleDocumentsOfOneScopeAndKind() {
            put(key("live"), CONTENT);
            archive(key("archived"));
            put(key("deleted"), CONTENT);
            delete(key("deleted"));
            put(new DocumentKey("other", KIND, "of another scope"), CONTENT);
            put(new DocumentKey(SCOPE, "run", "of another kind"), CONTENT);
            assertThat(Listings.keys(documents())).containsExactlyInAnyOrder(key("live"), key("archived"));
        }

        @Test
        void areNoneWhereNothingWasPut() {
            assertThat(Listings.keys(documents(), "no such scope", KIND)).isEmpty();
        }

        @Test
        void showEachOtherDocumentOnceWhileSomeArePutAndDeleted() {
            List<DocumentKey> stay =
                    IntStream.range(0, 100).mapToObj(i -> key("stays " + i)).toList();
            stay.forEach(key -> put(key, CONTENT));
            put(key("goes"), CONTENT);
            List<DocumentKey> seen = new ArrayList<>();
            try (Stream<DocumentKey> keys = documents().keys(SCOPE, KIND)) {
                Iterator<DocumentKey> iterator = keys.iterator();
                seen.add(iterator.next());
                delete(key("goes"));
                put(key("a new one"), CONTENT);
                put(stay.get(99), OTHER);
                iterator.forEachRemaining(seen::add);
            }
            seen.removeAll(List.of(key("goes"), key("a new one")));
            assertThat(seen).containsExactlyInAnyOrderElementsOf(stay);
        }

        @Test
        void canBeLeftHalfReadAndReadAgain() {
            put(key("a"), CONTENT);
            put(key("b"), CONTENT);
            try (Stream<DocumentKey> keys = documents().keys(SCOPE, KIND)) {
                assertThat(keys.limit(1)).hasSize(1);
            }
            assertThat(Listings.keys(documents())).hasSize(2);
        }
    }

    @Nested
    @DisplayName("A scan")
    class Scan {
        @Test
        void showsTheDocumentsOfTheGivenStates() {
            Document live = put(key("live"), CONTENT);
            Document archived = archive(key("archived"));
            Document deleted = delete(key("deleted"));
            assertThat(scan(DocumentState.LIVE)).containsExactly(Slot.of(live));
            assertThat(scan(DocumentState.ARCHIVED)).containsExactly(Slot.of(archived));
            assertThat(scan(DocumentState.DELETED)).containsExactly(Slot.of(deleted));
            assertThat(scan(DocumentState.LIVE, DocumentState.DELETED))
                    .containsExactlyInAnyOrder(Slot.of(live), Slot.of(deleted));
            assertThat(scan(DocumentState.values()))
                    .containsExactlyInAnyOrder(Slot.of(live), Slot.of(archived), Slot.of(deleted));
        }

        @Test
        void showsNothingOfOtherScopesAndKinds() {
            put(new DocumentKey("other", KIND, "x"), CONTENT);
            put(new DocumentKey(SCOPE, "run", "x"), CONTENT);
            assertThat(scan(DocumentState.values())).isEmpty();
        }

        private List<Slot> scan(DocumentState... states) {
            return Listings.scan(documents(), Set.of(states));
        }
    }

    @Nested
    @DisplayName("Scopes and kinds")
    class ScopesAndKinds {
        @Test
        void areThoseThatHoldDocuments() {
            put(new DocumentKey("one", "result", "x"), CONTENT);
            put(new DocumentKey("one", "run", "x"), CONTENT);
            put(new DocumentKey("two", "result-set", "x"), CONTENT);
            assertThat(documents().scopes()).containsExactlyInAnyOrder("one", "two");
            assertThat(documents().kinds("one")).containsExactlyInAnyOrder("result", "run");
            assertThat(documents().kinds("two")).containsExactly("result-set");
        }

        @Test
        void areThereForTombstonesToo() {
            put(new DocumentKey("one", "result", "x"), CONTENT);
            delete(new DocumentKey("one", "result", "x"));
            assertThat(documents().scopes()).containsExactly("one");
            assertThat(documents().kinds("one")).containsExactly("result");
        }

        @Test
        void areNoneWhereNothingWasPut() {
            assertThat(documents().kinds("no such scope")).isEmpty();
        }
    }

    @Nested
    @DisplayName("What was modified since")
    class ModifiedSince {
        @Test
        void showsAllThatChangedOfEveryStateAndKind() {
            clock.advance(Duration.ofHours(5));
            Document live = put(key("live"), CONTENT);
            Document archived = archive(key("archived"));
            Document deleted = delete(key("deleted"));
            Document run = put(new DocumentKey(SCOPE, "run", "x"), CONTENT);
            assertThat(Listings.modifiedSince(documents(), clock.instant()))
                    .contains(Slot.of(live), Slot.of(archived), Slot.of(deleted), Slot.of(run));
        }

        @Test
        void showsWhatAWriterPutWhoseClockIsNineMinutesBehind() {
            clock.advance(Duration.ofMinutes(-9));
            Document document = put(key("late"), CONTENT);
            assertThat(Listings.modifiedSince(documents(), START)).contains(Slot.of(document));
        }

        @Test
        void showsNothingOfOtherScopes() {
            put(new DocumentKey("other", KIND, "x"), CONTENT);
            assertThat(Listings.modifiedSince(documents(), START)).isEmpty();
        }
    }
}
