package dev.cairn.pipeline;

import dev.cairn.ConflictException;
import dev.cairn.compose.Tiered;
import dev.cairn.spi.Ancestry;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.Parent;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The pipelines and chains under which some predictions are saved, as they were looked up before. */
final class Parents {
    private final PipelineHome home;
    private final Map<DocumentKey, Document> known = new HashMap<>();

    /**
     * Looks them up.
     *
     * @throws dev.cairn.NotFoundException if one is not there
     * @throws ConflictException if a pipeline failed
     * @throws IllegalArgumentException if a chain is one of another pipeline
     */
    Parents(PipelineHome home, List<Prediction> predictions) {
        this.home = home;
        Set<DocumentKey> keys = new LinkedHashSet<>();
        predictions.forEach(prediction -> {
            keys.add(pipeline(prediction));
            if (prediction.chain() != null) {
                keys.add(home.key(ChainBody.KIND, prediction.chain()));
            }
        });
        List<Tiered> found = home.tiers().find(List.copyOf(keys));
        for (Tiered one : found) {
            DocumentKey key = Objects.requireNonNull(one.slot().key());
            known.put(key, one.slot().findVisible().orElseThrow(() -> home.unknown(key.kind(), key.id())));
        }
        requireShown();
        known.values().stream()
                .filter(document -> document.key().kind().equals(PipelineBody.KIND))
                .forEach(PipelineStore::requireNotFailed);
        predictions.forEach(this::requireOneTree);
    }

    private DocumentKey pipeline(Prediction prediction) {
        return home.key(PipelineBody.KIND, prediction.pipeline());
    }

    private void requireShown() {
        List<Document> all = List.copyOf(known.values());
        List<Boolean> shown = shown(all);
        for (int i = 0; i < all.size(); i++) {
            if (!shown.get(i)) {
                throw home.unknown(all.get(i).key().kind(), all.get(i).key().id());
            }
        }
    }

    private List<Boolean> shown(List<Document> all) {
        return new Ancestry(home.tiers().documents()).shown(all, damage -> {
            throw damage;
        });
    }

    private void requireOneTree(Prediction prediction) {
        if (prediction.chain() != null) {
            String owner = ChainBody.of(chain(prediction.chain())).pipeline();
            if (!owner.equals(prediction.pipeline())) {
                throw new IllegalArgumentException("The chain '" + prediction.chain() + "' is one of the pipeline '"
                        + owner + "', not of '" + prediction.pipeline() + "'.");
            }
        }
    }

    private Document chain(String id) {
        return Objects.requireNonNull(known.get(home.key(ChainBody.KIND, id)));
    }

    private Document pipelineOf(Prediction prediction) {
        return Objects.requireNonNull(known.get(pipeline(prediction)));
    }

    String run(Prediction prediction) {
        return PipelineBody.of(pipelineOf(prediction)).run();
    }

    /** Under what the prediction lives: its chain if it has one. */
    Parent of(Prediction prediction) {
        String chain = prediction.chain();
        return chain == null
                ? PipelineBody.parentOf(pipelineOf(prediction))
                : new Parent(ChainBody.KIND, chain, chain(chain).content().epoch());
    }

    /** Those that were removed or rolled back meanwhile, as they were before: nobody sees what was saved under them. */
    List<Document> gone() {
        List<DocumentKey> keys = List.copyOf(known.keySet());
        List<Document> now = home.tiers().find(keys).stream()
                .map(one -> one.slot().find().orElse(null))
                .filter(Objects::nonNull)
                .toList();
        List<Boolean> shown = shown(now);
        Map<DocumentKey, Document> gone = new HashMap<>(known);
        for (int i = 0; i < now.size(); i++) {
            Document before = Objects.requireNonNull(known.get(now.get(i).key()));
            if (shown.get(i) && now.get(i).content().epoch() == before.content().epoch()) {
                gone.remove(before.key());
            }
        }
        return List.copyOf(gone.values());
    }
}
