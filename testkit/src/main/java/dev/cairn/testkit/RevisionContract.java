package dev.cairn.testkit;

import static dev.cairn.testkit.Samples.CONTENT;
import static dev.cairn.testkit.Samples.KEY;
import static dev.cairn.testkit.Samples.content;
import static dev.cairn.testkit.Samples.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.spi.Document;
import dev.cairn.spi.RevisionClock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Revisions grow, whatever the clock does. */
abstract class RevisionContract extends ContractTest {
    @Test
    void tellWhenTheyWereMade() {
        assertThat(RevisionClock.timeOf(put(KEY, CONTENT).revision())).isEqualTo(START.truncatedTo(ChronoUnit.MILLIS));
        clock.advance(Duration.ofDays(1));
        assertThat(RevisionClock.timeOf(put(KEY, CONTENT).revision()))
                .isEqualTo(START.plus(Duration.ofDays(1)).truncatedTo(ChronoUnit.MILLIS));
    }

    @Test
    void growWhileTheClockStandsStill() {
        List<Long> revisions = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            revisions.add(put(KEY, content("text " + i)).revision());
        }
        assertThat(revisions).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void growThoughTheClockIsSetBack() {
        Document first = put(KEY, CONTENT);
        clock.advance(Duration.ofDays(-400));
        assertThat(put(KEY, CONTENT).revision()).isGreaterThan(first.revision());
    }

    @Test
    void neverFallForOtherKeysThoughTheClockIsSetBack() {
        Document first = put(KEY, CONTENT);
        clock.advance(Duration.ofDays(-400));
        assertThat(put(key("another"), CONTENT).revision()).isGreaterThanOrEqualTo(first.revision());
    }

    @Test
    @DisplayName("7: grow through a deletion though the clock is set back")
    void growThroughADeletionThoughTheClockIsSetBack() {
        Document first = put(KEY, CONTENT);
        clock.advance(Duration.ofMinutes(-1));
        Document tombstone = delete(KEY);
        clock.advance(Duration.ofMinutes(-1));
        Document again = put(KEY, CONTENT);
        assertThat(List.of(first.revision(), tombstone.revision(), again.revision()))
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void growThroughARemovalThoughTheClockStandsStill() {
        Document first = put(KEY, CONTENT);
        documents().remove(KEY, first.revision());
        assertThat(put(KEY, content("another")).revision()).isGreaterThan(first.revision());
    }
}
