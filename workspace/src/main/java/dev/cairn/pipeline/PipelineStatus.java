package dev.cairn.pipeline;

import java.util.Locale;

/** How a pipeline stands. */
public enum PipelineStatus {
    /** It goes on. */
    RUNNING,
    /** It ended as it should. */
    COMPLETED,
    /** It ended by an error, and nothing of what it made is there any more. */
    FAILED,
    /** It was never ended, and its run does not go on: nobody is left to end it. */
    STALE;

    /** As it is written in documents and queries: {@code running}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
