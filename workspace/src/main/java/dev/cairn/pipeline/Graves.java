package dev.cairn.pipeline;

import dev.cairn.query.Criterion;
import dev.cairn.query.KindSpec;
import dev.cairn.spi.Body;
import dev.cairn.spi.Content;
import dev.cairn.spi.Digest;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.Expectation;
import dev.cairn.spi.Hold;
import dev.cairn.spi.Json;
import dev.cairn.spi.Put;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes what lived under documents that were removed. Nobody sees it any more; a note, the grave, says that it is still there, from before
 * its ancestor is removed until all of it is gone, whoever is killed in between.
 */
final class Graves {
    private static final Logger LOG = LoggerFactory.getLogger(Graves.class);
    private static final int FORMAT = 1;

    /** From the leaves to the root, so what is left is always found. */
    private static final List<KindSpec> KINDS = List.of(PredictionBody.SPEC, ChainBody.SPEC, PipelineBody.SPEC);

    /** What is being deleted in this process, and not counted yet: it is not removed before. */
    private static final Set<String> UNCOUNTED = ConcurrentHashMap.newKeySet();

    private final PipelineHome home;
    private final StepLogs logs;

    Graves(PipelineHome home) {
        this.home = home;
        this.logs = new StepLogs(home.tiers().journals());
    }

    /** The body of a grave: what was removed, or rolled back. Those below name it in a field that is called as its kind. */
    private record GraveBody(int format, String kind, String id) implements Body {}

    /** Notes that what lives under {@code root} is about to be removed. */
    void dig(DocumentKey root) {
        GraveBody body = new GraveBody(FORMAT, root.kind(), root.id());
        home.tiers().primary().documents().put(Put.live(keyOf(root), Content.of(Json.write(body)), Expectation.any()));
    }

    /** Leaves what lives under {@code root} where it is until this is closed. */
    Hold keep(DocumentKey root) {
        String name = nameOf(keyOf(root));
        boolean first = UNCOUNTED.add(name);
        return () -> {
            if (first) {
                UNCOUNTED.remove(name);
            }
        };
    }

    private String nameOf(DocumentKey grave) {
        return home.tiers().storeId() + " " + grave.scope() + " " + grave.id();
    }

    private DocumentKey keyOf(DocumentKey root) {
        String name = root.kind() + "\n" + root.id();
        return new DocumentKey(
                home.scope(),
                DocumentKey.GRAVE,
                Digest.of(name.getBytes(StandardCharsets.UTF_8)).hex());
    }

    /** Removes all of it in the background. */
    void fillSoon() {
        home.background().execute(() -> {
            try {
                fill();
            } catch (RuntimeException e) {
                LOG.warn(
                        "What was deleted in {} could not be removed, and will be when something is deleted or vacuumed: {}",
                        home.scope(),
                        e.getMessage());
            }
        });
    }

    /**
     * Removes all of it, but what is being counted.
     *
     * @return how many documents that were
     */
    long fill() {
        List<Document> graves;
        try (Stream<DocumentKey> keys = home.tiers().primary().documents().keys(home.scope(), DocumentKey.GRAVE)) {
            List<DocumentKey> all = keys.toList();
            graves = home.tiers().primary().documents().get(all).stream()
                    .map(slot -> slot.findVisible().orElse(null))
                    .filter(Objects::nonNull)
                    .filter(grave -> !UNCOUNTED.contains(nameOf(grave.key())))
                    .toList();
        }
        return graves.stream().mapToLong(this::fill).sum();
    }

    private long fill(Document grave) {
        GraveBody root = Body.read(grave, GraveBody.class, FORMAT);
        long removed = 0;
        for (KindSpec kind : KINDS) {
            if (kind.kind().equals(root.kind())) {
                break;
            }
            removed += remove(kind, Criterion.eq(root.kind(), root.id()));
        }
        if (root.kind().equals(PipelineBody.KIND)) {
            DocumentKey pipeline = PipelineBody.key(home.scope(), root.id());
            long epoch = home.tiers()
                    .primary()
                    .documents()
                    .get(pipeline)
                    .findVisible()
                    .map(there -> there.content().epoch())
                    .orElse(-1L);
            logs.remove(pipeline, epoch);
        }
        home.tiers().primary().documents().remove(grave.key(), grave.revision());
        return removed;
    }

    private long remove(KindSpec kind, Criterion below) {
        try (Stream<List<Document>> hidden = home.queries().of(kind).hidden(below)) {
            return hidden.mapToLong(some -> {
                        if (kind.kind().equals(PipelineBody.KIND)) {
                            some.forEach(pipeline -> logs.remove(pipeline.key(), -1));
                        }
                        return home.tiers().documents().removeAll(some);
                    })
                    .sum();
        }
    }
}
