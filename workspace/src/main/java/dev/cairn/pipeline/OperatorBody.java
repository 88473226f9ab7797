package dev.cairn.pipeline;

import dev.cairn.CorruptException;
import dev.cairn.chain.ChainArtifact;
import dev.cairn.query.KindSpec;
import dev.cairn.spi.BlobRef;
import dev.cairn.spi.Body;
import dev.cairn.spi.Content;
import dev.cairn.spi.Document;
import dev.cairn.spi.Json;
import java.util.List;
import java.util.Map;

/**
 * The body of the document of a fitted operator, whose bytes are its blob.
 *
 * @param artifact what is known of it
 */
record OperatorBody(int format, ChainArtifact artifact) implements Body {
    static final String KIND = "operator";
    static final int FORMAT = 1;

    /** Which fields are indexed. */
    static final KindSpec SPEC = KindSpec.of(KIND, List.of("artifact.operatorClass", "artifact.type"));

    private static final String BLOB = "bytes";

    static Content content(ChainArtifact artifact, BlobRef ref) {
        return Content.of(Json.write(new OperatorBody(FORMAT, artifact)), Map.of(BLOB, ref));
    }

    static ChainArtifact artifact(Document document) {
        return Body.read(document, OperatorBody.class, FORMAT).artifact();
    }

    static BlobRef ref(Document document) {
        BlobRef ref = document.content().blobs().get(BLOB);
        if (ref == null) {
            throw new CorruptException("The document of " + document.key() + " names no bytes.", null);
        }
        return ref;
    }
}
