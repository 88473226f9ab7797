package dev.cairn.testkit;

import static dev.cairn.testkit.Samples.CONTENT;
import static dev.cairn.testkit.Samples.KEY;
import static dev.cairn.testkit.Samples.OTHER;
import static dev.cairn.testkit.Samples.made;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.DivergedException;
import dev.cairn.spi.Applied;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a document that another store made, and that keeps its revision here. */
abstract class PutNewerContract extends ContractTest {
    private static final long REVISION = 123_456_789;

    private final Document live = made(KEY, REVISION, DocumentState.LIVE, CONTENT);

    private Document stored() {
        return documents().get(KEY).find().orElseThrow();
    }

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
