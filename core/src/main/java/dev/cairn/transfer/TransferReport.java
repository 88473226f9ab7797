package dev.cairn.transfer;

import dev.cairn.spi.DocumentKey;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * What a transfer or a migration of many results did. In a dry run, what it would do: then {@code copied}, {@code removed} and
 * {@code bytes} and {@code entries} are what it would at most come to.
 *
 * @param what what it was: {@code copy from memory m1 to filesystem /data}
 * @param ended how it came to its end
 * @param dryRun whether nothing was changed
 * @param counts how many documents came out how
 * @param bytes how many bytes of blobs were sent
 * @param entries how many entries of journals were sent
 * @param duration how long it took
 * @param failures the first {@value #MOST_FAILURES} documents that failed; the log names all of them
 * @param notes what else there is to know, a sentence each
 */
public record TransferReport(
        String what,
        Ended ended,
        boolean dryRun,
        Counts counts,
        long bytes,
        long entries,
        Duration duration,
        List<Failure> failures,
        List<String> notes) {
    /** The most failures that are kept, so that a million of them do not fill the memory. */
    public static final int MOST_FAILURES = 1000;

    public TransferReport {
        failures = List.copyOf(failures);
        notes = List.copyOf(notes);
    }

    /** How a transfer came to its end. */
    public enum Ended {
        /** Every document was decided. */
        COMPLETED,
        /** It was asked to stop. */
        CANCELLED,
        /** A store did not answer any more. A rerun goes on where this one ended. */
        GAVE_UP
    }

    /**
     * How many documents came out how; each is counted once, and those removed once more. In a move, one below others that was copied
     * and then could not be removed counts as failed too.
     *
     * @param copied sent to the target, or made complete there
     * @param alreadyThere the target had the same
     * @param newerThere the target had a newer one, which stayed; so did the source's
     * @param leftOut not wanted, or gone meanwhile
     * @param failed could not be copied, or not removed
     * @param removed given up in the source
     */
    public record Counts(long copied, long alreadyThere, long newerThere, long leftOut, long failed, long removed) {
        /** How many documents were decided. */
        public long done() {
            return copied + alreadyThere + newerThere + leftOut + failed;
        }
    }

    /**
     * A document that was not transferred; it is where it was.
     *
     * @param key its key; null where a document is so damaged that its key is unknown, or a listing failed
     * @param error why
     */
    public record Failure(@Nullable DocumentKey key, RuntimeException error) {
        @Override
        public String toString() {
            return (key == null ? "(unknown key)" : key) + ": " + error.getMessage();
        }
    }

    /** Whether every document was decided and none failed. */
    public boolean isComplete() {
        return ended == Ended.COMPLETED && counts.failed() == 0;
    }

    /** Documents done in a second. */
    public double documentsPerSecond() {
        return Progress.perSecond(counts.done(), duration);
    }

    /** Bytes sent in a second. */
    public double bytesPerSecond() {
        return Progress.perSecond(bytes, duration);
    }

    /** A line of figures, then a line for each note and each failure that is kept. */
    @Override
    public String toString() {
        StringJoiner lines = new StringJoiner("\n  - ");
        lines.add(figures());
        notes.forEach(lines::add);
        failures.forEach(failure -> lines.add(failure.toString()));
        if (counts.failed() > failures.size()) {
            lines.add("and " + (counts.failed() - failures.size()) + " more, which the log names");
        }
        return lines.toString();
    }

    private String figures() {
        StringJoiner parts = new StringJoiner(", ");
        add(parts, counts.copied(), "copied", true);
        add(parts, counts.removed(), "given up in the source", false);
        add(parts, counts.alreadyThere(), "there already", false);
        add(parts, counts.newerThere(), "newer in the target", false);
        add(parts, counts.leftOut(), "left out", false);
        add(parts, counts.failed(), "failed", false);
        return String.format(
                Locale.ROOT,
                "%s%s, %s: %s; %,.1f MB%s in %,.1f s, %,.0f documents/s, %,.1f MB/s",
                dryRun ? "Dry run of " : "",
                what,
                ended.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                parts,
                bytes / 1e6,
                entries == 0 ? "" : String.format(Locale.ROOT, " and %,d journal entries", entries),
                duration.toMillis() / 1e3,
                documentsPerSecond(),
                bytesPerSecond() / 1e6);
    }

    private static void add(StringJoiner parts, long count, String what, boolean always) {
        if (count > 0 || always) {
            parts.add(String.format(Locale.ROOT, "%,d %s", count, what));
        }
    }
}
