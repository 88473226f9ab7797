package dev.cairn.workspace;

import dev.cairn.Replication;
import dev.cairn.compose.TieredBackend;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.Expectation;
import dev.cairn.spi.JournalKey;
import dev.cairn.spi.Put;
import dev.cairn.spi.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What belongs to a run beside its document: the artifacts and data of each attempt, journals, and a heartbeat. All of it stands under keys
 * that follow from the run's, so it is found, and removed, though the document is gone.
 */
final class RunRemains {
    private static final int AT_ONCE = 16;

    private final TieredBackend tiers;
    private final DocumentKey run;

    RunRemains(RunStore store, String id) {
        this.tiers = store.tiers();
        this.run = store.keyOf(id);
    }

    /** The last attempt of which anything is left; zero if nothing is. */
    int lastAttempt() {
        int ofJournals = tiers.journals().names(run).stream()
                .mapToInt(RunJournals::attemptOf)
                .max()
                .orElse(0);
        return documents().stream()
                .map(document -> document.key().id())
                .mapToInt(id -> Integer.parseInt(id.substring(id.lastIndexOf('.') + 1)))
                .reduce(ofJournals, Math::max);
    }

    /**
     * Removes all of it, unless the run is there again; goes on where an earlier removal was broken off. Whoever begins it again puts its
     * document before anything else, and counts attempts on behind what is left: so what was listed before the document was seen to be gone
     * is of the deleted run.
     */
    void remove() {
        List<Document> documents = documents();
        List<String> journals = tiers.journals().names(run);
        if (tiers.documents().get(run).findVisible().isPresent()) {
            return;
        }
        for (Document document : documents) {
            tiers.put(Put.deleted(document.key(), Expectation.any()), Replication.BEST_EFFORT);
        }
        journals.forEach(name -> tiers.journals().delete(new JournalKey(run, name)));
        removeHeartbeat();
    }

    void removeHeartbeat() {
        DocumentKey key = RunIds.heartbeat(run.scope(), run.id());
        tiers.primary()
                .documents()
                .head(key)
                .ifPresent(head -> tiers.documents().remove(key, head.revision()));
    }

    /** The documents of all attempts, which are counted from 1 without a gap; some may have none. */
    private List<Document> documents() {
        List<Document> documents = new ArrayList<>();
        int first = 1;
        List<Document> some;
        do {
            some = documents(first);
            documents.addAll(some);
            first += AT_ONCE;
        } while (!some.isEmpty());
        return documents;
    }

    private List<Document> documents(int first) {
        List<DocumentKey> keys = Stream.iterate(first, attempt -> attempt < first + AT_ONCE, attempt -> attempt + 1)
                .flatMap(attempt -> Stream.of(RunArtifacts.ARTIFACT, RunArtifacts.DATA)
                        .map(kind -> RunIds.ofAttempt(run.scope(), kind, run.id(), attempt)))
                .toList();
        return tiers.documents().get(keys).stream()
                .map(Slot::findVisible)
                .flatMap(Optional::stream)
                .toList();
    }
}
