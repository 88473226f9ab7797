package dev.cairn.spi;

/** What a put of a given revision did. */
public enum Applied {
    /** The document stands now. */
    APPLIED,
    /** The same document stood there before. */
    ALREADY_THERE,
    /** A newer one stands there and was kept. */
    NEWER_KEPT
}
