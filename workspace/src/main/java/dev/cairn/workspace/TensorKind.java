package dev.cairn.workspace;

/** The three forms in which a run has numbered tensors. */
enum TensorKind {
    /** A list or a map of tensors. */
    BATCH("tensor-batch"),
    /** A batch of metadata with tensors by layer and key. */
    LAYERS("tensor-layers"),
    /** An appended entry of metadata with tensors by layer and key. */
    ENTRY("tensor-entry");

    private final String documents;

    TensorKind(String documents) {
        this.documents = documents;
    }

    /** The kind of the documents that keep these. */
    String documents() {
        return documents;
    }
}
