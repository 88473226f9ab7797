package dev.cairn;

/**
 * The document is not at the revision that the writer expected, or the journal does not end where he expected: somebody else wrote
 * first. Nothing was changed.
 *
 * <p>Load the current one, decide again, and write with its revision.
 */
public final class ConflictException extends StorageException {
    private static final long serialVersionUID = 1L;

    private final long currentRevision;

    /** Says what was expected, and that {@code currentRevision} is there; zero means that nothing is. */
    public ConflictException(String message, long currentRevision) {
        super(message, null);
        this.currentRevision = currentRevision;
    }

    /** The revision that stands in the store now, or the position at which the journal ends; zero where there is none. */
    public long currentRevision() {
        return currentRevision;
    }
}
