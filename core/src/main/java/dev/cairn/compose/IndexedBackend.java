package dev.cairn.compose;

import dev.cairn.ConfigurationException;
import dev.cairn.IndexStatus;
import dev.cairn.MigrateOptions;
import dev.cairn.TierOptions;
import dev.cairn.UnsupportedException;
import dev.cairn.spi.BlobStore;
import dev.cairn.spi.Capabilities;
import dev.cairn.spi.Capability;
import dev.cairn.spi.ChangeListener;
import dev.cairn.spi.DocumentIndex;
import dev.cairn.spi.DocumentStore;
import dev.cairn.spi.Hold;
import dev.cairn.spi.JournalStore;
import dev.cairn.spi.StorageBackend;
import dev.cairn.spi.Usage;
import dev.cairn.spi.Vacuumed;
import dev.cairn.transfer.TransferReport;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A store, such as one of files, with an index in another one, such as a database. The files are the truth: everything is written there
 * first and read from there. The index is a replica without blobs, kept by the same means as a secondary, and answers queries; what it
 * may lack is read from the files. So whatever becomes of the index, no data are lost and no answer is wrong.
 */
public final class IndexedBackend implements StorageBackend {
    private static final Logger LOG = LoggerFactory.getLogger(IndexedBackend.class);

    private final StorageBackend files;
    private final StorageBackend index;
    private final IndexLink link;
    private final IndexedDocuments documents;
    private final IndexedQueries queries;
    private final Usage usage;

    /** Owns both from now on: they are closed with it. With the usual patience. */
    public IndexedBackend(StorageBackend files, StorageBackend index) {
        this(files, index, TierOptions.defaults(), System::nanoTime);
    }

    /**
     * Owns both from now on: they are closed with it.
     *
     * @param options how much patience there is with an index that does not answer
     * @param nanoTime tells the nanoseconds by which it is left alone
     * @throws ConfigurationException if {@code index} cannot answer queries, is the same store, or belongs to other files
     */
    public IndexedBackend(StorageBackend files, StorageBackend index, TierOptions options, LongSupplier nanoTime) {
        if (index.index().isEmpty()) {
            throw new ConfigurationException("The store " + index.location()
                    + " has no index of its own, so it can be none of " + files.location() + ". Use a database.");
        }
        this.files = files;
        this.index = index;
        Pairing.establish(files, index, false);
        begin(new IndexCoverage(files, index));
        this.link = IndexLink.open(files, index, options, nanoTime);
        this.usage = new Usage(location());
        this.documents = new IndexedDocuments(files.documents(), link, usage);
        this.queries = new IndexedQueries(link, usage);
    }

    private void begin(IndexCoverage coverage) {
        if (files.isReadOnly() || index.isReadOnly()) {
            return;
        }
        coverage.announce();
        if (!coverage.stands() && Pairing.isEmpty(files) && Pairing.isEmpty(index)) {
            coverage.set();
        } else if (!coverage.stands()) {
            LOG.warn(
                    "The index {} does not know all of {}, so queries are answered by reading the files; rebuild it once.",
                    index.location(),
                    files.location());
        }
    }

    /**
     * {@code store} as one with an index in another store.
     *
     * @throws UnsupportedException if it is none
     */
    public static IndexedBackend of(StorageBackend store) {
        if (store instanceof IndexedBackend indexed) {
            return indexed;
        }
        throw new UnsupportedException("The store " + store.location() + " has no index in another store"
                + (store.index().isPresent() ? ": its own is always up to date." : "; open it with one."));
    }

    /** How the index of {@code store} stands, be it opened to be read only; empty if it has none in another store. */
    public static Optional<IndexStatus> statusOf(StorageBackend store) {
        StorageBackend behind = store instanceof ReadOnlyBackend reading ? reading.behind() : store;
        return behind instanceof IndexedBackend indexed ? Optional.of(indexed.status()) : Optional.empty();
    }

    /** The store that is indexed. */
    public StorageBackend files() {
        return files;
    }

    /**
     * Makes the index say what the files say, document by document; while that goes on, it answers as before where it could. A damaged
     * file is named in the report and left out. What matches costs a look-up, so running it again goes on where it was stopped.
     *
     * @param experiments those to be done; all of them if none is named
     * @return what was done: copied are documents that the index had not or otherwise, removed are those that it had and the files have not
     */
    public TransferReport rebuild(MigrateOptions options, String... experiments) {
        return usage.during(() -> new IndexRebuild(link, options, Set.of(experiments)).run());
    }

    /** How the index stands; asks both stores. */
    public IndexStatus status() {
        return usage.during(queries::status);
    }

    /** Brings the index up to date now, with what others left behind who were killed. */
    public void synchronize() {
        usage.during(() -> {
            link.replicator().recover();
            link.replicator().drain();
            link.replicator().report();
            return true;
        });
    }

    @Override
    public String storeId() {
        return files.storeId();
    }

    @Override
    public Set<String> storeIds() {
        Set<String> ids = new HashSet<>(files.storeIds());
        ids.addAll(index.storeIds());
        return Set.copyOf(ids);
    }

    @Override
    public String location() {
        return files.location() + " with index " + index.location();
    }

    @Override
    public Optional<Path> folder(String scope) {
        return files.folder(scope);
    }

    @Override
    public Capabilities capabilities() {
        EnumSet<Capability> features = EnumSet.of(Capability.QUERYABLE);
        features.addAll(files.capabilities().features());
        if (!index.capabilities().has(Capability.SHARED)) {
            features.remove(Capability.SHARED);
        }
        return new Capabilities(files.capabilities().durability(), features);
    }

    @Override
    public boolean isReadOnly() {
        return files.isReadOnly();
    }

    @Override
    public DocumentStore documents() {
        return documents;
    }

    @Override
    public BlobStore blobs() {
        return files.blobs();
    }

    @Override
    public JournalStore journals() {
        return files.journals();
    }

    @Override
    public Optional<DocumentIndex> index() {
        return Optional.of(queries);
    }

    @Override
    public Hold hold() {
        return files.hold();
    }

    @Override
    public Hold watch(ChangeListener listener) {
        return files.watch(listener);
    }

    @Override
    public Hold holdExclusively() {
        return files.holdExclusively();
    }

    @Override
    public List<Vacuumed> vacuum() {
        return Stream.of(files, index).flatMap(store -> store.vacuum().stream()).toList();
    }

    @Override
    public void close() {
        link.worker().close();
        if (!usage.close()) {
            return;
        }
        try {
            link.close();
        } finally {
            closeStores();
        }
    }

    private void closeStores() {
        try {
            files.close();
        } finally {
            index.close();
        }
    }
}
