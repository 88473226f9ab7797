package dev.cairn.compose;

import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.DocumentState;
import dev.cairn.spi.StorageBackend;
import dev.cairn.transfer.DocumentCopier;

/** A secondary: it gets documents with their blobs, but for what was archived there. */
record TierReplica(StorageBackend source, StorageBackend target, DocumentCopier copier) implements Replica {
    TierReplica(StorageBackend primary, StorageBackend secondary) {
        this(primary, secondary, new DocumentCopier(primary, secondary));
    }

    @Override
    public boolean wants(Document document) {
        return document.state() != DocumentState.ARCHIVED
                && !DocumentKey.isMomentary(document.key().kind());
    }

    @Override
    public DocumentCopier.Copied copy(Document document) {
        return copier.copy(document);
    }

    /** Whoever removes a slot removes the secondary's too. */
    @Override
    public void gone(DocumentKey key) {}

    @Override
    public void begins() {}

    @Override
    public boolean ends() {
        return true;
    }
}
