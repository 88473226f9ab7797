package dev.cairn;

import java.util.List;

/**
 * What a verification read and found.
 *
 * @param documents how many documents were read, tombstones included
 * @param blobs how many blobs were read, and their SHA-256 computed
 * @param bytes how many bytes those blobs have
 * @param entries how many entries of journals were read
 * @param damages what is damaged, at most {@value #MOST_DAMAGES}
 * @param moreDamages how many there are beyond those
 * @param complete whether everything was read; false if it was stopped
 */
public record VerifyReport(
        long documents,
        long blobs,
        long bytes,
        long entries,
        List<Damage> damages,
        long moreDamages,
        boolean complete) {
    /** The most damages that are named. */
    public static final int MOST_DAMAGES = 1000;

    public VerifyReport {
        damages = List.copyOf(damages);
    }

    /** Whether everything was read, and all of it is whole, now if not before. */
    public boolean isWhole() {
        return complete
                && moreDamages == 0
                && damages.stream()
                        .allMatch(damage -> damage.outcome() == Damage.Outcome.REPAIRED
                                || damage.outcome() == Damage.Outcome.SET_ASIDE);
    }
}
