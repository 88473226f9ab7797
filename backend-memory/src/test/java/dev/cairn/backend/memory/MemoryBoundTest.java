package dev.cairn.backend.memory;

import static dev.cairn.backend.memory.SmallStore.SCOPE;
import static dev.cairn.backend.memory.SmallStore.body;
import static dev.cairn.backend.memory.SmallStore.bytes;
import static dev.cairn.backend.memory.SmallStore.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.cairn.TooLargeException;
import dev.cairn.UnavailableException;
import dev.cairn.spi.BlobRef;
import dev.cairn.spi.BlobSink;
import dev.cairn.spi.Content;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentState;
import dev.cairn.spi.Expectation;
import dev.cairn.spi.JournalKey;
import dev.cairn.spi.Put;
import dev.cairn.spi.Slot;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What a store that does not evict does at its bound. */
class MemoryBoundTest {
    private static final int MEGABYTE = (int) MemoryBudget.MEGABYTE;
    private static final JournalKey JOURNAL = new JournalKey(key("run"), "iterations");

    @Nested
    class Documents {
        @Test
        void refusesADocumentThatDoesNotFitAndStaysAsItWas() {
            try (SmallStore store = SmallStore.refusing(4000)) {
                Document first = store.put("first", Content.of(body(2000)));
                long used = store.used();

                assertThatThrownBy(() -> store.put("second", Content.of(body(2000))))
                        .isInstanceOf(UnavailableException.class);

                assertThat(store.used()).isEqualTo(used);
                assertThat(store.backend.documents().get(List.of(key("first"), key("second"))))
                        .containsExactly(Slot.of(first), Slot.absent(key("second")));
            }
        }

        @Test
        void keepsTheOldRevisionWhereTheNewOneDoesNotFit() {
            try (SmallStore store = SmallStore.refusing(4000)) {
                Document small = store.put("grows", Content.of(body(100)));
                store.put("other", Content.of(body(2000)));

                assertThatThrownBy(() -> store.put("grows", Content.of(body(2000))))
                        .isInstanceOf(UnavailableException.class);

                assertThat(store.backend.documents().get(key("grows"))).isEqualTo(Slot.of(small));
            }
        }

        @Test
        void countsOnlyTheDifferenceWhenADocumentIsReplaced() {
            try (SmallStore store = SmallStore.refusing(4000)) {
                store.put("grows", Content.of(body(2000)));
                long before = store.used();

                store.put("grows", Content.of(body(3000)));
                assertThat(store.used()).isEqualTo(before + 1000);

                store.put("grows", Content.of(body(500)));
                assertThat(store.used()).isEqualTo(before - 1500);
            }
        }

        @Test
        void deletesInAFullStore() {
            try (SmallStore store = SmallStore.refusing(MemoryBudget.DOCUMENT_OVERHEAD + 120)) {
                store.put("full", Content.of(body(100)));

                store.backend.documents().put(Put.deleted(key("full"), Expectation.any()));

                assertThat(store.has("full")).isFalse();
            }
        }

        @Test
        void saysThatADocumentCanNeverFit() {
            try (SmallStore store = SmallStore.refusing(4000)) {
                assertThatThrownBy(() -> store.put("huge", Content.of(body(4000))))
                        .isInstanceOf(TooLargeException.class)
                        .hasMessageContaining("result 'huge'")
                        .hasMessageContaining("max_memory_mb");
                assertThat(store.used()).isZero();
            }
        }
    }

    @Nested
    class Blobs {
        @Test
        void saysHowFullTheStoreIsAndWhatToDo() {
            try (SmallStore store = SmallStore.refusing(3 * MEGABYTE)) {
                store.putBlob(bytes(2 * MEGABYTE, 1));

                assertThatThrownBy(() -> store.putBlob(bytes(MEGABYTE, 2)))
                        .isInstanceOf(UnavailableException.class)
                        .hasMessage("Cannot save a blob in scope 'default': the memory store holds 3 of 3 MB, and "
                                + "1,048,576 bytes more do not fit. Delete results and collect garbage, raise "
                                + "max_memory_mb, or choose eviction: lru.");
            }
        }

        @Test
        void givesBackWhatARefusedBlobHadTaken() {
            try (SmallStore store = SmallStore.refusing(4000)) {
                store.putBlob(bytes(1000, 1));
                long used = store.used();

                try (BlobSink sink = store.backend.blobs().create(SCOPE)) {
                    sink.write(bytes(1000, 2));
                    assertThat(store.used()).isEqualTo(used + MemoryBudget.BLOB_OVERHEAD + 1000);
                    assertThatThrownBy(() -> sink.write(bytes(2000, 3))).isInstanceOf(UnavailableException.class);
                }

                assertThat(store.used()).isEqualTo(used);
                assertThat(store.backend.blobs().list(SCOPE)).hasSize(1);
            }
        }

        @Test
        void commitsNoBlobOfWhichAWriteWasRefused() {
            try (SmallStore store = SmallStore.refusing(4000);
                    BlobSink sink = store.backend.blobs().create(SCOPE)) {
                Throwable refused = catchThrowable(() -> sink.write(bytes(5000, 1)));

                assertThat(refused).isInstanceOf(TooLargeException.class);
                assertThatThrownBy(sink::commit).isInstanceOf(IllegalStateException.class);
                assertThat(store.backend.blobs().list(SCOPE)).isEmpty();
            }
        }

        @Test
        void saysThatAStreamedBlobCanNeverFitOnceThatIsKnown() {
            try (SmallStore store = SmallStore.refusing(4000);
                    BlobSink sink = store.backend.blobs().create(SCOPE)) {
                sink.write(bytes(3000, 1));

                assertThatThrownBy(() -> sink.write(bytes(1000, 2))).isInstanceOf(TooLargeException.class);
            }
        }

        @Test
        void takesABlobThatFillsTheStoreToTheLastByte() {
            try (SmallStore store = SmallStore.refusing(4000)) {
                BlobRef ref = store.putBlob(bytes(4000 - (int) MemoryBudget.BLOB_OVERHEAD, 1));

                assertThat(store.used()).isEqualTo(4000);
                assertThat(store.read(ref)).isEqualTo(bytes((int) ref.length(), 1));
            }
        }

        @Test
        void countsBytesThatAreThereAlreadyOnce() {
            try (SmallStore store = SmallStore.refusing(4000)) {
                store.putBlob(bytes(1000, 1));
                long used = store.used();

                store.putBlob(bytes(1000, 1));

                assertThat(store.used()).isEqualTo(used);
            }
        }

        @Test
        void givesBackTheBytesOfASinkOnceHoweverOftenItIsClosed() {
            try (SmallStore store = SmallStore.refusing(4000)) {
                BlobSink sink = store.backend.blobs().create(SCOPE);
                sink.write(bytes(1000, 1));
                sink.close();
                sink.close();

                assertThat(store.used()).isZero();
            }
        }
    }

    @Nested
    class Journals {
        @Test
        void appendsAllEntriesOrNone() {
            try (SmallStore store = SmallStore.refusing(1000)) {
                String entry = "{\"x\":\"" + "y".repeat(300) + "\"}";
                store.backend.journals().append(JOURNAL, List.of(entry));
                long used = store.used();

                assertThatThrownBy(() -> store.backend.journals().append(JOURNAL, List.of("{}", entry)))
                        .isInstanceOf(UnavailableException.class)
                        .hasMessageContaining("journal 'iterations'");

                assertThat(store.used()).isEqualTo(used);
                assertThat(store.backend.journals().read(JOURNAL, 0, 10).entries())
                        .hasSize(1);
            }
        }

        @Test
        void givesBackADeletedJournal() {
            try (SmallStore store = SmallStore.refusing(1000)) {
                store.backend.journals().append(JOURNAL, List.of("{}", "{\"x\":1}"));
                store.backend.journals().delete(JOURNAL);

                assertThat(store.used()).isZero();
            }
        }
    }

    @Test
    void countsNothingOnceAllIsRemovedAndSwept() {
        try (SmallStore store = SmallStore.refusing(MEGABYTE)) {
            store.save("run_001", 5000, 1);
            store.save("run_001", 6000, 2);
            store.save("run_002", 7000, 3);
            store.backend.documents().put(Put.deleted(key("run_001"), Expectation.any()));

            store.backend
                    .documents()
                    .scan(SCOPE, "result", Set.of(DocumentState.values()))
                    .map(slot -> slot.find().orElseThrow())
                    .forEach(document -> store.backend.documents().remove(document.key(), document.revision()));
            store.sweepAll();

            assertThat(store.used()).isZero();
        }
    }
}
