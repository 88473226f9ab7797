package dev.cairn.pipeline;

import dev.cairn.ConflictException;
import dev.cairn.spi.Document;
import dev.cairn.spi.Expectation;
import dev.cairn.spi.Put;
import dev.cairn.spi.PutResult;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Removes operators that no chain needs, while others may be naming them. */
final class UnusedOperators {
    private static final int AT_ONCE = 200;

    private final PipelineHome home;
    private final Consumer<Document> restoring;

    /** Gives {@code restoring} what turns out to be needed after it was removed, to be put again. */
    UnusedOperators(PipelineHome home, Consumer<Document> restoring) {
        this.home = home;
        this.restoring = restoring;
    }

    /**
     * Removes those of {@code candidates} that no chain needs.
     *
     * @param dryRun whether only to tell which
     * @return the ids of those that are removed, or would be
     */
    List<String> remove(Stream<Document> candidates, boolean dryRun) {
        List<String> removed = new ArrayList<>();
        Iterator<Document> rest = candidates.iterator();
        while (rest.hasNext()) {
            Map<String, Document> some = new TreeMap<>();
            while (rest.hasNext() && some.size() < AT_ONCE) {
                Document document = rest.next();
                some.put(document.key().id(), document);
            }
            some.keySet().removeAll(used(some.keySet()));
            if (!dryRun) {
                remove(some);
            }
            removed.addAll(some.keySet());
        }
        return removed;
    }

    /** A chain that names one meanwhile looks whether it is there after it is saved; and here it is looked whether one is named now. */
    private void remove(Map<String, Document> unused) {
        List<Document> documents = List.copyOf(unused.values());
        List<PutResult> results = home.tiers()
                .documents()
                .putAll(documents.stream()
                        .map(document -> Put.deleted(document.key(), Expectation.revision(document.revision())))
                        .toList());
        for (int i = 0; i < results.size(); i++) {
            if (results.get(i).failure() instanceof ConflictException) {
                // Somebody saved it again.
                unused.remove(documents.get(i).key().id());
            } else {
                results.get(i).orElseThrow();
            }
        }
        used(unused.keySet()).forEach(id -> {
            restoring.accept(Objects.requireNonNull(unused.remove(id)));
        });
    }

    private Set<String> used(Set<String> ids) {
        if (ids.isEmpty()) {
            return Set.of();
        }
        Set<String> used = new HashSet<>();
        try (Stream<ChainRecord> chains = ChainResults.all(home).artifact(ids.toArray(String[]::new)).stream()) {
            chains.forEach(chain -> used.addAll(chain.chain().artifacts()));
        }
        used.retainAll(ids);
        return used;
    }
}
