package dev.cairn.testkit.faults;

import dev.cairn.spi.BlobStore;
import dev.cairn.spi.Capabilities;
import dev.cairn.spi.ChangeListener;
import dev.cairn.spi.DocumentIndex;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.DocumentStore;
import dev.cairn.spi.Hold;
import dev.cairn.spi.JournalStore;
import dev.cairn.spi.StorageBackend;
import dev.cairn.spi.Vacuumed;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A backend around another one, in which happens what a {@link Faults} says. Without a fault it is the other one: it passes
 * the same contract.
 *
 * <p><b>A crash.</b> From the step that a test chose on, every call is a {@link SimulatedCrash}, and nothing of the process
 * changes the store any more: what was begun stays as it is, a blob that was being written stays unfinished. Only what an
 * operating system gives back when a process ends is given back: holds, at the latest by {@link #close}, and what the store
 * itself releases when it is closed. So a test lets the crash pass through, closes, and opens the store again as the next process
 * would. Other threads end with their call under way. It is no loss of power: what the store was told reaches it, forced or
 * not.
 */
public final class FaultyBackend implements StorageBackend {
    private final StorageBackend backend;
    private final Faults faults;
    private final DocumentStore documents;
    private final BlobStore blobs;
    private final JournalStore journals;
    private final @Nullable DocumentIndex index;
    private final Set<Hold> held = ConcurrentHashMap.newKeySet();

    /** Owns {@code backend} from now on: it is closed with this. */
    public FaultyBackend(StorageBackend backend, Faults faults) {
        this.backend = backend;
        this.faults = faults;
        Steps steps = new Steps(faults, backend.location());
        this.documents = new FaultyDocuments(backend.documents(), steps);
        this.blobs = new FaultyBlobs(backend.blobs(), steps);
        this.journals = new FaultyJournals(backend.journals(), steps);
        this.index = backend.index().map(own -> new FaultyIndex(own, steps)).orElse(null);
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
        return backend.capabilities();
    }

    @Override
    public boolean isReadOnly() {
        return backend.isReadOnly();
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
        return Optional.ofNullable(index);
    }

    @Override
    public Hold hold() {
        return held(Operation.HOLD, backend::hold);
    }

    @Override
    public Hold holdExclusively() {
        return held(Operation.HOLD_EXCLUSIVELY, backend::holdExclusively);
    }

    @Override
    public Hold watch(ChangeListener listener) {
        return held(Operation.WATCH, () -> backend.watch(new LivingListener(listener, faults)));
    }

    @Override
    public List<Vacuumed> vacuum() {
        return faults.enter(backend.location(), Operation.VACUUM, List.of(), "").run(backend::vacuum);
    }

    @Override
    public void close() {
        if (faults.crashed()) {
            held.forEach(Hold::close);
        }
        backend.close();
    }

    private Hold held(Operation operation, Supplier<Hold> taking) {
        Hold hold = faults.enter(backend.location(), operation, List.of(), "").run(taking);
        held.add(hold);
        return () -> {
            hold.close();
            held.remove(hold);
        };
    }

    /** Tells a listener nothing more when its process has ended. */
    private record LivingListener(ChangeListener listener, Faults faults) implements ChangeListener {
        @Override
        public void changed(DocumentKey key, long revision) {
            if (!faults.crashed()) {
                listener.changed(key, revision);
            }
        }

        @Override
        public void lost() {
            if (!faults.crashed()) {
                listener.lost();
            }
        }
    }
}
