package dev.cairn.replay.onnx;

/** The output of a model that makes an operator's results, and what it stands for. */
record ModelOutput(String name, Use use) {
    enum Use {
        /** A number for each sample. */
        VALUES,
        /** The number of a class for each sample. */
        LABELS,
        /** A score for each class of each sample. */
        SCORES,
        /** Other features for each sample. */
        ROWS
    }
}
