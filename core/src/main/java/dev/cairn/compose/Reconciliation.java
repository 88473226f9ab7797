package dev.cairn.compose;

import dev.cairn.NotFoundException;
import dev.cairn.ReconcileOptions;
import dev.cairn.ReconcileReport;
import dev.cairn.StorageException;
import dev.cairn.UnavailableException;
import dev.cairn.spi.Applied;
import dev.cairn.spi.BlobReader;
import dev.cairn.spi.BlobRef;
import dev.cairn.spi.BlobStore;
import dev.cairn.spi.Digest;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.DocumentState;
import dev.cairn.spi.Head;
import dev.cairn.spi.Slot;
import dev.cairn.spi.StorageBackend;
import dev.cairn.transfer.DocumentCopier;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares two tiers and mends where they differ from what they are to be: the higher revision wins; equal revisions that differ are
 * left for a person, and so is a damaged document, for nobody knows how new it was; a blob that one tier lacks comes from the other.
 * What the secondary never had it does not get: it may not be wanted there. Heartbeats are passed over. For one use.
 */
final class Reconciliation {
    private static final Logger LOG = LoggerFactory.getLogger(Reconciliation.class);
    private static final int BATCH = 200;

    private final StorageBackend primary;
    private final StorageBackend secondary;
    private final DocumentCopier forth;
    private final DocumentCopier back;
    private final BlobRepair repair;
    private final ReconcileOptions options;
    private final List<String> problems = new ArrayList<>();
    private long moreProblems;
    private long compared;
    private long replicated;
    private long restored;
    private long repaired;
    private long adopted;
    private long onlyInSecondary;

    Reconciliation(StorageBackend primary, StorageBackend secondary, BlobRepair repair, ReconcileOptions options) {
        this.primary = primary;
        this.secondary = secondary;
        this.forth = new DocumentCopier(primary, secondary);
        this.back = new DocumentCopier(secondary, primary);
        this.repair = repair;
        this.options = options;
    }

    ReconcileReport run() {
        eachPair(primary, secondary, this::compare);
        eachPair(secondary, primary, (there, here) -> {
            if (here.document() == null && here.damage() == null) {
                adopt(there);
            }
        });
        return new ReconcileReport(
                compared, replicated, restored, repaired, adopted, onlyInSecondary, problems, moreProblems);
    }

    /** Gives {@code action} what stands in {@code first} with what stands in {@code second} under the same key. */
    private void eachPair(StorageBackend first, StorageBackend second, BiConsumer<Slot, Slot> action) {
        for (String scope : first.documents().scopes()) {
            if (!scope.equals(DocumentKey.STORE_SCOPE)) {
                first.documents().kinds(scope).stream()
                        .filter(kind -> !DocumentKey.isMomentary(kind))
                        .forEach(kind -> eachPair(first, second, scope, kind, action));
            }
        }
    }

    private void eachPair(
            StorageBackend first, StorageBackend second, String scope, String kind, BiConsumer<Slot, Slot> action) {
        List<Slot> batch = new ArrayList<>();
        try (Stream<Slot> slots = first.documents().scan(scope, kind, EnumSet.allOf(DocumentState.class))) {
            slots.forEach(slot -> {
                if (slot.key() == null) {
                    problem(sentence(slot));
                    return;
                }
                batch.add(slot);
                if (batch.size() == BATCH) {
                    pairs(batch, second, action);
                    batch.clear();
                }
            });
        }
        pairs(batch, second, action);
    }

    private void pairs(List<Slot> batch, StorageBackend second, BiConsumer<Slot, Slot> action) {
        if (batch.isEmpty()) {
            return;
        }
        List<DocumentKey> keys =
                batch.stream().map(slot -> Objects.requireNonNull(slot.key())).toList();
        List<Slot> others = second.documents().get(keys);
        for (int i = 0; i < batch.size(); i++) {
            try {
                action.accept(batch.get(i), others.get(i));
            } catch (UnavailableException e) {
                throw e;
            } catch (StorageException e) {
                problem(String.valueOf(e.getMessage()));
            }
        }
    }

    private void compare(Slot here, Slot there) {
        compared++;
        Document first = here.document();
        Document second = there.document();
        if (first == null) {
            damaged(here, second);
        } else if (second == null) {
            missing(first, there);
        } else if (first.state() == DocumentState.ARCHIVED) {
            archived(first, second);
        } else if (first.revision() > second.revision()) {
            replicate(first);
        } else if (first.revision() < second.revision()) {
            restore(second);
        } else if (first.sameAs(second.head())) {
            repairBlobs(first, primary, secondary);
            repairBlobs(first, secondary, primary);
        } else {
            problem("Both tiers hold revision " + first.revision() + " of " + first.key()
                    + ", and they differ. Load both, and save the one that is right.");
        }
    }

    private void damaged(Slot here, @Nullable Document second) {
        if (second != null && options.trustReplicas()) {
            restore(second);
        } else {
            problem(sentence(here)
                    + (second == null
                            ? ""
                            : " The secondary holds revision " + second.revision()
                                    + ", and whether that is the newest nobody knows: reconcile with trustReplicas, or save "
                                    + "it again."));
        }
    }

    private void missing(Document first, Slot there) {
        if (there.damage() != null) {
            // Whatever it said, the primary's is what it is to say.
            replicate(first);
        } else if (first.state() == DocumentState.ARCHIVED) {
            problem("The " + first.key()
                    + " is archived in the secondary, which does not hold it: its payload is lost unless a "
                    + "backup of " + secondary.location() + " has it.");
        } else if (first.state() == DocumentState.LIVE) {
            repairBlobs(first, primary, secondary);
        }
    }

    private void archived(Document first, Document second) {
        if (second.state() != DocumentState.LIVE) {
            problem("The " + first.key() + " is archived in the secondary, where it was deleted.");
        } else if (!second.content().equals(first.content())) {
            problem("The " + first.key() + " is archived in the secondary, which holds another one: revision "
                    + second.revision() + " instead of the one that was archived.");
        } else {
            repairBlobs(second, secondary, primary);
        }
    }

    private void adopt(Slot there) {
        Document only = there.document();
        if (only == null) {
            problem(sentence(there));
        } else if (only.state() == DocumentState.LIVE && !options.adopt()) {
            onlyInSecondary++;
        } else if (only.state() == DocumentState.LIVE) {
            // With its revision and times, so that a deletion made meanwhile is newer and stays.
            Head head = new Head(
                    only.revision(),
                    DocumentState.ARCHIVED,
                    only.head().digest(),
                    only.created(),
                    only.head().updated());
            Document archived = new Document(only.key(), head, only.content(), TieredBackend.SECONDARY);
            if (options.dryRun() || primary.documents().putNewer(archived) == Applied.APPLIED) {
                adopted++;
            }
        }
    }

    private void replicate(Document first) {
        if (options.dryRun() || forth.copy(first).applied() == Applied.APPLIED) {
            replicated++;
        }
    }

    private void restore(Document second) {
        if (options.dryRun() || back.copy(second).applied() == Applied.APPLIED) {
            restored++;
        }
    }

    /** Puts again what {@code damaged} lacks of the blobs of {@code document}, which is live there. */
    private void repairBlobs(Document document, StorageBackend damaged, StorageBackend healthy) {
        Set<Digest> named = new LinkedHashSet<>();
        document.content().blobs().values().stream().map(BlobRef::digest).forEach(named::add);
        if (named.isEmpty() || document.state() != DocumentState.LIVE) {
            return;
        }
        String scope = document.key().scope();
        Set<Digest> absent = options.dryRun()
                ? absent(damaged.blobs(), scope, named)
                : damaged.blobs().touch(scope, named);
        for (Digest digest : absent) {
            repaired++;
            if (!options.dryRun()) {
                repair.now(healthy, damaged, scope, digest);
            }
        }
    }

    /** Those that are not there, found without a touch, which would renew the ages of the others. */
    private static Set<Digest> absent(BlobStore blobs, String scope, Set<Digest> named) {
        Set<Digest> absent = new LinkedHashSet<>();
        for (Digest digest : named) {
            try (BlobReader there = blobs.open(scope, digest)) {
                LOG.trace("{} is there with {} bytes.", digest, there.size());
            } catch (NotFoundException e) {
                absent.add(digest);
            }
        }
        return absent;
    }

    private static String sentence(Slot damaged) {
        StorageException damage = damaged.damage();
        String what = damage == null ? "Nothing is there any more." : String.valueOf(damage.getMessage());
        return damaged.key() == null ? what : "The " + damaged.key() + ": " + what;
    }

    private void problem(String sentence) {
        if (problems.size() < ReconcileReport.MOST_PROBLEMS) {
            problems.add(sentence);
        } else {
            moreProblems++;
        }
    }
}
