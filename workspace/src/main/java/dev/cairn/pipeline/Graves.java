package dev.cairn.pipeline;

import dev.cairn.CorruptException;
import dev.cairn.StorageException;
import dev.cairn.UnavailableException;
import dev.cairn.query.Criterion;
import dev.cairn.query.FieldPath;
import dev.cairn.query.KindSpec;
import dev.cairn.spi.Body;
import dev.cairn.spi.Content;
import dev.cairn.spi.Digest;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.DocumentStore;
import dev.cairn.spi.Expectation;
import dev.cairn.spi.Hold;
import dev.cairn.spi.Json;
import dev.cairn.spi.Put;
import dev.cairn.spi.Slot;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes what lived under documents that were removed. Nobody sees it any more; a note, the grave, says that it is still there, from before
 * its ancestor is removed until all of it is gone, whoever is killed in between.
 */
final class Graves {
    private static final Logger LOG = LoggerFactory.getLogger(Graves.class);
    private static final int FORMAT = 1;

    /** After this time nobody removes any more what a grave was dug for. */
    private static final Duration UNUSED_FOR = Duration.ofHours(1);

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

    /**
     * The body of a grave: what was removed, or rolled back. Those below name it in a field that is called as its kind.
     *
     * @param epoch of it before that; null if it could not be read
     */
    private record GraveBody(
            int format, String kind, String id, @Nullable Long epoch) implements Body {}

    /** Notes that what lives under {@code root} is about to be removed. */
    void dig(DocumentKey root) {
        Document there = home.tiers().documents().get(root).document();
        dig(root, there == null ? null : there.content().epoch());
    }

    /** The same for what lives under {@code root} as it was read, though that may be gone by now. */
    void dig(Document root) {
        dig(root.key(), root.content().epoch());
    }

    private void dig(DocumentKey root, @Nullable Long epoch) {
        GraveBody body = new GraveBody(FORMAT, root.kind(), root.id(), epoch);
        home.tiers().put(Put.live(keyOf(root), Content.of(Json.write(body)), Expectation.any()), home.replication());
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
        home.background().execute(this::fillIfPossible);
    }

    /** Removes all of it that can be removed now. */
    void fillIfPossible() {
        try {
            fill();
        } catch (RuntimeException e) {
            LOG.warn(
                    "What was deleted in {} could not be removed, and will be when something is deleted or vacuumed: {}",
                    home.scope(),
                    e.getMessage());
        }
    }

    /**
     * Removes all of it, but what is being counted. Where something of it cannot be removed, the rest is.
     *
     * @return how many documents that were
     */
    long fill() {
        long removed = 0;
        StorageException failure = null;
        for (Document grave : graves(false)) {
            try {
                removed += fill(grave);
            } catch (CorruptException | UnavailableException e) {
                failure = failure == null ? e : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
        return removed;
    }

    private List<Document> graves(boolean uncounted) {
        DocumentStore documents = home.tiers().primary().documents();
        try (Stream<DocumentKey> keys = documents.keys(home.scope(), DocumentKey.GRAVE)) {
            return documents.get(keys.toList()).stream()
                    .map(Slot::document)
                    .filter(Objects::nonNull)
                    .filter(grave -> grave.state().visible() && (uncounted || !UNCOUNTED.contains(nameOf(grave.key()))))
                    .toList();
        }
    }

    /** What is hidden of the documents of {@code kind}, since what they lived under was removed: a criterion for each such document. */
    List<Criterion> hidden(KindSpec kind) {
        List<Criterion> hidden = new ArrayList<>();
        for (Document grave : graves(true)) {
            GraveBody body = Body.read(grave, GraveBody.class, FORMAT);
            Slot root = home.tiers().primary().documents().get(home.key(body.kind(), body.id()));
            boolean below = kind.covers(FieldPath.parse(body.kind()));
            if (below && root.damage() == null && root.findVisible().isEmpty()) {
                hidden.add(Criterion.eq(body.kind(), body.id()));
            }
        }
        return hidden;
    }

    private long fill(Document grave) {
        GraveBody body = Body.read(grave, GraveBody.class, FORMAT);
        DocumentKey root = home.key(body.kind(), body.id());
        Document there = home.find(root.kind(), root.id()).orElse(null);
        long removed = 0;
        if (there == null || !Objects.equals(there.content().epoch(), body.epoch())) {
            AtomicBoolean damaged = new AtomicBoolean();
            removed = removeBelow(root, damage -> damaged.set(true));
            if (root.kind().equals(PipelineBody.KIND)) {
                logs.remove(root, there == null ? -1 : there.content().epoch());
            }
            if (damaged.get()) {
                return removed;
            }
        } else if (isYoung(grave)) {
            // Whoever dug it may be about to remove the root.
            return 0;
        }
        home.tiers().documents().remove(grave.key(), grave.revision());
        return removed;
    }

    private boolean isYoung(Document grave) {
        return grave.head().updated().isAfter(home.times().get().minus(UNUSED_FOR));
    }

    private long removeBelow(DocumentKey root, Consumer<CorruptException> damages) {
        long removed = 0;
        for (KindSpec kind : KINDS) {
            if (kind.kind().equals(root.kind())) {
                break;
            }
            removed += remove(kind, Criterion.eq(root.kind(), root.id()), damages);
        }
        return removed;
    }

    private long remove(KindSpec kind, Criterion below, Consumer<CorruptException> damages) {
        try (Stream<List<Document>> hidden = home.queries().of(kind).hidden(below, damages)) {
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
