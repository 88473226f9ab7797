package dev.cairn.backend.filesystem;

import dev.cairn.CorruptException;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentFrame;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.DocumentState;
import dev.cairn.spi.Head;
import dev.cairn.spi.RevisionClock;
import dev.cairn.spi.Slot;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads documents without a lock, while others write.
 *
 * <p>A key has up to two files: its document and, in a folder of its own, its tombstone. The document counts where it
 * exists. A deletion writes the tombstone before it removes the document, and a later save leaves the old tombstone; so
 * whoever finds neither looks for the document once more before saying that there is nothing.
 */
final class DocumentReader {
    private final FileLayout layout;
    private final RevisionClock clock;

    /** Tells {@code clock} of every revision that is met. */
    DocumentReader(FileLayout layout, RevisionClock clock) {
        this.layout = layout;
        this.clock = clock;
    }

    /** What stands under a key. */
    Slot slot(DocumentKey key) {
        try {
            return either(key, file -> document(file, key)).map(Slot::of).orElse(Slot.absent(key));
        } catch (CorruptException e) {
            return Slot.damaged(key, e);
        }
    }

    /** The head of what stands under a key, from the first bytes of its file alone. */
    Optional<Head> head(DocumentKey key) {
        return either(
                key,
                file -> FileReads.start(file, DocumentFrame.HEAD_BYTES)
                        .map(bytes -> DocumentFrame.head(bytes, bytes.length, layout.shown(file))));
    }

    /** The document in a file that belongs to {@code key}; empty if there is no such file. */
    Optional<Document> document(Path file, DocumentKey key) {
        return FileReads.all(file).map(bytes -> decode(file, bytes, key));
    }

    /** The document in {@code bytes}, which were read from a file that belongs to {@code key}. */
    Document decode(Path file, byte[] bytes, DocumentKey key) {
        Document document = DocumentFrame.decode(bytes, layout.shown(file));
        if (!document.key().equals(key)) {
            throw misplaced(file, document);
        }
        return checked(file, document);
    }

    /** The document in a file of the given scope and kind, whose name tells its id or not; empty if there is none. */
    Optional<Document> document(Path file, String scope, String kind) {
        return FileReads.all(file).map(bytes -> {
            Document document = DocumentFrame.decode(bytes, layout.shown(file));
            DocumentKey key = document.key();
            boolean here = key.scope().equals(scope)
                    && key.kind().equals(kind)
                    && FolderListing.name(file).equals(FileNames.of(key.id()) + FileLayout.DOCUMENT);
            if (!here) {
                throw misplaced(file, document);
            }
            return checked(file, document);
        });
    }

    private Document checked(Path file, Document document) {
        Path place = document.state() == DocumentState.DELETED
                ? layout.tombstone(document.key())
                : layout.document(document.key());
        if (!place.equals(file)) {
            throw misplaced(file, document);
        }
        clock.seen(document.revision());
        return document;
    }

    private <T> Optional<T> either(DocumentKey key, Function<Path, Optional<T>> read) {
        Path live = layout.document(key);
        return read.apply(live).or(() -> read.apply(layout.tombstone(key))).or(() -> read.apply(live));
    }

    private static CorruptException misplaced(Path file, Document document) {
        return new CorruptException("The file " + file + " holds the "
                + (document.state() == DocumentState.DELETED ? "tombstone" : "document") + " of " + document.key()
                + ", which belongs elsewhere. Somebody moved or renamed it; move it back or restore this one.");
    }
}
