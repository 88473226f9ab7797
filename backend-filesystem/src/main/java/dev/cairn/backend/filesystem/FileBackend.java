package dev.cairn.backend.filesystem;

import dev.cairn.UnsupportedException;
import dev.cairn.spi.BlobStore;
import dev.cairn.spi.Capabilities;
import dev.cairn.spi.Capability;
import dev.cairn.spi.DocumentStore;
import dev.cairn.spi.Durability;
import dev.cairn.spi.Hold;
import dev.cairn.spi.JournalStore;
import dev.cairn.spi.StorageBackend;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A store in a folder of open files: one JSON file for each document, one file for each blob, JSON Lines for each journal.
 *
 * <p>Several threads and processes may use it at once. The files are the whole truth: nothing has to be replayed, and other
 * tools may read them at any time.
 */
final class FileBackend implements StorageBackend {
    private final String storeId;
    private final Opening opening;
    private final Capabilities capabilities;
    private final FileDocumentStore documents;
    private final FileBlobStore blobs;
    private final FileJournalStore journals;

    FileBackend(String storeId, Opening opening, Forcing forcing) {
        this.storeId = storeId;
        this.opening = opening;
        this.documents = new FileDocumentStore(opening);
        this.blobs = new FileBlobStore(opening, documents::scopes);
        this.journals = new FileJournalStore(opening, blobs, documents::scopes);
        Set<Capability> features = EnumSet.of(Capability.SHARED, Capability.POSITIONAL_FILES);
        if (!opening.readOnly()) {
            features.add(Capability.EXCLUSIVE_HOLD);
        }
        boolean power = forcing == Forcing.FORCE && Forcing.reachesFolders();
        this.capabilities = new Capabilities(power ? Durability.POWER : Durability.PROCESS, features);
    }

    @Override
    public String storeId() {
        return storeId;
    }

    @Override
    public String location() {
        return "filesystem " + opening.layout().root();
    }

    @Override
    public Optional<Path> folder(String scope) {
        return Optional.of(opening.layout().scope(scope));
    }

    @Override
    public Capabilities capabilities() {
        return capabilities;
    }

    @Override
    public boolean isReadOnly() {
        return opening.readOnly();
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
    public Hold hold() {
        return opening.readOnly() ? opening.reading(() -> () -> {}) : entered(HoldGate::shared);
    }

    @Override
    public Hold holdExclusively() {
        if (opening.readOnly()) {
            throw new UnsupportedException(
                    "The store " + location() + " was opened for reading only; it cannot keep other writers out.");
        }
        return entered(HoldGate::exclusive);
    }

    @Override
    public void close() {
        opening.close();
    }

    @Override
    public String toString() {
        return location();
    }

    /** Waits outside of the calls that {@link #close()} waits for, and keeps the locks alive until it is given back. */
    private Hold entered(Function<HoldGate, Hold> enter) {
        SharedStore shared = opening.writing(access -> access.shared().again());
        try {
            return new StoreHold(enter.apply(shared.gate()), shared);
        } catch (RuntimeException e) {
            shared.release();
            throw e;
        }
    }
}
