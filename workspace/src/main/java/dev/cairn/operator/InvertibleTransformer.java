package dev.cairn.operator;

/** A transformer that can be taken back, so it can stand for the scale of what a model predicts. */
public interface InvertibleTransformer extends Transformer {
    /** The samples of which {@link #transform} makes {@code transformed}, up to rounding. */
    double[][] inverse(double[][] transformed);
}
