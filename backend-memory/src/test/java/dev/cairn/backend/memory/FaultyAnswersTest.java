package dev.cairn.backend.memory;

import static dev.cairn.testkit.faults.Operation.BLOB_READ;
import static dev.cairn.testkit.faults.Operation.BLOB_WRITE;
import static dev.cairn.testkit.faults.Operation.DOCUMENT_GET;
import static dev.cairn.testkit.faults.Operation.DOCUMENT_HEAD;
import static dev.cairn.testkit.faults.Operation.DOCUMENT_PUT;
import static dev.cairn.testkit.faults.Operation.DOCUMENT_PUT_ALL;
import static dev.cairn.testkit.faults.Operation.JOURNAL_APPEND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.ConflictException;
import dev.cairn.OutcomeUnknownException;
import dev.cairn.UnavailableException;
import dev.cairn.spi.BlobRef;
import dev.cairn.spi.BlobSink;
import dev.cairn.spi.Content;
import dev.cairn.spi.Document;
import dev.cairn.spi.Expectation;
import dev.cairn.spi.JournalEntry;
import dev.cairn.spi.Put;
import dev.cairn.testkit.faults.Fault;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What is damaged, torn or done twice on purpose. */
class FaultyAnswersTest extends FaultyStore {
    @Nested
    @DisplayName("Damage")
    class Damage {
        @Test
        void isOneBitOfABlob() {
            byte[] bytes = {1, 2, 3, 4, 5};
            BlobRef ref = write(bytes);
            Fault damage = faults.on(BLOB_READ).damage();

            assertThat(read(ref.digest())).isEqualTo(new byte[] {1, 2, 2, 4, 5});
            damage.end();
            assertThat(read(ref.digest())).isEqualTo(bytes);
        }

        @Test
        void isADamagedSlotAmongHealthyOnes() {
            save(KEY, "x");
            save(OTHER, "y");
            faults.onAll().about(OTHER).damage();

            assertThat(store.documents().get(List.of(KEY, OTHER)))
                    .extracting(slot -> slot.damage() != null)
                    .containsExactly(false, true);
            assertThat(store.documents()
                            .modifiedSince(SCOPE, memory.blobs().now().minusSeconds(60)))
                    .filteredOn(slot -> slot.damage() != null)
                    .extracting("key")
                    .containsExactly(OTHER);
            assertThat(store.documents().head(KEY)).isPresent();
            assertThatThrownBy(() -> store.documents().head(OTHER)).hasMessageContaining("result 'b'");
        }

        @Test
        void isNoneOfWhatIsNotThere() {
            faults.on(DOCUMENT_GET, DOCUMENT_HEAD).damage();

            assertThat(store.documents().get(KEY).damage()).isNull();
            assertThat(store.documents().head(KEY)).isEmpty();
        }

        @Test
        void isAnEntryOfAJournalThatIsMissingAndTold() {
            store.journals().append(LOG, List.of("{\"n\":1}", "{\"n\":2}", "{\"n\":3}"));
            faults.onAll().damage();

            assertThat(store.journals().read(LOG, 0, 10).entries())
                    .extracting(JournalEntry::json)
                    .containsExactly("{\"n\":1}", "{\"n\":3}");
            assertThat(store.journals().read(LOG, 0, 10).damages()).hasSize(1);
        }

        @Test
        void ofAWriteIsRefused() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> faults.on(DOCUMENT_PUT).damage())
                    .withMessageContaining("[DOCUMENT_PUT] cannot be damaged");
        }
    }

    @Nested
    @DisplayName("A torn step")
    class Torn {
        @Test
        void writesHalfOfABatch() {
            faults.on(DOCUMENT_PUT_ALL).tear();

            assertThat(store.documents().putAll(List.of(put(KEY, "x"), put(OTHER, "y"))))
                    .allMatch(result -> result.failure() instanceof OutcomeUnknownException);
            assertThat(there(KEY)).isPresent();
            assertThat(there(OTHER)).isEmpty();
        }

        @Test
        void appendsHalfOfTheEntries() {
            faults.on(JOURNAL_APPEND).tear();

            assertThatExceptionOfType(OutcomeUnknownException.class)
                    .isThrownBy(() -> store.journals().append(LOG, List.of("{\"n\":1}", "{\"n\":2}", "{\"n\":3}")));
            assertThat(memory.journals().read(LOG, 0, 10).entries()).hasSize(1);
        }

        @Test
        void endsABlobThatCannotBeCommitted() {
            faults.on(BLOB_WRITE).tear();

            try (BlobSink sink = store.blobs().create(SCOPE)) {
                assertThatExceptionOfType(OutcomeUnknownException.class).isThrownBy(() -> sink.write(new byte[100]));
                assertThatThrownBy(sink::commit).isInstanceOf(IllegalStateException.class);
            }
        }

        @Test
        void breaksOffAListing() {
            save(KEY, "x");
            save(OTHER, "y");
            faults.onAll().tear();
            List<Object> seen = new ArrayList<>();

            assertThatExceptionOfType(UnavailableException.class)
                    .isThrownBy(() -> store.documents().keys(SCOPE, "result").forEach(seen::add));
            assertThat(seen).hasSize(1);
        }
    }

    @Nested
    @DisplayName("A step that is done twice")
    class Twice {
        @Test
        void givesTheSecondAnswer() {
            Document first = save(KEY, "x");
            faults.on(DOCUMENT_PUT).doTwice();

            Content content = put(KEY, "y").content();
            assertThatExceptionOfType(ConflictException.class)
                    .isThrownBy(() ->
                            store.documents().put(Put.live(KEY, content, Expectation.revision(first.revision()))));
            assertThat(there(KEY).orElseThrow().content()).isEqualTo(content);
        }

        @Test
        void appendsTwice() {
            faults.on(JOURNAL_APPEND).doTwice();

            store.journals().append(LOG, List.of("{}"));
            assertThat(memory.journals().read(LOG, 0, 10).entries()).hasSize(2);
        }
    }
}
