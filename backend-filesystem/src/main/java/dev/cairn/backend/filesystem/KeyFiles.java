package dev.cairn.backend.filesystem;

import dev.cairn.CorruptException;
import dev.cairn.spi.BlobRef;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentFrame;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.DocumentState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The two files of one key, the document and the tombstone, for whoever holds the key's lock.
 *
 * <p>A tombstone beside a document means nothing: it is of an older deletion, or of one that a crash broke off before the
 * document was removed. Readers show the document, so writers must build on it too.
 */
final class KeyFiles {
    private static final Logger LOG = LoggerFactory.getLogger(KeyFiles.class);

    private final DocumentKey key;
    private final Path live;
    private final Path tombstone;
    private final Path setAsideIn;
    private final WriteAccess access;
    private final DurableFiles files;
    private final DocumentReader reader;

    KeyFiles(DocumentKey key, WriteAccess access, DocumentReader reader) {
        FileLayout layout = access.layout();
        this.key = key;
        this.access = access;
        this.files = access.files();
        this.live = layout.document(key);
        this.tombstone = layout.tombstone(key);
        this.setAsideIn = layout.damaged(key.scope(), key.kind());
        this.reader = reader;
    }

    /**
     * What stands here, whatever its state; null if nothing does.
     *
     * @param replacing whether it will be replaced in any case, so that damage is set aside and counts as nothing
     * @throws CorruptException if it is damaged and {@code replacing} is false
     */
    @Nullable
    Document current(boolean replacing) {
        Document document = read(live, replacing);
        Document deleted = read(tombstone, replacing || document != null);
        if (deleted == null || document != null) {
            return document;
        }
        // The bytes of a damaged document that were set aside are no longer in the way.
        files.delete(live);
        return deleted;
    }

    /** Writes what shall stand here; it is higher than what did. */
    void write(Document document) {
        access.describe(key.scope());
        byte[] bytes = DocumentFrame.encode(document);
        if (document.state() == DocumentState.DELETED) {
            files.write(tombstone, bytes);
            files.delete(live);
        } else {
            files.writeAfter(foldersOfBlobs(document), live, bytes);
        }
    }

    private Set<Path> foldersOfBlobs(Document document) {
        Set<Path> folders = new LinkedHashSet<>();
        for (BlobRef blob : document.content().blobs().values()) {
            Path folder = access.layout().blob(key.scope(), blob.digest()).getParent();
            if (folder != null) {
                folders.add(folder);
            }
        }
        return folders;
    }

    /** Makes sure that what stands here stays: its writer may have died before it saw to that, or not force at all. */
    void settle(Document document) {
        files.settleEarlier(foldersOfBlobs(document));
        files.settleAll(document.state() == DocumentState.DELETED ? tombstone : live);
    }

    /** Removes both; the tombstone first, lest it come to mean something. */
    void removeAll() {
        files.delete(tombstone);
        files.delete(live);
    }

    private @Nullable Document read(Path file, boolean replacing) {
        byte[] bytes = FileReads.all(file).orElse(null);
        if (bytes == null) {
            return null;
        }
        try {
            return reader.decode(file, bytes, key);
        } catch (CorruptException e) {
            if (!replacing) {
                throw e;
            }
            setAside(file, bytes);
            if (file.equals(tombstone)) {
                // What is written next may leave it where it is, to be set aside again and again.
                files.delete(tombstone);
            }
            return null;
        }
    }

    private void setAside(Path file, byte[] bytes) {
        int n = 1;
        Path target = numbered(file, n);
        while (Files.exists(target)) {
            target = numbered(file, ++n);
        }
        files.write(target, bytes);
        LOG.warn("The damaged {} is replaced; its {} bytes were set aside as {}.", file, bytes.length, target);
    }

    private Path numbered(Path file, int n) {
        return setAsideIn.resolve(FolderListing.name(file) + "." + n);
    }
}
