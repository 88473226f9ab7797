package dev.cairn.compose;

import dev.cairn.ConfigurationException;
import dev.cairn.ReconcileOptions;
import dev.cairn.ReconcileReport;
import dev.cairn.ReplicaState;
import dev.cairn.Replication;
import dev.cairn.ReplicationStatus;
import dev.cairn.Tier;
import dev.cairn.TierHealth;
import dev.cairn.TierOptions;
import dev.cairn.TierStatistics;
import dev.cairn.UnavailableException;
import dev.cairn.UnsupportedException;
import dev.cairn.spi.BlobStore;
import dev.cairn.spi.Capabilities;
import dev.cairn.spi.ChangeListener;
import dev.cairn.spi.Digest;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentIndex;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.DocumentState;
import dev.cairn.spi.DocumentStore;
import dev.cairn.spi.Head;
import dev.cairn.spi.Hold;
import dev.cairn.spi.JournalStore;
import dev.cairn.spi.Put;
import dev.cairn.spi.PutResult;
import dev.cairn.spi.StorageBackend;
import dev.cairn.spi.Usage;
import dev.cairn.spi.Vacuumed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A primary store with an optional secondary, as one: what is written goes to the primary, which alone decides revisions,
 * and is then copied to the secondary; what is read comes from the primary, or from the secondary where the primary has
 * nothing, cannot read it or does not answer.
 *
 * <p>Listings are the primary's: its archived documents are part of them. Journals live in the primary.
 */
public final class TieredBackend implements StorageBackend {
    /** The name of the secondary in archived documents. */
    public static final String SECONDARY = "secondary";

    private final StorageBackend primary;
    private final @Nullable StorageBackend secondary;
    private final @Nullable TierLink link;
    private final TieredReader reader;
    private final TieredDocuments documents;
    private final BlobStore blobs;
    private final IndexNotices notices;
    private final Usage usage;

    /** Owns both from now on: they are closed with it. With the usual patience, and only as a pair that nobody else claims. */
    public TieredBackend(StorageBackend primary, @Nullable StorageBackend secondary) {
        this(primary, secondary, TierOptions.defaults(), false, System::nanoTime);
    }

    /**
     * Owns both from now on: they are closed with it.
     *
     * @param adopt whether the secondary is taken over though it belongs to another primary
     * @param nanoTime tells the nanoseconds by which a tier that does not answer is left alone
     * @throws ConfigurationException if both are the same store, or the secondary belongs to another primary
     */
    public TieredBackend(
            StorageBackend primary,
            @Nullable StorageBackend secondary,
            TierOptions options,
            boolean adopt,
            LongSupplier nanoTime) {
        this.primary = primary;
        this.secondary = secondary;
        if (secondary == null) {
            this.link = null;
            this.blobs = primary.blobs();
        } else {
            Pairing.establish(primary, secondary, adopt);
            TierOptions fitting = primary.isReadOnly() ? options.withoutBackground() : options;
            this.link = TierLink.open(primary, secondary, fitting, nanoTime);
            this.blobs = new TieredBlobs(primary.blobs(), secondary.blobs());
        }
        this.reader = new TieredReader(primary, secondary, link);
        this.documents = new TieredDocuments(this, primary.documents());
        this.notices = new IndexNotices(primary);
        this.usage = new Usage(location());
    }

    /** The main store. */
    public StorageBackend primary() {
        return primary;
    }

    /** The second store, if there is one. */
    public Optional<StorageBackend> secondary() {
        return Optional.ofNullable(secondary);
    }

    /**
     * The stores that may hold the blobs of a document that {@code tier} answered with, the likeliest first.
     */
    public List<StorageBackend> blobSources(Document document, Tier tier) {
        if (secondary == null || link == null) {
            return List.of(primary);
        }
        boolean fromPrimary = tier == Tier.PRIMARY
                && document.state() == DocumentState.LIVE
                && link.primary().isTrusted();
        return fromPrimary ? List.of(primary, secondary) : List.of(secondary, primary);
    }

    /**
     * What stands under each key: the primary's word if it has one, else the secondary's.
     *
     * @throws UnavailableException if neither answers, or the primary does not and the secondary has nothing that can be read under
     *     one of the keys: the primary may have
     */
    public List<Tiered> find(List<DocumentKey> keys) {
        return usage.during(() -> reader.find(keys));
    }

    /**
     * The head of what the primary holds under {@code key}.
     *
     * @throws UnavailableException if the primary does not answer
     */
    public Optional<Head> headInPrimary(DocumentKey key) {
        return usage.during(() -> reader.headInPrimary(key));
    }

    /** Carries out {@code put} in the primary, then brings the secondary up to it. */
    public Replicated put(Put put, Replication replication) {
        return commit(put.key(), replication, () -> primary.documents().put(put));
    }

    /**
     * Carries out {@code commit}, which puts the document under {@code key} into the primary, then brings the secondary up to
     * it. That a replica is wanted is known before, so that it is made even if this process is killed in between. Of one
     * that {@linkplain DocumentKey#isMomentary is of the moment} none is ever wanted.
     */
    public Replicated commit(DocumentKey key, Replication replication, Supplier<Document> commit) {
        return usage.during(() -> commitOpen(key, replication, commit));
    }

    private Replicated commitOpen(DocumentKey key, Replication replication, Supplier<Document> commit) {
        boolean momentary = DocumentKey.isMomentary(key.kind());
        if (momentary && replication == Replication.REQUIRED) {
            throw new UnsupportedException("A replica of " + key
                    + " is required, but what is of the moment is never replicated. " + "Nothing was saved.");
        }
        boolean wanted = replication != Replication.NONE && !momentary;
        notices.beforePut(key);
        if (link == null || !wanted) {
            Document document = link == null ? commit.get() : link.primary().always(commit);
            return new Replicated(document, ReplicaState.NOT_WANTED, null);
        }
        try (Intent intent = link.replicator().intend(key)) {
            Document document = intent.during(() -> link.primary().always(commit));
            if (document.state() == DocumentState.ARCHIVED) {
                intent.drop();
                return new Replicated(document, ReplicaState.NOT_WANTED, null);
            }
            return link.replicator().replicate(intent, document, replication);
        }
    }

    /**
     * Carries out {@code commit}, which puts a document under each of {@code keys} into the primary, then brings the secondary up to
     * them; that replicas are wanted is known before.
     *
     * @return what became of each, in the order of the keys
     */
    public List<PutResult> commitAll(
            List<DocumentKey> keys, Replication replication, Supplier<List<PutResult>> commit) {
        return usage.during(() -> {
            keys.stream()
                    .filter(key -> IndexReplica.covers(key.scope(), key.kind()))
                    .findFirst()
                    .ifPresent(notices::beforePut);
            if (link == null) {
                return commit.get();
            }
            return replication == Replication.NONE
                    ? link.primary().always(commit)
                    : new TieredBatch(link, replication).commit(keys, commit);
        });
    }

    /** What the secondary lacks; nothing without one. */
    public ReplicationStatus replication() {
        return usage.during(() ->
                link == null ? ReplicationStatus.NOTHING : link.replicator().status());
    }

    /** Brings the secondary up to the primary now, with what others left behind who are gone. */
    public ReplicationStatus replicate() {
        ReadOnlyBackend.requireWritable(primary, "replicate");
        return usage.during(() -> {
            if (link != null) {
                link.replicator().recover();
                link.replicator().drain();
                link.replicator().report();
            }
            return replication();
        });
    }

    /**
     * Puts a blob again that {@code damaged} lacks or has damaged, from the copy in {@code healthy}, soon, if it is to be there:
     * if the document that names it, {@code found} by the primary's word, is live in that tier.
     */
    public void repairLater(Tiered found, StorageBackend healthy, StorageBackend damaged, Digest digest) {
        Document document = found.slot().document();
        boolean wanted = !isReadOnly()
                && !damaged.isReadOnly()
                && found.confirmed()
                && document != null
                && damaged.storeId().equals(primary.storeId()) == (document.state() == DocumentState.LIVE);
        if (link != null && document != null && wanted) {
            link.repair().later(healthy, damaged, document.key().scope(), digest);
        }
    }

    /** Compares both tiers, document by document, and mends what differs; see {@link ReconcileReport}. */
    public ReconcileReport reconcile(ReconcileOptions options) {
        if (secondary == null || link == null) {
            throw new UnsupportedException("There is no secondary to compare " + primary.location() + " with.");
        }
        if (!options.dryRun()) {
            ReadOnlyBackend.requireWritable(primary, "reconcile");
        }
        return usage.during(() -> new Reconciliation(primary, secondary, link.repair(), options).run());
    }

    /** What was counted since this was opened. */
    public TierStatistics statistics() {
        return link == null
                ? new TierStatistics(0, 0, 0, 0, 0, 0)
                : link.counters().read();
    }

    /** What is to be said to an index that is not open here, before something is written. */
    IndexNotices notices() {
        return notices;
    }

    /** Makes the primary forget a secondary or an index that is gone for good; false if it knew of none with that id. */
    public boolean forgetSecondary(String storeId) {
        if (secondary != null && secondary.storeId().equals(storeId)) {
            throw new IllegalArgumentException("The secondary " + secondary.location()
                    + " is in use here; open the primary alone to make it forget that one.");
        }
        ReadOnlyBackend.requireWritable(primary, "forget a secondary");
        IndexCoverage.forget(primary, storeId);
        return Pairing.forget(primary, storeId);
    }

    /** How many documents are pending here, by what this one knows; asks no store. */
    public long pending() {
        return link == null ? 0 : link.replicator().count();
    }

    /** For each tier whether it is asked at present; asks none. */
    public Map<Tier, Boolean> trusted() {
        return link == null
                ? Map.of(Tier.PRIMARY, true)
                : Map.of(
                        Tier.PRIMARY, link.primary().isTrusted(),
                        Tier.SECONDARY, link.secondary().isTrusted());
    }

    /** How a tier is: whether it answers, and what it said last if it does not. */
    public List<TierHealth> health() {
        List<TierHealth> health = new ArrayList<>();
        health.add(TierProbe.ask(Tier.PRIMARY, primary, link == null ? null : link.primary()));
        if (secondary != null && link != null) {
            health.add(TierProbe.ask(Tier.SECONDARY, secondary, link.secondary()));
        }
        return health;
    }

    @Override
    public String storeId() {
        return primary.storeId();
    }

    @Override
    public Set<String> storeIds() {
        Set<String> ids = new HashSet<>(primary.storeIds());
        if (secondary != null) {
            ids.addAll(secondary.storeIds());
        }
        return Set.copyOf(ids);
    }

    @Override
    public String location() {
        return secondary == null ? primary.location() : primary.location() + " with secondary " + secondary.location();
    }

    @Override
    public Optional<Path> folder(String scope) {
        return primary.folder(scope);
    }

    @Override
    public Capabilities capabilities() {
        return primary.capabilities();
    }

    @Override
    public boolean isReadOnly() {
        return primary.isReadOnly();
    }

    @Override
    public DocumentStore documents() {
        return documents;
    }

    @Override
    public BlobStore blobs() {
        return blobs;
    }

    @Override
    public JournalStore journals() {
        return primary.journals();
    }

    @Override
    public Optional<DocumentIndex> index() {
        return primary.index();
    }

    @Override
    public Hold hold() {
        return primary.hold();
    }

    @Override
    public List<Vacuumed> vacuum() {
        return usage.during(() -> Stream.of(primary, secondary)
                .filter(Objects::nonNull)
                .flatMap(store -> store.vacuum().stream())
                .toList());
    }

    @Override
    public Hold watch(ChangeListener listener) {
        return primary.watch(listener);
    }

    @Override
    public Hold holdExclusively() {
        return primary.holdExclusively();
    }

    @Override
    public void close() {
        if (link != null) {
            link.worker().close();
        }
        if (!usage.close()) {
            return;
        }
        notices.close();
        try {
            if (link != null) {
                link.close();
            }
        } finally {
            closeStores();
        }
    }

    private void closeStores() {
        try {
            primary.close();
        } finally {
            if (secondary != null) {
                secondary.close();
            }
        }
    }
}
