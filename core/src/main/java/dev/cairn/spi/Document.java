package dev.cairn.spi;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A document as it stands in a store. Immutable. A tombstone has an empty body and no blobs.
 *
 * @param key its name
 * @param head its revision, state, digest and times
 * @param content what it says
 * @param archivedTo for an archived document the name of the tier that holds its blobs, else null
 */
public record Document(
        DocumentKey key,
        Head head,
        Content content,
        @Nullable String archivedTo) {
    /** What a tombstone says: nothing. */
    public static final Content NOTHING = Content.of(new byte[] {'{', '}'});

    public Document {
        if (!head.digest().equals(content.digest())) {
            throw new IllegalArgumentException(
                    "The head of " + key + " has digest " + head.digest().abbreviated() + ", its content "
                            + content.digest().abbreviated() + ".");
        }
        if ((head.state() == DocumentState.ARCHIVED) != (archivedTo != null)) {
            throw new IllegalArgumentException("An archived document names its tier, and no other does: " + key);
        }
    }

    /** The revision, which orders everywhere. */
    public long revision() {
        return head.revision();
    }

    /** Live, archived or deleted. */
    public DocumentState state() {
        return head.state();
    }

    /** When the first revision of this document was made; every tier keeps the same. */
    public Instant created() {
        return head.created();
    }

    /** Whether both are the same revision of the same thing, so that either can stand for the other. */
    public boolean sameAs(Head other) {
        return head.revision() == other.revision()
                && head.digest().equals(other.digest())
                && head.state() == other.state();
    }
}
