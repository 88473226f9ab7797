package dev.cairn.chain;

/** Whether a chain has one model, or one for each fold of a cross-validation. */
public enum FoldStrategy {
    /** A model for each fold. */
    PER_FOLD,
    /** One model, fitted on all that there was. */
    SHARED
}
