package dev.cairn.spi;

import dev.cairn.CorruptException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a document that lives under others is to be shown: only while each of them is, and while the parent's epoch
 * is still the one that the child was made under. So making or removing a tree of any size is one put, of its root.
 *
 * <p>Backends keep parents and epochs and do not look at them; who shows documents that have parents asks here.
 */
public final class Ancestry {
    /** The most ancestors that a document may have. */
    public static final int DEEPEST = 64;

    private final DocumentStore documents;

    /** Looks ancestors up in {@code documents}. */
    public Ancestry(DocumentStore documents) {
        this.documents = documents;
    }

    /**
     * Whether {@code document} and all its ancestors are live or archived, and each under the epoch that its parent has now.
     *
     * @throws dev.cairn.CorruptException if an ancestor cannot be read
     * @throws IllegalStateException if there are more than {@value #DEEPEST} of them, as in a circle
     */
    public boolean isVisible(Document document) {
        return shown(List.of(document), damage -> {
                    throw damage;
                })
                .get(0);
    }

    /**
     * The same for each of {@code documents}, in their order. Ancestors that several have are looked up once. What lives under one that
     * cannot be read is not shown.
     *
     * @param damages is told of those that cannot be read
     * @throws IllegalStateException if one has more than {@value #DEEPEST} ancestors, as in a circle
     */
    public List<Boolean> shown(List<Document> documents, Consumer<CorruptException> damages) {
        return fates(documents, damages).stream()
                .map(fate -> fate == Fate.SHOWN)
                .toList();
    }

    /**
     * For each of {@code documents}, in their order, whether it is hidden for certain. What lives under an ancestor that cannot be read is
     * not: it comes back when that is mended.
     *
     * @param damages is told of those that cannot be read
     * @throws IllegalStateException if one has more than {@value #DEEPEST} ancestors, as in a circle
     */
    public List<Boolean> hidden(List<Document> documents, Consumer<CorruptException> damages) {
        return fates(documents, damages).stream()
                .map(fate -> fate == Fate.HIDDEN)
                .toList();
    }

    private enum Fate {
        SHOWN,
        HIDDEN,
        /** An ancestor cannot be read. */
        UNKNOWN
    }

    private List<Fate> fates(List<Document> documents, Consumer<CorruptException> damages) {
        Map<DocumentKey, Slot> known = new HashMap<>();
        List<@Nullable Document> current = new ArrayList<>(documents);
        Fate[] fates = new Fate[documents.size()];
        for (int depth = 0; depth <= DEEPEST; depth++) {
            lookUp(current, known, damages);
            boolean open = false;
            for (int i = 0; i < fates.length; i++) {
                Document one = current.get(i);
                if (one != null) {
                    Step step = step(one, known);
                    current.set(i, step.next());
                    fates[i] = step.fate();
                    open |= step.next() != null;
                }
            }
            if (!open) {
                return List.of(fates);
            }
        }
        throw tooDeep(documents, current);
    }

    /** Where to look next; null where it is known what becomes of the document. */
    private record Step(@Nullable Document next, Fate fate) {}

    private static Step step(Document document, Map<DocumentKey, Slot> known) {
        Parent parent = document.content().parent();
        if (!document.state().visible() || parent == null) {
            return new Step(null, document.state().visible() ? Fate.SHOWN : Fate.HIDDEN);
        }
        Slot slot = Objects.requireNonNull(known.get(parent.key(document.key().scope())));
        if (slot.damage() != null) {
            return new Step(null, Fate.UNKNOWN);
        }
        Document above = slot.document();
        boolean there =
                above != null && above.state().visible() && above.content().epoch() == parent.epoch();
        return new Step(there ? above : null, Fate.HIDDEN);
    }

    private void lookUp(
            List<@Nullable Document> current, Map<DocumentKey, Slot> known, Consumer<CorruptException> damages) {
        Set<DocumentKey> wanted = new LinkedHashSet<>();
        for (Document one : current) {
            Parent parent =
                    one == null || !one.state().visible() ? null : one.content().parent();
            if (one != null && parent != null) {
                wanted.add(parent.key(one.key().scope()));
            }
        }
        wanted.removeAll(known.keySet());
        if (!wanted.isEmpty()) {
            List<DocumentKey> keys = List.copyOf(wanted);
            List<Slot> slots = documents.get(keys);
            for (int i = 0; i < keys.size(); i++) {
                CorruptException damage = slots.get(i).damage();
                known.put(keys.get(i), slots.get(i));
                if (damage != null) {
                    damages.accept(damage);
                }
            }
        }
    }

    private static IllegalStateException tooDeep(List<Document> documents, List<@Nullable Document> current) {
        int deep = IntStream.range(0, current.size())
                .filter(i -> current.get(i) != null)
                .findFirst()
                .orElseThrow();
        return new IllegalStateException(documents.get(deep).key() + " has more than " + DEEPEST
                + " ancestors; its parents probably form a circle: "
                + List.of(
                        documents.get(deep).key(),
                        Objects.requireNonNull(current.get(deep)).key())
                + ".");
    }
}
