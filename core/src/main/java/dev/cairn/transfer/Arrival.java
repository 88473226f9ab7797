package dev.cairn.transfer;

import dev.cairn.ConflictException;
import dev.cairn.spi.Applied;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentState;
import dev.cairn.spi.DocumentStore;
import dev.cairn.spi.Expectation;
import dev.cairn.spi.Head;
import dev.cairn.spi.Put;
import dev.cairn.spi.PutRules;
import org.jspecify.annotations.Nullable;

/**
 * Puts documents of a source into a target: with their revision where that is higher, and where the source is to win over a newer
 * one, as a new revision.
 *
 * @param target where to
 * @param existing what to do with what is there
 */
record Arrival(DocumentStore target, Existing existing) {
    /** The document as it is to stand in the target: with its blobs, so one that was archived is live there. */
    static Document arriving(Document document) {
        if (document.state() != DocumentState.ARCHIVED) {
            return document;
        }
        Head head = document.head();
        Head live = new Head(head.revision(), DocumentState.LIVE, head.digest(), head.created(), head.updated());
        return new Document(document.key(), live, document.content(), null);
    }

    /**
     * What a put of {@code document}, which is arriving, would do where {@code there} is.
     *
     * @throws dev.cairn.DivergedException if both have one revision, differ, and nothing is to be overwritten
     */
    Applied difference(Document document, @Nullable Head there) {
        if (existing != Existing.OVERWRITE || there == null || there.revision() < document.revision()) {
            return PutRules.newer(there, document);
        }
        return saysTheSame(document, there) ? Applied.ALREADY_THERE : Applied.APPLIED;
    }

    /**
     * Puts {@code document}, which is arriving.
     *
     * @throws ConflictException if the one in the target is being changed
     */
    Applied put(Document document) {
        Applied applied = existing == Existing.OVERWRITE ? overwrite(document) : target.putNewer(document);
        if (applied == Applied.NEWER_KEPT && existing == Existing.OVERWRITE) {
            throw new ConflictException(
                    "The " + document.key() + " was changed in the target while it was being replaced.",
                    target.head(document.key()).map(Head::revision).orElse(0L));
        }
        return applied;
    }

    private Applied overwrite(Document document) {
        Head there = target.head(document.key()).orElse(null);
        if (there == null || there.revision() < document.revision()) {
            return target.putNewer(document);
        }
        if (saysTheSame(document, there)) {
            return Applied.ALREADY_THERE;
        }
        Expectation expectation =
                there.state().visible() ? Expectation.revision(there.revision()) : Expectation.absent();
        target.put(new Put(document.key(), document.state(), document.content(), null, expectation));
        return Applied.APPLIED;
    }

    /** Whether it is the same but for its revision, as after an earlier overwriting. */
    private static boolean saysTheSame(Document document, Head there) {
        return there.state() == document.state()
                && there.digest().equals(document.head().digest());
    }
}
