package dev.cairn.pipeline;

import dev.cairn.NotFoundException;
import dev.cairn.Replication;
import dev.cairn.Tier;
import dev.cairn.UnavailableException;
import dev.cairn.compose.DocumentAccess;
import dev.cairn.compose.Tiered;
import dev.cairn.compose.TieredBackend;
import dev.cairn.query.DocumentQueries;
import dev.cairn.query.KindSpec;
import dev.cairn.spi.Ancestry;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.Names;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Where the pipelines of one experiment live, and what they need of it.
 *
 * @param scope the experiment
 * @param access reads and writes documents and blobs there
 * @param replication whether what is saved is copied to the secondary store, if there is one
 * @param queries finds documents of a kind
 * @param runs tells of some runs which go on, with the number of the attempt
 * @param ids gives new ids, each greater than those before
 * @param times gives times, each later than those before
 * @param background does what need not be done at once
 */
public record PipelineHome(
        String scope,
        DocumentAccess access,
        Replication replication,
        Queries queries,
        Function<Collection<String>, Map<String, Integer>> runs,
        Supplier<String> ids,
        Supplier<Instant> times,
        Executor background) {
    /** Finds documents of a kind. */
    public interface Queries {
        /** Finds those of the kind of {@code spec}, and sees to it that what that names is indexed. */
        DocumentQueries<Document> of(KindSpec spec);
    }

    /** The kind of the documents of runs. */
    static final String RUN = "run";

    /** Says what is to be indexed, before there is anything: what is saved then need not be indexed afterwards. */
    void declareIndex() {
        List.of(PipelineBody.SPEC, ChainBody.SPEC, PredictionBody.SPEC, OperatorBody.SPEC)
                .forEach(queries::of);
    }

    TieredBackend tiers() {
        return access.tiers();
    }

    DocumentKey key(String kind, String id) {
        return new DocumentKey(scope, kind, Names.check(kind + " id", id));
    }

    /** What stands under that key, if no ancestor hides it. */
    Optional<Document> find(String kind, String id) {
        return access.find(key(kind, id)).slot().findVisible().filter(new Ancestry(tiers().documents())::isVisible);
    }

    /** What stands under each key: what the primary lacks is looked for in the secondary, if that answers. */
    List<Tiered> known(List<DocumentKey> keys) {
        try {
            return tiers().find(keys);
        } catch (UnavailableException e) {
            return tiers().primary().documents().get(keys).stream()
                    .map(slot -> new Tiered(slot, Tier.PRIMARY, true))
                    .toList();
        }
    }

    Document get(String kind, String id) {
        return find(kind, id).orElseThrow(() -> unknown(kind, id));
    }

    NotFoundException unknown(String kind, String id) {
        return new NotFoundException("There is no " + key(kind, id) + " in " + tiers().location() + ".");
    }
}
