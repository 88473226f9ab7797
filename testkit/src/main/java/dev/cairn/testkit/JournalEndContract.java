package dev.cairn.testkit;

import static dev.cairn.testkit.Samples.KEY;
import static dev.cairn.testkit.Samples.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.ConflictException;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.JournalEntry;
import dev.cairn.spi.JournalKey;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What whoever copies journals relies on: he finds them, goes on only where they ended, and removes only what he saw. */
abstract class JournalEndContract extends ContractTest {
    private static final JournalKey LOG = new JournalKey(KEY, "log");

    private List<String> entries(JournalKey journal) {
        return journals().read(journal, 0, 10_000).entries().stream()
                .map(JournalEntry::json)
                .toList();
    }

    private static List<String> numbered(int count) {
        return IntStream.range(0, count).mapToObj(i -> "{\"n\":" + i + "}").toList();
    }

    @Nested
    @DisplayName("An append at an end")
    class Append {
        @Test
        void takesPlaceIfTheJournalStillEndsThere() {
            long first = journals().append(LOG, 0, numbered(2));
            long second = journals().append(LOG, first, List.of("{\"n\":2}"));
            assertThat(second).isGreaterThan(first).isEqualTo(journals().append(LOG, List.of()));
            assertThat(journals().append(LOG, second, List.of())).isEqualTo(second);
            assertThat(entries(LOG)).isEqualTo(numbered(3));
        }

        @Test
        void isRefusedIfTheJournalEndsElsewhereAndChangesNothing() {
            assertThatThrownBy(() -> journals().append(LOG, 1, numbered(1))).isInstanceOf(ConflictException.class);
            assertThat(journals().names(KEY)).isEmpty();
            long first = journals().append(LOG, numbered(1));
            journals().append(LOG, List.of("{\"n\":1}"));
            assertThatThrownBy(() -> journals().append(LOG, first, numbered(1))).isInstanceOf(ConflictException.class);
            assertThatThrownBy(() -> journals().append(LOG, 0, numbered(1))).isInstanceOf(ConflictException.class);
            assertThat(entries(LOG)).isEqualTo(numbered(2));
        }

        @Test
        void isGrantedToOneOfMany() {
            long end = journals().append(LOG, List.of("{\"n\":0}"));
            List<CompletableFuture<Boolean>> all = IntStream.range(0, 8)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> appends(end)))
                    .toList();
            assertThat(all.stream().filter(CompletableFuture::join)).hasSize(1);
            assertThat(entries(LOG)).isEqualTo(numbered(2));
        }

        private boolean appends(long end) {
            try {
                return journals().append(LOG, end, List.of("{\"n\":1}")) > end;
            } catch (ConflictException late) {
                return false;
            }
        }
    }

    @Nested
    @DisplayName("A deletion at an end")
    class Delete {
        @Test
        void takesPlaceIfNothingWasAppendedSinceAndNotOtherwise() {
            assertThat(journals().delete(LOG, 0)).isTrue();
            assertThat(journals().delete(LOG, 1)).isFalse();
            long end = journals().append(LOG, numbered(2));
            long grown = journals().append(LOG, List.of("{\"n\":2}"));
            assertThat(journals().delete(LOG, end)).isFalse();
            assertThat(entries(LOG)).isEqualTo(numbered(3));
            assertThat(journals().delete(LOG, grown)).isTrue();
            assertThat(entries(LOG)).isEmpty();
            assertThat(journals().names(KEY)).isEmpty();
        }
    }

    @Nested
    @DisplayName("Journals")
    class Owners {
        @Test
        void areNamedForManyOwnersAtOnce() {
            DocumentKey run = new DocumentKey("other", "run", "r/1");
            for (JournalKey key : List.of(new JournalKey(KEY, "metrics"), LOG, new JournalKey(run, "log"))) {
                journals().append(key, List.of("{}"));
            }
            assertThat(journals().names(List.of(KEY, key("without any"), run)))
                    .containsOnly(Map.entry(KEY, List.of("log", "metrics")), Map.entry(run, List.of("log")));
            assertThat(journals().names(List.<DocumentKey>of())).isEmpty();
        }

        @Test
        void haveOwnersThatAreListedOnceEach() {
            DocumentKey run = new DocumentKey("other", "run", "r/1");
            for (JournalKey key : List.of(LOG, new JournalKey(KEY, "2"), new JournalKey(run, "A long name/"))) {
                journals().append(key, List.of("{}"));
            }
            assertThat(owners()).containsExactlyInAnyOrder(KEY, run);
            journals().delete(LOG);
            journals().delete(new JournalKey(run, "A long name/"));
            assertThat(owners()).containsExactly(KEY);
        }

        private List<DocumentKey> owners() {
            try (Stream<DocumentKey> all = journals().owners()) {
                return all.toList();
            }
        }
    }
}
