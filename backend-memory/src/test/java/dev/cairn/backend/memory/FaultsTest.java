package dev.cairn.backend.memory;

import static dev.cairn.testkit.faults.Operation.BLOB_COMMIT;
import static dev.cairn.testkit.faults.Operation.BLOB_CREATE;
import static dev.cairn.testkit.faults.Operation.BLOB_OPEN;
import static dev.cairn.testkit.faults.Operation.BLOB_READ;
import static dev.cairn.testkit.faults.Operation.BLOB_WRITE;
import static dev.cairn.testkit.faults.Operation.DOCUMENT_GET;
import static dev.cairn.testkit.faults.Operation.DOCUMENT_PUT;
import static dev.cairn.testkit.faults.Operation.DOCUMENT_PUT_ALL;
import static dev.cairn.testkit.faults.Operation.HOLD_EXCLUSIVELY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.OutcomeUnknownException;
import dev.cairn.TooLargeException;
import dev.cairn.UnavailableException;
import dev.cairn.spi.BlobReader;
import dev.cairn.spi.BlobRef;
import dev.cairn.spi.BlobSink;
import dev.cairn.spi.Document;
import dev.cairn.spi.Hold;
import dev.cairn.testkit.faults.Fault;
import dev.cairn.testkit.faults.Step;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What fails fails as it was asked to, at the steps that are meant, and nothing else does. */
class FaultsTest extends FaultyStore {
    @Nested
    @DisplayName("A failure")
    class Failure {
        @Test
        void beforeAStepLeavesEverythingAsItWas() {
            faults.on(DOCUMENT_PUT).first(1).failBefore();

            assertThatExceptionOfType(UnavailableException.class).isThrownBy(() -> save(KEY, "x"));
            assertThat(there(KEY)).isEmpty();
            assertThat(save(KEY, "x")).isEqualTo(there(KEY).orElseThrow());
        }

        @Test
        void mayBeAnyOther() {
            faults.on(DOCUMENT_PUT).failBefore(step -> new TooLargeException("for the test: " + step));

            assertThatExceptionOfType(TooLargeException.class)
                    .isThrownBy(() -> save(KEY, "x"))
                    .withMessage("for the test: step 1, DOCUMENT_PUT of result 'a' in memory");
        }

        @Test
        void afterAWriteIsALostAnswerToWhatWasDone() {
            faults.on(DOCUMENT_PUT).failAfter();

            assertThatExceptionOfType(OutcomeUnknownException.class).isThrownBy(() -> save(KEY, "x"));
            assertThat(there(KEY)).isPresent();
        }

        @Test
        void afterAReadIsUnavailable() {
            faults.on(DOCUMENT_GET).failAfter();

            assertThatExceptionOfType(UnavailableException.class)
                    .isThrownBy(() -> store.documents().get(KEY));
        }

        @Test
        void ofABatchIsTheResultOfEachOfItsPuts() {
            faults.on(DOCUMENT_PUT_ALL).failBefore();

            assertThat(store.documents().putAll(List.of(put(KEY, "x"), put(OTHER, "y"))))
                    .hasSize(2)
                    .allMatch(result -> result.failure() instanceof UnavailableException);
            assertThat(there(KEY)).isEmpty();
        }

        @Test
        void insideAnUploadLeavesNothingOfIt() {
            faults.on(BLOB_WRITE).nth(2).failBefore();

            try (BlobSink sink = store.blobs().create(SCOPE)) {
                sink.write(new byte[100]);
                assertThatExceptionOfType(UnavailableException.class).isThrownBy(() -> sink.write(new byte[100]));
                assertThatThrownBy(sink::commit).isInstanceOf(IllegalStateException.class);
            }
            assertThat(memory.blobs().list(SCOPE)).isEmpty();
        }

        @Test
        void afterACommitLeavesTheBlob() {
            faults.on(BLOB_COMMIT).failAfter();

            assertThatExceptionOfType(OutcomeUnknownException.class).isThrownBy(() -> write(new byte[100]));
            assertThat(memory.blobs().list(SCOPE)).hasSize(1);
        }

        @Test
        void afterAHoldLetsGoOfWhatNobodyKnowsToHold() {
            faults.on(HOLD_EXCLUSIVELY).first(1).failAfter();

            assertThatExceptionOfType(UnavailableException.class).isThrownBy(store::holdExclusively);
            try (Hold hold = store.holdExclusively()) {
                assertThat(hold).isNotNull();
            }
        }
    }

    @Nested
    @DisplayName("A selection")
    class Selection {
        @Test
        void mayBeOneOfManyThatMatch() {
            faults.on(DOCUMENT_PUT).nth(2).failBefore();

            assertThat(outcomes(4)).isEqualTo("-x--");
        }

        @Test
        void mayFlap() {
            faults.on(DOCUMENT_PUT).flapping(2, 3).failBefore();

            assertThat(outcomes(7)).isEqualTo("xx-xx-x");
        }

        @Test
        void mayBeOneDocument() {
            faults.onAll().about(OTHER).failBefore();

            save(KEY, "x");
            store.journals().append(LOG, List.of("{}"));
            assertThatExceptionOfType(UnavailableException.class).isThrownBy(() -> save(OTHER, "x"));
        }

        @Test
        void mayBeTheNumberOfAStep() {
            faults.at(3).failBefore();

            assertThat(outcomes(4)).isEqualTo("--x-");
        }

        @Test
        void mayBeAnyCondition() {
            faults.onAll().where(step -> step.subject().contains("'b'")).failBefore();

            save(KEY, "x");
            assertThatExceptionOfType(UnavailableException.class).isThrownBy(() -> save(OTHER, "x"));
        }

        private String outcomes(int puts) {
            StringBuilder outcomes = new StringBuilder();
            for (int i = 0; i < puts; i++) {
                try {
                    save(KEY, "text " + i);
                    outcomes.append('-');
                } catch (UnavailableException e) {
                    outcomes.append('x');
                }
            }
            return outcomes.toString();
        }
    }

    @Nested
    @DisplayName("An outage")
    class Outage {
        @Test
        void isOverWhenItIsEnded() {
            save(KEY, "x");
            Fault outage = faults.outage();

            assertThatExceptionOfType(UnavailableException.class)
                    .isThrownBy(() -> store.documents().get(KEY));
            assertThatExceptionOfType(UnavailableException.class)
                    .isThrownBy(() -> store.journals().read(LOG, 0, 1));
            assertThat(outage.struck()).isEqualTo(2);
            outage.end();
            assertThat(store.documents().get(KEY).find()).isPresent();
        }

        @Test
        void breaksOffWhatIsUnderWay() {
            BlobRef ref = write(new byte[100]);
            try (BlobReader reader = store.blobs().open(SCOPE, ref.digest())) {
                faults.outage();
                assertThatExceptionOfType(UnavailableException.class)
                        .isThrownBy(() -> reader.read(0, ByteBuffer.allocate(1)));
            }
        }

        @Test
        void isOverWhenAllFaultsAre() {
            faults.outage();
            faults.endAll();

            save(KEY, "x");
        }
    }

    @Nested
    @DisplayName("A full disk")
    class FullDisk {
        @Test
        void refusesWhatTakesSpace() {
            faults.diskFull();

            assertThatExceptionOfType(UnavailableException.class)
                    .isThrownBy(() -> save(KEY, "x"))
                    .withMessageContaining("the disk is full. Nothing was changed; free some space and try again.");
            assertThatExceptionOfType(UnavailableException.class).isThrownBy(() -> write(new byte[10]));
            assertThatExceptionOfType(UnavailableException.class)
                    .isThrownBy(() -> store.journals().append(LOG, List.of("{}")));
        }

        @Test
        void letsOthersReadAndRemove() {
            Document saved = save(KEY, "x");
            BlobRef ref = write(new byte[10]);
            faults.diskFull();

            assertThat(store.documents().get(KEY).document()).isEqualTo(saved);
            assertThat(read(ref.digest())).hasSize(10);
            assertThat(store.blobs().touch(SCOPE, List.of(ref.digest()))).isEmpty();
            assertThat(store.documents().remove(KEY, saved.revision())).isTrue();
        }
    }

    @Nested
    @DisplayName("The record")
    class Recording {
        @Test
        void namesEachStepOfAnUploadInOrder() {
            BlobRef ref = write(new byte[10]);
            read(ref.digest());

            assertThat(faults.steps())
                    .extracting(Step::operation)
                    .containsExactly(BLOB_CREATE, BLOB_WRITE, BLOB_COMMIT, BLOB_OPEN, BLOB_READ);
            assertThat(faults.steps().get(2))
                    .hasToString("step 3, BLOB_COMMIT of blob " + ref.digest().hex() + " of scope 'default' in memory");
        }

        @Test
        void countsTheCallsThatReachedAStoreAlsoThoseThatFailed() {
            save(KEY, "x");
            faults.outage();
            assertThatExceptionOfType(UnavailableException.class).isThrownBy(() -> save(KEY, "y"));

            assertThat(faults.count(DOCUMENT_PUT)).isEqualTo(2);
            assertThat(faults.count(step -> step.operation().writes())).isEqualTo(2);
        }

        @Test
        void canBeginAnewWhileNumbersGoOn() {
            save(KEY, "x");
            faults.forget();
            save(KEY, "y");

            assertThat(faults.steps()).extracting(Step::number).containsExactly(2L);
        }
    }
}
