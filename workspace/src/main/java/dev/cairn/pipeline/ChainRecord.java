package dev.cairn.pipeline;

import dev.cairn.chain.Chain;
import dev.cairn.chain.ChainArtifact;
import dev.cairn.spi.Document;
import java.time.Instant;
import java.util.List;

/**
 * A chain as it is stored. Immutable.
 *
 * @param id by which it is found again
 * @param run the id of its run
 * @param pipeline the id of its pipeline
 * @param dataset the name of what that works on
 * @param chain the steps, and which artifacts they need
 * @param artifacts what is known of those
 * @param created when it was saved
 */
public record ChainRecord(
        String id,
        String run,
        String pipeline,
        String dataset,
        Chain chain,
        List<ChainArtifact> artifacts,
        Instant created) {
    public ChainRecord {
        artifacts = List.copyOf(artifacts);
    }

    static ChainRecord of(Document document) {
        ChainBody body = ChainBody.of(document);
        return new ChainRecord(
                document.key().id(),
                body.run(),
                body.pipeline(),
                body.dataset(),
                body.chain(),
                body.artifacts(),
                document.created());
    }
}
