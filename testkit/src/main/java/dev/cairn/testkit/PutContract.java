package dev.cairn.testkit;

import static dev.cairn.testkit.Samples.CONTENT;
import static dev.cairn.testkit.Samples.KEY;
import static dev.cairn.testkit.Samples.KIND;
import static dev.cairn.testkit.Samples.OTHER;
import static dev.cairn.testkit.Samples.SCOPE;
import static dev.cairn.testkit.Samples.made;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cairn.ConflictException;
import dev.cairn.DivergedException;
import dev.cairn.spi.Applied;
import dev.cairn.spi.BlobRef;
import dev.cairn.spi.BlobSink;
import dev.cairn.spi.ChunkSums;
import dev.cairn.spi.Content;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.DocumentState;
import dev.cairn.spi.Expectation;
import dev.cairn.spi.Parent;
import dev.cairn.spi.Put;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the four ways to put a document promise: whatever is there, absent, at a revision, newer. */
abstract class PutContract extends ContractTest {
    private Document stored() {
        return documents().get(KEY).find().orElseThrow();
    }

    private Document put(Content content, Expectation expectation) {
        return documents().put(Put.live(KEY, content, expectation));
    }

    private ConflictException conflictOf(Put put) {
        return catchThrowableOfType(ConflictException.class, () -> documents().put(put));
    }

    @Nested
    @DisplayName("Put, whatever is there")
    class Any {
        @Test
        void makesADocumentThatIsFound() {
            Document document = put(KEY, CONTENT);
            assertThat(document.key()).isEqualTo(KEY);
            assertThat(document.state()).isEqualTo(DocumentState.LIVE);
            assertThat(document.revision()).isPositive();
            assertThat(stored()).isEqualTo(document);
        }

        @Test
        void replacesADocumentByAHigherRevision() {
            Document first = put(KEY, CONTENT);
            Document second = put(KEY, OTHER);
            assertThat(second.revision()).isGreaterThan(first.revision());
            assertThat(stored()).isEqualTo(second);
            assertThat(stored().content().body()).isEqualTo(OTHER.body());
        }

        @Test
        void makesAHigherRevisionOfTheSameContentToo() {
            Document first = put(KEY, CONTENT);
            assertThat(put(KEY, CONTENT).revision()).isGreaterThan(first.revision());
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{}",
                    "{ \"a\" :\t1.50 ,\r\n\n  \"b\":[ ] }",
                    "{\"b\":1,\"a\":2,\"n\":123456789012345678901234567890.0e0}",
                    "{\"text\":\"\\u00e9 \u00e9 e\u0301 \u2028 \uD83C\uDF32 \u0414\u043E\u0431\u0440\u043E\"}"
                })
        void keepsTheBytesOfTheBodyAsTheyAre(String body) {
            put(KEY, Content.of(body.getBytes(UTF_8)));
            assertThat(stored().content().body()).isEqualTo(body.getBytes(UTF_8));
        }

        @Test
        void keepsABodyOfAMegabyte() {
            Content large = Content.of(("{\"text\":\"" + "\u00e9x ".repeat(1 << 18) + "\"}").getBytes(UTF_8));
            put(KEY, large);
            assertThat(stored().content().body()).isEqualTo(large.body());
        }

        @Test
        void keepsBlobsParentAndEpoch() {
            BlobRef whole = blob(Samples.bytes(100_000, 1));
            BlobRef part = new BlobRef(whole.digest(), 7, 0, ChunkSums.of(new byte[0]));
            Parent parent = new Parent("run", "its parent", 3);
            Map<String, BlobRef> blobs = Map.of("columns", whole, "a part, by name", part);
            put(KEY, Content.of(CONTENT.body(), blobs).under(parent).withEpoch(9));
            assertThat(stored().content().blobs()).isEqualTo(blobs);
            assertThat(stored().content().parent()).isEqualTo(parent);
            assertThat(stored().content().epoch()).isEqualTo(9);
        }

        @Test
        void takesBothTimesOfANewDocumentFromTheClock() {
            put(KEY, CONTENT);
            assertThat(stored().created()).isEqualTo(START);
            assertThat(stored().head().updated()).isEqualTo(START);
        }

        @Test
        void keepsTheTimeOfCreationAndRenewsTheTimeOfTheUpdate() {
            put(KEY, CONTENT);
            clock.advance(Duration.ofSeconds(90));
            put(KEY, OTHER);
            assertThat(stored().created()).isEqualTo(START);
            assertThat(stored().head().updated()).isEqualTo(START.plusSeconds(90));
        }

        @Test
        void createsAnewAfterADeletion() {
            put(KEY, CONTENT);
            delete(KEY);
            clock.advance(Duration.ofSeconds(90));
            put(KEY, CONTENT);
            assertThat(stored().created()).isEqualTo(START.plusSeconds(90));
        }

        @Test
        void leavesTheSameIdInOtherScopesAndKindsAlone() {
            DocumentKey otherScope = new DocumentKey("other", KIND, KEY.id());
            DocumentKey otherKind = new DocumentKey(SCOPE, "run", KEY.id());
            put(KEY, CONTENT);
            put(otherScope, OTHER);
            delete(otherKind);
            assertThat(stored().content()).isEqualTo(CONTENT);
        }

        private BlobRef blob(byte[] bytes) {
            try (BlobSink sink = blobs().create(SCOPE)) {
                sink.write(bytes);
                return sink.commit();
            }
        }
    }

    @Nested
    @DisplayName("Put, expecting none")
    class IfAbsent {
        @Test
        void makesADocumentWhereNoneIs() {
            assertThat(put(CONTENT, Expectation.absent())).isEqualTo(stored());
        }

        @Test
        void refusesOtherContentAndNamesTheCurrentRevision() {
            Document first = put(KEY, CONTENT);
            ConflictException conflict = conflictOf(Put.live(KEY, OTHER, Expectation.absent()));
            assertThat(conflict.currentRevision()).isEqualTo(first.revision());
            assertThat(stored()).isEqualTo(first);
        }

        @Test
        void acceptsTheSameContentAgainAndChangesNothing() {
            Document first = put(CONTENT, Expectation.absent());
            clock.advance(Duration.ofSeconds(1));
            assertThat(put(CONTENT, Expectation.absent())).isEqualTo(first);
            assertThat(stored()).isEqualTo(first);
        }

        @Test
        void replacesATombstoneByAHigherRevision() {
            put(KEY, CONTENT);
            Document tombstone = delete(KEY);
            Document again = put(OTHER, Expectation.absent());
            assertThat(again.revision()).isGreaterThan(tombstone.revision());
            assertThat(stored()).isEqualTo(again);
        }
    }

    @Nested
    @DisplayName("Put, expecting a revision")
    class AtRevision {
        @Test
        void replacesTheDocumentAtThatRevision() {
            Document first = put(KEY, CONTENT);
            Document second = put(OTHER, Expectation.revision(first.revision()));
            assertThat(second.revision()).isGreaterThan(first.revision());
            assertThat(stored()).isEqualTo(second);
        }

        @Test
        void deletesTheDocumentAtThatRevision() {
            Document first = put(KEY, CONTENT);
            documents().put(Put.deleted(KEY, Expectation.revision(first.revision())));
            assertThat(stored().state()).isEqualTo(DocumentState.DELETED);
        }

        @Test
        void refusesAnOlderRevisionAndNamesTheCurrentOne() {
            Document first = put(KEY, CONTENT);
            Document second = put(KEY, OTHER);
            ConflictException conflict = conflictOf(Put.live(KEY, CONTENT, Expectation.revision(first.revision())));
            assertThat(conflict.currentRevision()).isEqualTo(second.revision());
            assertThat(stored()).isEqualTo(second);
        }

        @Test
        void refusesADeletionAtAnOlderRevision() {
            Document first = put(KEY, CONTENT);
            Document second = put(KEY, OTHER);
            ConflictException conflict = conflictOf(Put.deleted(KEY, Expectation.revision(first.revision())));
            assertThat(conflict.currentRevision()).isEqualTo(second.revision());
            assertThat(stored()).isEqualTo(second);
        }

        @Test
        void refusesWhereNothingIs() {
            ConflictException conflict = conflictOf(Put.live(KEY, CONTENT, Expectation.revision(1)));
            assertThat(conflict.currentRevision()).isZero();
            assertThat(documents().get(KEY).find()).isEmpty();
        }

        @Test
        void refusesATombstoneAtItsOwnRevisionToo() {
            put(KEY, CONTENT);
            Document tombstone = delete(KEY);
            ConflictException conflict = conflictOf(Put.live(KEY, OTHER, Expectation.revision(tombstone.revision())));
            assertThat(conflict.currentRevision()).isZero();
            assertThat(stored()).isEqualTo(tombstone);
        }
    }

    @Nested
    @DisplayName("Put of a document that another store made")
    class Newer {
        private static final long REVISION = 123_456_789;

        private final Document live = made(KEY, REVISION, DocumentState.LIVE, CONTENT);

        @Test
        void keepsItsRevisionAndTimes() {
            assertThat(documents().putNewer(live)).isEqualTo(Applied.APPLIED);
            assertThat(stored()).isEqualTo(live);
        }

        @Test
        void replacesAnOlderDocument() {
            documents().putNewer(live);
            Document newer = made(KEY, REVISION + 1, DocumentState.LIVE, OTHER);
            assertThat(documents().putNewer(newer)).isEqualTo(Applied.APPLIED);
            assertThat(stored()).isEqualTo(newer);
        }

        @ParameterizedTest
        @ValueSource(strings = {"LIVE", "ARCHIVED", "DELETED"})
        void keepsANewerDocumentOfAnyState(DocumentState state) {
            Document newer = made(KEY, REVISION + 1, state, state.visible() ? OTHER : Document.NOTHING);
            documents().putNewer(newer);
            assertThat(documents().putNewer(live)).isEqualTo(Applied.NEWER_KEPT);
            assertThat(stored()).isEqualTo(newer);
        }

        @Test
        void findsTheSameDocumentThereAlready() {
            documents().putNewer(live);
            assertThat(documents().putNewer(live)).isEqualTo(Applied.ALREADY_THERE);
            assertThat(stored()).isEqualTo(live);
        }

        @Test
        void refusesOtherContentOfTheSameRevision() {
            documents().putNewer(live);
            Document other = made(KEY, REVISION, DocumentState.LIVE, OTHER);
            assertThatExceptionOfType(DivergedException.class)
                    .isThrownBy(() -> documents().putNewer(other));
            assertThat(stored()).isEqualTo(live);
        }

        @Test
        void refusesAnotherStateOfTheSameRevision() {
            documents().putNewer(live);
            Document archived = made(KEY, REVISION, DocumentState.ARCHIVED, CONTENT);
            assertThatExceptionOfType(DivergedException.class)
                    .isThrownBy(() -> documents().putNewer(archived));
            assertThat(stored()).isEqualTo(live);
        }

        @Test
        void bringsATombstone() {
            documents().putNewer(live);
            Document tombstone = made(KEY, REVISION + 1, DocumentState.DELETED, Document.NOTHING);
            assertThat(documents().putNewer(tombstone)).isEqualTo(Applied.APPLIED);
            assertThat(stored()).isEqualTo(tombstone);
        }

        @Test
        void bringsATombstoneWhereNothingWas() {
            Document tombstone = made(KEY, REVISION, DocumentState.DELETED, Document.NOTHING);
            assertThat(documents().putNewer(tombstone)).isEqualTo(Applied.APPLIED);
            assertThat(stored()).isEqualTo(tombstone);
        }

        @Test
        void bringsAnArchivedDocumentAndItsTier() {
            Document archived = made(KEY, REVISION, DocumentState.ARCHIVED, CONTENT);
            documents().putNewer(archived);
            assertThat(stored()).isEqualTo(archived);
        }

        @Test
        void isFollowedByHigherRevisionsThoughItsOwnLiesInTheFuture() {
            put(KEY, CONTENT);
            long future = stored().revision() + Integer.MAX_VALUE;
            documents().putNewer(made(KEY, future, DocumentState.LIVE, OTHER));
            assertThat(put(KEY, CONTENT).revision()).isGreaterThan(future);
        }
    }
}
