package dev.cairn.compose;

import dev.cairn.OutcomeUnknownException;
import dev.cairn.Replication;
import dev.cairn.StorageException;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.DocumentState;
import dev.cairn.spi.PutResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/** Commits many documents of the primary at once, and brings the secondary up to each of them. */
final class TieredBatch {
    private final TierLink link;
    private final Replication replication;

    TieredBatch(TierLink link, Replication replication) {
        this.link = link;
        this.replication = replication;
    }

    /** The results of {@code commit}, which puts a document under each of {@code keys}, in their order. */
    List<PutResult> commit(List<DocumentKey> keys, Supplier<List<PutResult>> commit) {
        List<Intent> intents = new ArrayList<>(keys.size());
        try {
            keys.forEach(key -> intents.add(link.replicator().intend(key)));
            List<PutResult> results = during(intents, commit);
            for (int i = 0; i < results.size(); i++) {
                settle(intents.get(i), results.get(i));
            }
            return results;
        } finally {
            intents.forEach(Intent::close);
        }
    }

    private List<PutResult> during(List<Intent> intents, Supplier<List<PutResult>> commit) {
        try {
            return link.primary().always(commit);
        } catch (OutcomeUnknownException e) {
            throw e;
        } catch (StorageException | IllegalArgumentException | IllegalStateException e) {
            intents.forEach(Intent::drop);
            throw e;
        }
    }

    private void settle(Intent intent, PutResult result) {
        Document document = result.document();
        boolean wanted = document == null
                || (document.state() != DocumentState.ARCHIVED
                        && !DocumentKey.isMomentary(document.key().kind()));
        if (!wanted) {
            intent.drop();
        } else if (result.failure() == null) {
            link.replicator().replicate(intent, Objects.requireNonNull(document), replication);
        } else if (!(result.failure() instanceof OutcomeUnknownException)) {
            intent.drop();
        }
    }
}
