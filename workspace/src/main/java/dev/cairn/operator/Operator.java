package dev.cairn.operator;

/**
 * Something that a chain does to samples: a {@link Transformer}, a {@link SpectralTransformer} or a {@link Predictor}. Does not change
 * the samples that it is given. Safe for use by many threads.
 */
public interface Operator extends AutoCloseable {
    /** Gives back what it holds beside memory. May be called more than once. */
    @Override
    default void close() {}
}
