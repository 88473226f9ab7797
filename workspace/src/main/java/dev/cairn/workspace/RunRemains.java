package dev.cairn.workspace;

import dev.cairn.Replication;
import dev.cairn.compose.TieredBackend;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.DocumentStore;
import dev.cairn.spi.Expectation;
import dev.cairn.spi.JournalKey;
import dev.cairn.spi.Put;
import dev.cairn.spi.Slot;
import java.util.ArrayList;
import java.util.List;
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
        return documents(ofJournals).stream().mapToInt(RunRemains::attemptOf).reduce(ofJournals, Math::max);
    }

    private static int attemptOf(DocumentKey ofAttempt) {
        return Integer.parseInt(ofAttempt.id().substring(ofAttempt.id().lastIndexOf('.') + 1));
    }

    /**
     * Removes all of it, if the run is still gone once that is listed: what is listed later may be of one that was begun anew. Goes on
     * where an earlier removal was broken off.
     *
     * @param attempts how many there were at least
     */
    void remove(int attempts) {
        List<String> names = tiers.journals().names(run);
        List<DocumentKey> documents = documents(attempts);
        if (isThere()) {
            return;
        }
        removeDocuments(documents);
        removeJournals(names);
        removeHeartbeat();
    }

    /** Removes what is left of the attempts up to {@code last}. */
    void removeUpTo(int last) {
        if (last == 0) {
            return;
        }
        removeDocuments(documents(last).stream()
                .filter(document -> attemptOf(document) <= last)
                .toList());
        removeJournals(tiers.journals().names(run).stream()
                .filter(name -> RunJournals.attemptOf(name) <= last)
                .toList());
    }

    private boolean isThere() {
        Slot slot = tiers.primary().documents().get(run);
        Document document = slot.document();
        return slot.damage() != null || (document != null && document.state().visible());
    }

    private void removeDocuments(List<DocumentKey> documents) {
        documents.forEach(key -> tiers.put(Put.deleted(key, Expectation.any()), Replication.BEST_EFFORT));
    }

    private void removeJournals(List<String> names) {
        names.forEach(name -> tiers.journals().delete(new JournalKey(run, name)));
    }

    /** No secondary ever has one. */
    void removeHeartbeat() {
        DocumentKey key = RunIds.heartbeat(run.scope(), run.id());
        DocumentStore documents = tiers.primary().documents();
        documents.head(key).ifPresent(head -> documents.remove(key, head.revision()));
    }

    /** The documents of all attempts, damaged ones too; some may have none, and {@code attempts} is how many there were at least. */
    private List<DocumentKey> documents(int attempts) {
        List<DocumentKey> documents = new ArrayList<>();
        int first = 1;
        List<DocumentKey> some;
        do {
            some = documentsFrom(first);
            documents.addAll(some);
            first += AT_ONCE;
        } while (!some.isEmpty() || first <= attempts);
        return documents;
    }

    private List<DocumentKey> documentsFrom(int first) {
        List<DocumentKey> keys = Stream.iterate(first, attempt -> attempt < first + AT_ONCE, attempt -> attempt + 1)
                .flatMap(attempt -> Stream.of(RunArtifacts.ARTIFACT, RunArtifacts.DATA)
                        .map(kind -> RunIds.ofAttempt(run.scope(), kind, run.id(), attempt)))
                .toList();
        List<Slot> slots = tiers.primary().documents().get(keys);
        List<DocumentKey> there = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            Document document = slots.get(i).document();
            if (slots.get(i).damage() != null
                    || (document != null && document.state().visible())) {
                there.add(keys.get(i));
            }
        }
        return there;
    }
}
