package dev.cairn.transfer;

import dev.cairn.ConfigurationException;
import dev.cairn.MigrateOptions;
import dev.cairn.compose.IndexNotices;
import dev.cairn.internal.ResultMigration;
import dev.cairn.query.Criterion;
import dev.cairn.query.KindSpec;
import dev.cairn.query.Query;
import dev.cairn.query.QueryEvaluator;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.StorageBackend;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Copies or moves documents of any kind, with their blobs and journals, from one store to another. Described by the calls between {@link #copy}
 * or {@link #move} and {@link #run}, which may be called again; for one thread at a time.
 *
 * <p>Of each document the newer revision wins, unless {@link #existing} says otherwise. Blobs that the target has are not sent again,
 * and of a journal only what the target's lacks at its end. What a document needs is read back from the target and compared, and only
 * then does the document appear there. A move removes a document from the source only after that, and only at the revision that was
 * copied; one that was changed meanwhile is copied again, and so is what was appended to its journals. So whoever is killed at
 * any moment leaves every document whole in one store or in both, and a rerun goes on where he was: documents are compared many
 * at a time, and what matches costs nothing more but, where it has journals, reading them on both sides.
 *
 * <p>Documents that live under others are copied before those, and removed after them: a tree appears in the target, and goes from
 * the source, with its root. A root keeps its place in the source if something below it was not transferred.
 *
 * <p>Several may copy into one target at once; no entry of a journal comes twice. Of a source there should be one move at a time.
 *
 * <p>A document that was archived arrives live, with its blobs, if the source can read them: open the primary of a pair together with
 * its secondary. An entry of a journal that is damaged is left out and reported; in a move the document stays in the source. Not
 * transferred are the store's own records ({@link DocumentKey#STORE_SCOPE}), what is of the moment ({@link DocumentKey#isMomentary}) and journals
 * whose owner has no document. The space of what a move removed is given back by a collection of garbage.
 */
public final class Transfer {
    final StorageBackend source;
    final StorageBackend target;
    final boolean moving;
    Predicate<String> scopes = scope -> !scope.equals(DocumentKey.STORE_SCOPE);
    Predicate<String> kinds = kind -> !DocumentKey.isMomentary(kind);
    Predicate<Document> filter = document -> true;
    Existing existing = Existing.KEEP_NEWEST;
    boolean deletions;
    boolean verified = true;
    MigrateOptions options = MigrateOptions.defaults();
    private boolean lessDurable;
    private boolean emptyOnly;

    private Transfer(StorageBackend source, StorageBackend target, boolean moving) {
        this.source = source;
        this.target = target;
        this.moving = moving;
    }

    /** A copy: the source stays as it is. */
    public static Transfer copy(StorageBackend source, StorageBackend target) {
        return new Transfer(source, target, false);
    }

    /** A move: what is safe in the target is removed from the source. */
    public static Transfer move(StorageBackend source, StorageBackend target) {
        return new Transfer(source, target, true);
    }

    /** Only these scopes, each of which is an experiment; all of them otherwise. */
    public Transfer scopes(String... only) {
        scopes = scopes.and(Set.of(only)::contains);
        return this;
    }

    /** None of these scopes, each of which is an experiment. */
    public Transfer exceptScopes(String... unwanted) {
        scopes = scopes.and(Predicate.not(Set.of(unwanted)::contains));
        return this;
    }

    /** Only these kinds; all of them otherwise. */
    public Transfer kinds(String... only) {
        kinds = kinds.and(Set.of(only)::contains);
        return this;
    }

    /** None of these kinds. */
    public Transfer exceptKinds(String... unwanted) {
        kinds = kinds.and(Predicate.not(Set.of(unwanted)::contains));
        return this;
    }

    /** Only documents that {@code wanted} holds for, and every other filter; one that throws fails the document. Asked by the
     * calling thread. */
    public Transfer filter(Predicate<Document> wanted) {
        filter = filter.and(wanted);
        return this;
    }

    /** Only documents that {@code criterion} asks for, and every other filter. One that cannot be read as JSON fails. */
    public Transfer where(Criterion criterion) {
        Query query = Query.where(criterion);
        Map<String, QueryEvaluator> evaluators = new ConcurrentHashMap<>();
        return filter(document -> evaluators
                .computeIfAbsent(document.key().kind(), kind -> new QueryEvaluator(query, spec(kind)))
                .matches(document));
    }

    /** Of results it is known which fields are times; of others a time is compared as text. */
    private static KindSpec spec(String kind) {
        return kind.equals(KindSpec.RESULT.kind()) ? KindSpec.RESULT : KindSpec.of(kind, List.of());
    }

    /** Only into a target that holds no document yet, of whatever experiment; otherwise it is refused before anything is done. */
    public Transfer intoEmpty() {
        emptyOnly = true;
        return this;
    }

    /** What to do where the target has something under the key; {@link Existing#KEEP_NEWEST} unless said otherwise. */
    public Transfer existing(Existing choice) {
        existing = choice;
        return this;
    }

    /** Whether what was deleted in the source is deleted in the target too, where that has an older one; not otherwise. */
    public Transfer deletions(boolean too) {
        deletions = too;
        return this;
    }

    /** Whether blobs and journals are read back from the target, as they are unless said otherwise; a move always does. */
    public Transfer verified(boolean readBack) {
        verified = readBack;
        return this;
    }

    /** Allows a move to a target that survives less than the source, such as from files to memory. */
    public Transfer allowLessDurable() {
        lessDurable = true;
        return this;
    }

    /** How many at a time, whether at all, who is told and who may stop it. */
    public Transfer options(MigrateOptions newOptions) {
        options = newOptions;
        return this;
    }

    /**
     * Runs what was described, on threads of its own, and returns when all of it is done.
     *
     * @throws ConfigurationException if source and target are the same store, or the target is to be empty and is not
     * @throws dev.cairn.UnsupportedException if it is a move and the target is less durable; nothing was changed
     * @throws dev.cairn.UnavailableException if the source cannot be listed; nothing was changed
     */
    public TransferReport run() {
        if (moving && !verified) {
            throw new IllegalArgumentException("A move removes what it copied, so it is always verified.");
        }
        requireTwoStores();
        if (moving && !lessDurable) {
            ResultMigration.requireDurability(source, target);
        }
        if (emptyOnly) {
            requireEmpty();
        }
        try (IndexNotices here = new IndexNotices(source);
                IndexNotices there = new IndexNotices(target)) {
            if (!options.dryRun()) {
                there.beforePuts();
            }
            if (!options.dryRun() && moving) {
                here.beforeRemovals();
            }
            return new TransferPlan(this).run();
        }
    }

    private void requireEmpty() {
        List<String> there = target.documents().scopes().stream()
                .filter(scope -> !scope.equals(DocumentKey.STORE_SCOPE))
                .toList();
        if (!there.isEmpty()) {
            throw new ConfigurationException("The target " + target.location() + " is occupied: it holds documents of "
                    + there.size() + " experiments, such as '" + there.get(0)
                    + "'. Nothing was transferred; give it a place "
                    + "of its own, or transfer without intoEmpty.");
        }
    }

    private void requireTwoStores() {
        for (String id : source.storeIds()) {
            if (target.storeIds().contains(id)) {
                throw new ConfigurationException("The source " + source.location() + " and the target "
                        + target.location() + " are the same store, or share one: both have the id " + id
                        + ". Nothing is transferred from a store to itself. A folder that was copied by hand has the id of the "
                        + "original; transfer into an empty folder instead.");
            }
        }
    }
}
