package dev.cairn.compose;

import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.DocumentState;
import dev.cairn.spi.DocumentStore;
import dev.cairn.spi.Slot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds what a second store lacks of what a first one holds, many documents at a time. */
record Comparison(Replica replica, TierGuard guard) {
    private static final Logger LOG = LoggerFactory.getLogger(Comparison.class);
    private static final int BATCH = 200;

    /**
     * Gives {@code missing} each document that changed in the primary since {@code since} and that the secondary has not, or in
     * another revision, of those that it is to have. What cannot be read is not among them.
     */
    void missingSince(Instant since, Consumer<Document> missing) {
        for (String scope : replica.source().documents().scopes()) {
            if (scope.equals(DocumentKey.STORE_SCOPE)) {
                continue;
            }
            List<Document> batch = new ArrayList<>();
            try (Stream<Slot> changed = replica.source().documents().modifiedSince(scope, since)) {
                changed.forEach(slot -> {
                    if (slot.damage() != null) {
                        LOG.warn(
                                "Left out, for it cannot be read: {}",
                                slot.damage().getMessage());
                    } else if (slot.document() != null && replica.wants(slot.document())) {
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

    /** Gives {@code gone} the key of each document that the second store holds and the first has not, be it damaged. */
    void gone(Consumer<DocumentKey> gone) {
        DocumentStore there = replica.target().documents();
        for (String scope : guard.patiently(there::scopes)) {
            for (String kind : scope.equals(DocumentKey.STORE_SCOPE) ? List.<String>of() : there.kinds(scope)) {
                List<DocumentKey> batch = new ArrayList<>();
                try (Stream<Slot> all = there.scan(scope, kind, EnumSet.allOf(DocumentState.class))) {
                    all.map(Slot::key).filter(Objects::nonNull).forEach(key -> {
                        batch.add(key);
                        if (batch.size() == BATCH) {
                            absent(batch).forEach(gone);
                            batch.clear();
                        }
                    });
                }
                absent(batch).forEach(gone);
            }
        }
    }

    private List<DocumentKey> absent(List<DocumentKey> keys) {
        List<Slot> here =
                keys.isEmpty() ? List.of() : replica.source().documents().get(keys);
        return IntStream.range(0, here.size())
                .filter(i -> here.get(i).document() == null && here.get(i).damage() == null)
                .mapToObj(keys::get)
                .toList();
    }

    private void compare(List<Document> batch, Consumer<Document> missing) {
        if (batch.isEmpty()) {
            return;
        }
        List<Slot> there = guard.read(() -> replica.target()
                .documents()
                .get(batch.stream().map(Document::key).toList()));
        for (int i = 0; i < batch.size(); i++) {
            Document other = there.get(i).document();
            Document document = batch.get(i);
            if (other == null || replica.isBehind(other, document)) {
                missing.accept(document);
            }
        }
    }
}
