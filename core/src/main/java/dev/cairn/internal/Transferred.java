package dev.cairn.internal;

/**
 * What became of one document of a transfer.
 *
 * @param what how it came out
 * @param removed whether it was given up in the source
 * @param bytes how many bytes of blobs were sent for it
 */
public record Transferred(What what, boolean removed, long bytes) {
    /** Not wanted, or gone meanwhile. */
    public static final Transferred LEFT_OUT = new Transferred(What.LEFT_OUT, false, 0);

    /** The target has the same. */
    public static final Transferred ALREADY_THERE = new Transferred(What.ALREADY_THERE, false, 0);

    /** The target has a newer one. */
    public static final Transferred NEWER_THERE = new Transferred(What.NEWER_THERE, false, 0);

    /** How a document came out. */
    public enum What {
        COPIED,
        ALREADY_THERE,
        NEWER_THERE,
        LEFT_OUT
    }
}
