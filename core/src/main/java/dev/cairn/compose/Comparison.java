package dev.cairn.compose;

import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.DocumentState;
import dev.cairn.spi.Slot;
import dev.cairn.spi.StorageBackend;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds what a second store lacks of what a first one holds, many documents at a time. */
record Comparison(StorageBackend primary, StorageBackend secondary, TierGuard guard) {
    private static final Logger LOG = LoggerFactory.getLogger(Comparison.class);
    private static final int BATCH = 200;

    /**
     * Gives {@code missing} each document that changed in the primary since {@code since} and that the secondary has not, or in
     * an older revision. What was archived is not among them, nor what cannot be read, nor a heartbeat.
     */
    void missingSince(Instant since, Consumer<Document> missing) {
        for (String scope : primary.documents().scopes()) {
            if (scope.equals(DocumentKey.STORE_SCOPE)) {
                continue;
            }
            List<Document> batch = new ArrayList<>();
            try (Stream<Slot> changed = primary.documents().modifiedSince(scope, since)) {
                changed.forEach(slot -> {
                    if (slot.damage() != null) {
                        LOG.warn(
                                "Left out, for it cannot be read: {}",
                                slot.damage().getMessage());
                    } else if (slot.document() != null && isReplicated(slot.document())) {
                        batch.add(slot.document());
                    }
                    if (batch.size() == BATCH) {
                        compare(batch, missing);
                        batch.clear();
                    }
                });
            }
            compare(batch, missing);
        }
    }

    private static boolean isReplicated(Document document) {
        return document.state() != DocumentState.ARCHIVED
                && !document.key().kind().equals(DocumentKey.HEARTBEAT);
    }

    private void compare(List<Document> batch, Consumer<Document> missing) {
        if (batch.isEmpty()) {
            return;
        }
        List<Slot> there = guard.read(() ->
                secondary.documents().get(batch.stream().map(Document::key).toList()));
        for (int i = 0; i < batch.size(); i++) {
            Document other = there.get(i).document();
            Document document = batch.get(i);
            if (other == null || other.revision() < document.revision()) {
                missing.accept(document);
            }
        }
    }
}
