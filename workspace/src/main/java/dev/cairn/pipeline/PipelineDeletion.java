package dev.cairn.pipeline;

import dev.cairn.ConflictException;
import dev.cairn.CorruptException;
import dev.cairn.query.Criterion;
import dev.cairn.query.DocumentQueries;
import dev.cairn.query.KindSpec;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.Expectation;
import dev.cairn.spi.Hold;
import dev.cairn.spi.Put;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes runs, pipelines and chains with all that lives under them: by the tombstone of one document, after which nobody sees any of it. What
 * that was is counted then, and removed in the background.
 */
final class PipelineDeletion {
    private static final Logger LOG = LoggerFactory.getLogger(PipelineDeletion.class);
    private static final int TRIES = 50;

    private final PipelineHome home;
    private final Graves graves;
    private final OperatorArtifacts artifacts;
    private final StepLogs logs;

    PipelineDeletion(PipelineHome home, Graves graves, OperatorArtifacts artifacts) {
        this.home = home;
        this.graves = graves;
        this.artifacts = artifacts;
        this.logs = new StepLogs(home.tiers().journals());
    }

    /** Deletes a pipeline or a chain. */
    DeletionCounts delete(String kind, String id, boolean withArtifacts) {
        if (home.find(kind, id).isEmpty()) {
            return DeletionCounts.NOTHING;
        }
        return delete(home.key(kind, id), withArtifacts, () -> removed(kind, id));
    }

    private boolean removed(String kind, String id) {
        for (int i = 1; ; i++) {
            Document there = home.find(kind, id).orElse(null);
            if (there == null) {
                return false;
            }
            try {
                home.tiers().put(Put.deleted(there.key(), Expectation.revision(there.revision())), home.replication());
                return true;
            } catch (ConflictException e) {
                if (i == TRIES) {
                    throw e;
                }
            }
        }
    }

    /** Whether anything lives under a run. */
    boolean isAnythingBelow(String run) {
        return raw(PipelineBody.SPEC).countAll(Criterion.eq(PipelineHome.RUN, run)) > 0;
    }

    /** Removes what came to live under a run while that was deleted. */
    void deleteLate(String run) {
        if (isAnythingBelow(run)) {
            graves.dig(home.key(PipelineHome.RUN, run));
            graves.fillSoon();
        }
    }

    private DocumentQueries<Document> raw(KindSpec kind) {
        return home.queries().of(kind);
    }

    /** Deletes what lives under {@code root}, which {@code removal} removes if it is there. */
    DeletionCounts delete(DocumentKey root, boolean withArtifacts, BooleanSupplier removal) {
        Set<String> needed = withArtifacts ? artifactsOf(root) : new HashSet<>();
        DeletionCounts counts;
        try (Hold uncounted = graves.keep(root)) {
            graves.dig(root);
            if (!removal.getAsBoolean()) {
                return DeletionCounts.NOTHING;
            }
            // What was hidden before is none of it.
            graves.fillIfPossible();
            counts = counts(root);
            if (withArtifacts) {
                needed.addAll(artifactsBelow(root));
            }
        } finally {
            graves.fillSoon();
        }
        return counts.artifacts(
                needed.isEmpty() ? 0 : artifacts.removeUnused(needed).size());
    }

    private static void leftOut(CorruptException damage) {
        LOG.warn("What lives under it is left out: {}", damage.getMessage());
    }

    private DeletionCounts counts(DocumentKey root) {
        Criterion below = Criterion.eq(root.kind(), root.id());
        boolean run = root.kind().equals(PipelineHome.RUN);
        boolean pipeline = root.kind().equals(PipelineBody.KIND);
        long predictions = raw(PredictionBody.SPEC).countAll(below);
        long bare = raw(PredictionBody.SPEC).countAll(below.and(Criterion.eq("bare", true)));
        return new DeletionCounts(
                run ? 1 : 0,
                run ? raw(PipelineBody.SPEC).countAll(below) : pipeline ? 1 : 0,
                run || pipeline ? raw(ChainBody.SPEC).countAll(below) : 1,
                predictions,
                predictions - bare,
                run ? entriesBelow(below) : pipeline ? logs.count(root) : 0,
                0);
    }

    private long entriesBelow(Criterion run) {
        try (Stream<List<Document>> pipelines = raw(PipelineBody.SPEC).hidden(run, PipelineDeletion::leftOut)) {
            return pipelines
                    .flatMap(List::stream)
                    .mapToLong(pipeline -> logs.count(pipeline.key()))
                    .sum();
        }
    }

    /** Those that {@code root} itself names. */
    private Set<String> artifactsOf(DocumentKey root) {
        return root.kind().equals(ChainBody.KIND)
                ? home.find(root.kind(), root.id())
                        .map(chain -> ChainBody.of(chain).chain().artifacts())
                        .orElseGet(HashSet::new)
                : new HashSet<>();
    }

    /** Those that are named by what is gone now. */
    private Set<String> artifactsBelow(DocumentKey root) {
        Set<String> ids = new HashSet<>();
        if (!root.kind().equals(ChainBody.KIND)) {
            try (Stream<List<Document>> chains =
                    raw(ChainBody.SPEC).hidden(Criterion.eq(root.kind(), root.id()), PipelineDeletion::leftOut)) {
                chains.flatMap(List::stream)
                        .forEach(chain -> ids.addAll(ChainBody.of(chain).chain().artifacts()));
            }
        }
        return ids;
    }
}
