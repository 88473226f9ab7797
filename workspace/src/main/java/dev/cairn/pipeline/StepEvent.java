package dev.cairn.pipeline;

/** What happened to a step. */
public enum StepEvent {
    /** It began. */
    START,
    /** It ended, after the duration told with it. */
    END,
    /** It was left out. */
    SKIP,
    /** Something was not as it should be, though it goes on. */
    WARNING,
    /** It failed. */
    ERROR
}
