package dev.cairn.internal;

import java.util.List;

/**
 * What became of one document of a transfer.
 *
 * @param what how it came out
 * @param removed whether it was given up in the source
 * @param bytes how many bytes of blobs were sent for it
 * @param entries how many entries of journals were sent for it
 * @param remarks what a person should know of it, a sentence each
 */
public record Transferred(What what, boolean removed, long bytes, long entries, List<String> remarks) {
    /** Not wanted, or gone meanwhile. */
    public static final Transferred LEFT_OUT = new Transferred(What.LEFT_OUT, false, 0);

    /** The target has the same. */
    public static final Transferred ALREADY_THERE = new Transferred(What.ALREADY_THERE, false, 0);

    /** The target has a newer one. */
    public static final Transferred NEWER_THERE = new Transferred(What.NEWER_THERE, false, 0);

    public Transferred {
        remarks = List.copyOf(remarks);
    }

    /** Without journals. */
    public Transferred(What what, boolean removed, long bytes) {
        this(what, removed, bytes, 0, List.of());
    }

    /** The same with what was done for its journals: what was there already and got entries was made complete. */
    public Transferred with(long newEntries, List<String> newRemarks) {
        What now = newEntries > 0 && what == What.ALREADY_THERE ? What.COPIED : what;
        return new Transferred(now, removed, bytes, newEntries, newRemarks);
    }

    /** The same for a document that was counted before: only what is new counts. */
    public Transferred again() {
        return new Transferred(What.COUNTED_BEFORE, removed, bytes, entries, remarks);
    }

    /** How a document came out. */
    public enum What {
        COPIED,
        ALREADY_THERE,
        NEWER_THERE,
        LEFT_OUT,
        COUNTED_BEFORE
    }
}
