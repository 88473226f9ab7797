package dev.cairn.backend.memory;

import static dev.cairn.backend.memory.SmallStore.SCOPE;
import static dev.cairn.backend.memory.SmallStore.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.UnavailableException;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentState;
import dev.cairn.spi.Expectation;
import dev.cairn.spi.Put;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/** Whatever is done to a store, it counts what it holds, and what it holds is whole. */
class AccountingProperties {
    private static final long LIMIT = 20_000;

    /** One thing that is done. */
    record Step(String what, int id, int size) {}

    @Provide
    Arbitrary<Step> steps() {
        return Combinators.combine(
                        Arbitraries.of("save", "save", "save", "abandon", "read", "delete", "remove"),
                        Arbitraries.integers().between(0, 5),
                        Arbitraries.integers().between(1, 6))
                .as((what, id, size) -> new Step(what, id, size * 1000));
    }

    @Property(tries = 300)
    void countsWhatItHoldsAndNoMoreThanItMay(
            @ForAll boolean evicting, @ForAll @Size(max = 60) List<@From("steps") Step> steps) {
        try (SmallStore store = evicting ? SmallStore.evicting(LIMIT) : SmallStore.refusing(LIMIT)) {
            for (Step step : steps) {
                carryOut(store, step);

                assertThat(store.used()).isEqualTo(held(store)).isLessThanOrEqualTo(LIMIT);
                assertThat(documents(store)
                                .filter(document -> document.state() == DocumentState.LIVE)
                                .flatMap(document -> document.content().blobs().values().stream()))
                        .allMatch(store::has);
            }
        }
    }

    private static void carryOut(SmallStore store, Step step) {
        String id = "run_" + step.id();
        try {
            switch (step.what()) {
                case "save" -> store.save(id, step.size(), step.size() + step.id() % 2);
                case "abandon" -> store.putBlob(SmallStore.bytes(step.size(), -step.id()));
                case "delete" -> store.backend.documents().put(Put.deleted(key(id), Expectation.any()));
                case "remove" ->
                    store.backend
                            .documents()
                            .head(key(id))
                            .ifPresent(head -> store.backend.documents().remove(key(id), head.revision()));
                default -> store.backend.documents().get(key(id));
            }
        } catch (UnavailableException full) {
            assertThat(full).hasMessageContaining("Cannot save");
        }
    }

    private static Stream<Document> documents(SmallStore store) {
        return store.backend
                .documents()
                .scan(SCOPE, "result", EnumSet.allOf(DocumentState.class))
                .map(slot -> slot.find().orElseThrow());
    }

    private static long held(SmallStore store) {
        long documents = documents(store)
                .mapToLong(document -> new StoredDocument(document, 0).bytes())
                .sum();
        long blobs = store.backend
                .blobs()
                .list(SCOPE)
                .mapToLong(blob -> blob.size() + MemoryBudget.BLOB_OVERHEAD)
                .sum();
        return documents + blobs;
    }
}
