package dev.cairn.workspace;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.ConflictException;
import dev.cairn.CorruptException;
import dev.cairn.Replication;
import dev.cairn.compose.DocumentAccess;
import dev.cairn.compose.TieredBackend;
import dev.cairn.model.Attributes;
import dev.cairn.spi.Body;
import dev.cairn.spi.Content;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.Expectation;
import dev.cairn.spi.JournalEntry;
import dev.cairn.spi.JournalKey;
import dev.cairn.spi.JournalPage;
import dev.cairn.spi.Json;
import dev.cairn.spi.Names;
import dev.cairn.spi.Parent;
import dev.cairn.spi.Put;
import dev.cairn.spi.Slot;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The runs to which tensors belong, and which batches each has. A run is a document, the parent of all that is its own: removing it makes
 * all of that invisible at once. Each time it is made it gets another epoch, so nothing of an earlier run of that name comes back with it.
 *
 * <p>Before a batch is saved its number is appended to a journal of the run, so that a listing looks at those alone: it asks for the
 * documents of the numbers there, and shows those that are.
 */
final class TensorRuns {
    static final String RUN = "tensor-run";
    private static final String BEGUN = "begun";
    private static final Pattern NUMBER = Pattern.compile("0|[1-9]\\d{0,17}");
    private static final int FORMAT = 1;
    private static final int TRIES = 50;
    private static final int PAGE = 1000;

    /** How many documents are in memory at a time: what is said of a batch can be large. */
    private static final int DOCUMENTS = 100;

    private final String scope;
    private final DocumentAccess access;
    private final Replication replication;
    private final OrderedClock clock;

    TensorRuns(String scope, DocumentAccess access, Replication replication, OrderedClock clock) {
        this.scope = scope;
        this.access = access;
        this.replication = replication;
        this.clock = clock;
    }

    /** The body of the document of a run. */
    record RunBody(int format, Attributes metadata) implements Body {}

    /** An entry of the journal: the number of a document of that kind, which may be there. */
    record Listed(String kind, long index) {}

    static String check(String run) {
        return RunIds.check(run);
    }

    DocumentKey keyOf(String run) {
        return new DocumentKey(scope, RUN, check(run));
    }

    DocumentKey keyOf(String kind, String run, long index) {
        return new DocumentKey(scope, kind, check(run) + "." + index);
    }

    Optional<Document> find(String run) {
        return access.find(keyOf(run)).slot().findVisible();
    }

    Attributes metadata(Document run) {
        return Body.read(run, RunBody.class, FORMAT).metadata();
    }

    /** The document of a run, which is made if it is not there. */
    Document begun(String run) {
        return find(run).orElseGet(() -> change(run, null));
    }

    /** Says of a run what {@code metadata} says, in place of what was said; leaves that as it is if it is null. */
    Document change(String run, @Nullable Attributes metadata) {
        return untilMet(() -> {
            Document there = find(run).orElse(null);
            if (there != null && metadata == null) {
                return there;
            }
            Content content = Content.of(
                            Json.write(new RunBody(FORMAT, metadata == null ? Attributes.empty() : metadata)))
                    .withEpoch(
                            there == null ? clock.nextMicros() : there.content().epoch());
            Expectation expectation = there == null ? Expectation.absent() : Expectation.revision(there.revision());
            Document saved = access.save(keyOf(run), expectation, replication, blobs -> content)
                    .document();
            if (there == null) {
                note(parent(saved), BEGUN, 0);
            }
            return saved;
        });
    }

    /** A run that is not there yet, newer than all of its name before: what belongs to it appears together with it. */
    Parent announce(String run) {
        Parent announced = new Parent(RUN, check(run), clock.nextMicros());
        note(announced, BEGUN, 0);
        return announced;
    }

    /**
     * Has a run appear that was announced.
     *
     * @throws ConflictException if there is one of its name meanwhile
     */
    void appear(Parent run, Attributes metadata) {
        Content content = Content.of(Json.write(new RunBody(FORMAT, metadata))).withEpoch(run.epoch());
        access.save(keyOf(run.id()), Expectation.absent(), replication, blobs -> content);
    }

    /** Does {@code change} anew as long as somebody else changes the same meanwhile, but not for ever. */
    static <T> T untilMet(Supplier<T> change) {
        for (int i = 1; ; i++) {
            try {
                return change.get();
            } catch (ConflictException e) {
                if (i == TRIES) {
                    throw e;
                }
            }
        }
    }

    Parent parent(Document run) {
        return new Parent(RUN, run.key().id(), run.content().epoch());
    }

    /** Whether {@code document} is one of this run, and not of an earlier one of that name. */
    boolean isOf(Parent run, Document document) {
        return document.state().visible() && run.equals(document.content().parent());
    }

    /** Whether {@code document} was left by a run of that name that is no more, and was made before this one. */
    boolean isOfEarlier(Parent run, Document document) {
        Parent parent = document.content().parent();
        return parent == null || parent.epoch() < run.epoch();
    }

    /** Notes that a document of that kind and number is about to be saved. */
    void note(Parent run, String kind, long index) {
        tiers().journals().append(journal(run), List.of(new String(Json.write(new Listed(kind, index)), UTF_8)));
    }

    private JournalKey journal(Parent run) {
        return new JournalKey(run.key(scope), "batches." + run.epoch());
    }

    private TieredBackend tiers() {
        return access.tiers();
    }

    /**
     * The numbers that were noted for a kind; the documents of some may not be there. A journal that was not begun with the run, as in
     * a store that got the documents as a replica, does not tell of all: then the keys of all documents of the kind are looked through.
     */
    SortedSet<Long> noted(Parent run, String kind) {
        SortedSet<Long> noted = new TreeSet<>();
        boolean begun = false;
        boolean damaged = false;
        long position = 0;
        JournalPage page;
        do {
            page = tiers().journals().read(journal(run), position, PAGE);
            for (JournalEntry entry : page.entries()) {
                Listed listed = read(run, entry.json());
                begun |= listed.kind().equals(BEGUN);
                if (listed.kind().equals(kind)) {
                    noted.add(listed.index());
                }
            }
            damaged |= !page.damages().isEmpty();
            position = page.next();
        } while (page.entries().size() + page.damages().size() > 0);
        if (!begun || damaged) {
            noted.addAll(scanned(run.id() + ".", kind));
        }
        return noted;
    }

    private Set<Long> scanned(String prefix, String kind) {
        try (Stream<DocumentKey> all = tiers().documents().keys(scope, kind)) {
            return all.map(DocumentKey::id)
                    .filter(id -> id.startsWith(prefix)
                            && NUMBER.matcher(id.substring(prefix.length())).matches())
                    .map(id -> Long.valueOf(id.substring(prefix.length())))
                    .collect(Collectors.toSet());
        }
    }

    private static Listed read(Parent run, String json) {
        try {
            return Json.read(json.getBytes(UTF_8), Listed.class);
        } catch (IOException e) {
            throw new CorruptException(
                    "The list of the batches of " + describe(run.id()) + " has an entry that is none: "
                            + e.getMessage(),
                    e);
        }
    }

    /** Shows the documents of a kind that a run has to {@code seen}, with their numbers, ascending; some may be damaged. */
    void documents(Parent run, String kind, BiConsumer<Long, Slot> seen) {
        List<Long> numbers = List.copyOf(noted(run, kind));
        for (int from = 0; from < numbers.size(); from += DOCUMENTS) {
            List<Long> some = numbers.subList(from, Math.min(numbers.size(), from + DOCUMENTS));
            List<Slot> slots = tiers().documents()
                    .get(some.stream()
                            .map(index -> keyOf(kind, run.id(), index))
                            .toList());
            for (int i = 0; i < some.size(); i++) {
                Document document = slots.get(i).document();
                if (slots.get(i).damage() != null || (document != null && isOf(run, document))) {
                    seen.accept(some.get(i), slots.get(i));
                }
            }
        }
    }

    /** The ids of all runs, sorted. */
    List<String> list() {
        try (Stream<DocumentKey> keys = tiers().documents().keys(scope, RUN)) {
            return keys.map(DocumentKey::id).sorted().toList();
        }
    }

    /** Removes a run with all that is its own; one that is not there is no error. */
    boolean delete(String run, List<String> kinds) {
        return untilMet(() -> {
            Document there = find(run).orElse(null);
            if (there != null) {
                delete(there, kinds);
            }
            return there != null;
        });
    }

    private void delete(Document run, List<String> kinds) {
        List<Put> children = new ArrayList<>();
        for (String kind : kinds) {
            documents(
                    parent(run),
                    kind,
                    (index, slot) -> Optional.ofNullable(slot.document())
                            .map(TensorRuns::deletion)
                            .ifPresent(children::add));
        }
        delete(run);
        children.forEach(this::deleteUnlessReplaced);
        tiers().journals().delete(journal(parent(run)));
    }

    /**
     * Removes a document at its revision.
     *
     * @throws ConflictException if it was replaced meanwhile
     */
    void delete(Document document) {
        tiers().put(deletion(document), replication);
    }

    private static Put deletion(Document document) {
        return Put.deleted(document.key(), Expectation.revision(document.revision()));
    }

    private void deleteUnlessReplaced(Put deletion) {
        try {
            tiers().put(deletion, replication);
        } catch (ConflictException e) {
            // It is of a later run of that name, or gone.
        }
    }

    static String describe(String run) {
        return "run " + Names.quote(run);
    }
}
