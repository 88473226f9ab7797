package dev.cairn.spi;

import dev.cairn.ConflictException;
import dev.cairn.DivergedException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a put does to what is there: the same for every backend, which only has to hold the key still between
 * reading the present head and writing the answer.
 */
public final class PutRules {
    private PutRules() {}

    /**
     * The document that {@code put} makes of {@code current}; empty if the put would change nothing and {@code current}
     * already answers it.
     *
     * @param current the head under the key, of whatever state; null if there is none
     * @throws ConflictException if the expectation is not met
     */
    public static Optional<Document> next(@Nullable Head current, Put put, RevisionClock clock) {
        check(current, put);
        if (repeats(current, put)) {
            return Optional.empty();
        }
        long revision = clock.next(current == null ? 0 : current.revision());
        Instant now = clock.now();
        boolean continues = current != null && current.state().visible();
        Instant created = continues && current != null ? current.created() : now;
        Head head = new Head(revision, put.state(), put.content().digest(), created, now);
        return Optional.of(new Document(put.key(), head, put.content(), put.archivedTo()));
    }

    /**
     * The same for a slot: a document there that cannot be read is taken for none if the put replaces whatever is there.
     *
     * @throws dev.cairn.CorruptException if it cannot be read and something is expected of it
     */
    public static Optional<Document> next(Slot current, Put put, RevisionClock clock) {
        boolean replaced = current.damage() != null && put.expectation() instanceof Expectation.Any;
        return next(replaced ? null : headOf(current), put, clock);
    }

    /**
     * Whether {@code document}, which keeps its revision, replaces {@code current}.
     *
     * @throws DivergedException if both have one revision and differ
     */
    public static Applied newer(@Nullable Head current, Document document) {
        if (current == null || current.revision() < document.revision()) {
            return Applied.APPLIED;
        }
        if (current.revision() > document.revision()) {
            return Applied.NEWER_KEPT;
        }
        if (document.sameAs(current)) {
            return Applied.ALREADY_THERE;
        }
        throw new DivergedException("Two stores hold different contents as revision " + current.revision() + " of "
                + document.key() + ": " + current.state().word() + " "
                + current.digest().abbreviated() + " here, "
                + document.state().word() + " " + document.head().digest().abbreviated()
                + " there. Neither was changed; decide which one stays and save it again.");
    }

    /** The same for a slot: a document there that cannot be read is taken for none. */
    public static Applied newer(Slot current, Document document) {
        return newer(current.damage() != null ? null : headOf(current), document);
    }

    private static @Nullable Head headOf(Slot slot) {
        return slot.find().map(Document::head).orElse(null);
    }

    private static void check(@Nullable Head current, Put put) {
        Expectation expectation = put.expectation();
        boolean there = current != null && current.state().visible();
        if (expectation instanceof Expectation.Absent && there && !repeats(current, put)) {
            throw new ConflictException(
                    "There is a " + put.key() + " already, at revision " + revision(current)
                            + "; it was to be saved only if there was none. Choose another key, or save over that revision.",
                    revision(current));
        }
        if (expectation instanceof Expectation.AtRevision at && (!there || at.revision() != revision(current))) {
            throw new ConflictException(
                    "The " + put.key() + " was expected at revision " + at.revision() + " and "
                            + (there
                                    ? "is at " + revision(current)
                                            + ": somebody else changed it. Load it again and decide anew."
                                    : "is not there: it was deleted, or never saved. Save it as absent if it is to be there."),
                    there ? revision(current) : 0);
        }
    }

    /** A retry of what was done already: the same content put as absent, or a deletion of what is deleted. */
    private static boolean repeats(@Nullable Head current, Put put) {
        if (current == null) {
            return false;
        }
        boolean sameContent = put.expectation() instanceof Expectation.Absent
                && put.state() == DocumentState.LIVE
                && current.state() == DocumentState.LIVE
                && current.digest().equals(put.content().digest());
        return sameContent || (put.state() == DocumentState.DELETED && current.state() == DocumentState.DELETED);
    }

    private static long revision(@Nullable Head head) {
        return head == null ? 0 : head.revision();
    }
}
