package dev.cairn.compose;

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
import dev.cairn.spi.Vacuumed;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A store that is only read: every write is refused before anything is done, and what is read is what the store below answers.
 *
 * <p>Writes are also those that change no content: {@code touch} renews ages, {@code force} makes files durable, {@code seal}
 * makes a blob, and {@code holdExclusively} keeps others out, so {@link Capability#EXCLUSIVE_HOLD} is not declared. {@code hold}
 * holds nothing, for no save follows. Other openings of the same store may change it meanwhile, and {@code watch} tells of it.
 */
public final class ReadOnlyBackend implements StorageBackend {
    private final StorageBackend backend;
    private final Capabilities capabilities;
    private final DocumentStore documents;
    private final BlobStore blobs;
    private final JournalStore journals;

    /** Owns {@code backend} from now on: it is closed with this. */
    public ReadOnlyBackend(StorageBackend backend) {
        this.backend = backend;
        Set<Capability> features = EnumSet.noneOf(Capability.class);
        features.addAll(backend.capabilities().features());
        features.remove(Capability.EXCLUSIVE_HOLD);
        this.capabilities = new Capabilities(backend.capabilities().durability(), features);
        this.documents = new ReadOnlyDocuments(backend.documents(), backend.location());
        this.blobs = new ReadOnlyBlobs(backend.blobs(), backend.location());
        this.journals = new ReadOnlyJournals(backend.journals(), backend.location());
    }

    /**
     * Lets pass what changes {@code store}: {@code what}, an infinitive such as {@code save 'run_001'}.
     *
     * @throws UnsupportedException if it was opened to be read only, by whichever means
     */
    public static void requireWritable(StorageBackend store, String what) {
        if (store.isReadOnly()) {
            throw refusal(what, store.location());
        }
    }

    /** What this only reads. */
    StorageBackend behind() {
        return backend;
    }

    static UnsupportedException refusal(String what, String location) {
        return new UnsupportedException("Cannot " + what + ": " + location
                + " was opened for reading only. Nothing was changed; open it without 'read_only' or "
                + "builder().readOnly(true) to change it.");
    }

    @Override
    public String storeId() {
        return backend.storeId();
    }

    @Override
    public Set<String> storeIds() {
        return backend.storeIds();
    }

    @Override
    public String location() {
        return backend.location();
    }

    @Override
    public Optional<Path> folder(String scope) {
        return backend.folder(scope);
    }

    @Override
    public Capabilities capabilities() {
        return capabilities;
    }

    @Override
    public boolean isReadOnly() {
        return true;
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
        return journals;
    }

    @Override
    public Optional<DocumentIndex> index() {
        return backend.index().map(index -> new ReadOnlyIndex(index, location()));
    }

    @Override
    public Hold hold() {
        return () -> {};
    }

    @Override
    public Hold holdExclusively() {
        throw refusal("keep other writers out", location());
    }

    @Override
    public Hold watch(ChangeListener listener) {
        return backend.watch(listener);
    }

    @Override
    public List<Vacuumed> vacuum() {
        throw refusal("vacuum", location());
    }

    @Override
    public void close() {
        backend.close();
    }

    @Override
    public String toString() {
        return location() + ", read only";
    }
}
