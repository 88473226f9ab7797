package dev.cairn.spi;

/**
 * Is told of changes in a store, whoever made them. What it is told is a hint: it may come late, twice or not at all, so it only
 * ever shortens the time for which somebody trusts what he knows. Called by threads of the backend; returns quickly.
 */
public interface ChangeListener {
    /** The document under {@code key} was put or deleted, and is at {@code revision} or a later one. */
    void changed(DocumentKey key, long revision);

    /** Changes may have gone unnoticed: whatever is known of the store is to be checked before it is trusted again. */
    void lost();
}
