package dev.cairn.workspace;

import java.util.Locale;

/** How a run stands. */
public enum RunStatus {
    /** It goes on: it was begun, and its process shows signs of life. */
    RUNNING,
    /** It ended as it should. */
    COMPLETED,
    /** It ended by an error. */
    FAILED,
    /** Somebody ended it before it was done. */
    CANCELLED,
    /** It was begun and never ended, and its process shows no sign of life any more: it was killed, or its machine is gone. */
    STALE;

    /** As it stands in documents and queries: in lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether a run that stands so will not change any more by itself. */
    public boolean ended() {
        return this != RUNNING;
    }
}
