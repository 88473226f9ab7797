package dev.cairn.pipeline;

import dev.cairn.chain.Chain;
import dev.cairn.chain.ChainArtifact;
import dev.cairn.query.BodyFields;
import dev.cairn.query.KindSpec;
import dev.cairn.spi.Body;
import dev.cairn.spi.Document;
import java.util.List;

/**
 * The body of a chain's document, which names the bytes of all its artifacts as blobs, by their ids: so what a chain needs is there as long
 * as the chain is. Its JSON is described in {@code docs/format.md}; a change here is a change of the format.
 *
 * @param dataset the name of what its pipeline works on
 */
record ChainBody(int format, String run, String pipeline, String dataset, Chain chain, List<ChainArtifact> artifacts)
        implements Body {
    static final String KIND = "chain";
    static final int FORMAT = 1;

    /** Which fields are indexed. */
    static final KindSpec SPEC = KindSpec.of(
            KIND, List.of("run", "pipeline", "dataset", "chain.modelClass", "chain.preprocessings", "artifacts.id"));

    /** Which fields there are. */
    static final BodyFields FIELDS = new BodyFields(ChainBody.class, KIND, "chain.steps.parameters");

    ChainBody {
        artifacts = List.copyOf(artifacts);
    }

    static ChainBody of(Document document) {
        return Body.read(document, ChainBody.class, FORMAT);
    }
}
