package dev.cairn.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RevisionClockTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private static RevisionClock at(Instant instant) {
        return new RevisionClock(Clock.fixed(instant, ZoneOffset.UTC));
    }

    @Test
    void aRevisionTellsWhenItWasMade() {
        assertThat(RevisionClock.timeOf(at(NOON).next(0))).isEqualTo(NOON);
    }

    @Test
    void itStaysBelowTheLargestWholeNumberThatADoubleHolds() {
        assertThat(at(Instant.parse("2089-01-01T00:00:00Z").minusSeconds(1)).next(0))
                .isLessThan(1L << 53);
    }

    @Test
    void itIsAboveThePreviousOneWhateverTheClockSays() {
        long future = at(NOON.plusSeconds(3600)).next(0);

        assertThat(at(NOON).next(future)).isEqualTo(future + 1);
    }

    @Test
    void itNeverRunsBehindWhatWasSeen() {
        RevisionClock clock = at(NOON);
        long seen = at(NOON.plusSeconds(60)).next(0);

        clock.seen(seen);

        assertThat(clock.next(0)).isGreaterThanOrEqualTo(seen);
    }

    @Test
    void manyWritersOfOneKeyInTurnGetManyRevisions() {
        RevisionClock clock = at(NOON);
        Set<Long> given = new HashSet<>();
        long previous = 0;

        for (int i = 0; i < 10_000; i++) {
            previous = clock.next(previous);
            given.add(previous);
        }

        assertThat(given).hasSize(10_000);
    }
}
