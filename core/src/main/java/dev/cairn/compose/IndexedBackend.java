package dev.cairn.compose;

import dev.cairn.spi.BlobStore;
import dev.cairn.spi.Capabilities;
import dev.cairn.spi.DocumentStore;
import dev.cairn.spi.Hold;
import dev.cairn.spi.JournalStore;
import dev.cairn.spi.StorageBackend;

/** Files with a database beside them, which is opened and closed but not asked yet. */
final class IndexedBackend implements StorageBackend {
    private final StorageBackend files;
    private final StorageBackend index;

    /** Owns both from now on: they are closed with this. */
    IndexedBackend(StorageBackend files, StorageBackend index) {
        this.files = files;
        this.index = index;
    }

    @Override
    public String storeId() {
        return files.storeId();
    }

    @Override
    public String location() {
        return files.location();
    }

    @Override
    public Capabilities capabilities() {
        return files.capabilities();
    }

    @Override
    public boolean isReadOnly() {
        return files.isReadOnly();
    }

    @Override
    public DocumentStore documents() {
        return files.documents();
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
    public Hold hold() {
        return files.hold();
    }

    @Override
    public Hold holdExclusively() {
        return files.holdExclusively();
    }

    @Override
    public void close() {
        files.close();
        index.close();
    }
}
