package dev.cairn.backend.filesystem;

import dev.cairn.ConflictException;
import dev.cairn.spi.BlobRef;
import dev.cairn.spi.BlobSink;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.JournalEntry;
import dev.cairn.spi.JournalKey;
import dev.cairn.spi.JournalPage;
import dev.cairn.spi.JournalStore;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps each journal as one file of JSON lines that only grows, as {@link JournalLines} describes.
 *
 * <p>An append holds the lock of the journal's owner, against threads and processes, and is one write that begins and ends with a line
 * break; so an entry that a crash cut off costs no other. Readers hold nothing.
 */
final class FileJournalStore implements JournalStore {
    private static final Logger LOG = LoggerFactory.getLogger(FileJournalStore.class);
    private static final int PAGE = 1000;

    private final Opening opening;
    private final FileLayout layout;
    private final FileBlobStore blobs;
    private final JournalOwners owners;

    /** Seals into {@code blobs}; {@code scopes} tells which there are. */
    FileJournalStore(Opening opening, FileBlobStore blobs, Supplier<List<String>> scopes) {
        this.opening = opening;
        this.layout = opening.layout();
        this.blobs = blobs;
        this.owners = new JournalOwners(layout, scopes);
    }

    @Override
    public long append(JournalKey key, List<String> entries) {
        byte[] lines = JournalLines.entries(entries);
        return changing(key, access -> {
            JournalAppend append = new JournalAppend(layout.journal(key), access);
            return lines.length == 0 ? append.length() : append.append(key, lines);
        });
    }

    @Override
    public long append(JournalKey key, long end, List<String> entries) {
        byte[] lines = JournalLines.entries(entries);
        return changing(key, access -> {
            JournalAppend append = new JournalAppend(layout.journal(key), access);
            long length = append.length();
            if (length != end) {
                throw new ConflictException(
                        "The " + key + " ends at byte " + length + ", not at byte " + end
                                + ": somebody else changed it. Nothing was appended; read on from there.",
                        length);
            }
            return lines.length == 0 ? length : append.append(key, lines);
        });
    }

    @Override
    public void force(JournalKey key) {
        Path file = layout.journal(key);
        changing(key, access -> {
            try {
                access.files().forcing().file(file);
                access.files().settle(file);
                return true;
            } catch (NoSuchFileException e) {
                return false;
            } catch (IOException e) {
                throw FileErrors.unwritable("Cannot force a journal to the disk", file, e);
            }
        });
    }

    @Override
    public JournalPage read(JournalKey key, long position, int limit) {
        if (position < 0 || limit < 0) {
            throw new IllegalArgumentException("Position and limit cannot be negative: " + position + ", " + limit);
        }
        return opening.reading(() -> file(layout.journal(key)).read(position, limit));
    }

    @Override
    public List<String> names(DocumentKey owner) {
        return opening.reading(() -> {
            try (Stream<Path> files = FolderListing.of(List.of(layout.journals(owner)))) {
                return files.flatMap(file -> name(file, owner).stream())
                        .sorted()
                        .toList();
            }
        });
    }

    @Override
    public Stream<DocumentKey> owners() {
        return opening.reading(() -> owners.list());
    }

    @Override
    public BlobRef seal(JournalKey key) {
        try (BlobSink sink = blobs.create(key.owner().scope())) {
            long position = 0;
            JournalPage page;
            do {
                page = read(key, position, PAGE);
                page.damages().forEach(damage -> LOG.warn("While the {} was sealed: {}", key, damage));
                sink.write(JournalLines.entries(
                        page.entries().stream().map(JournalEntry::json).toList()));
                position = page.next();
            } while (!page.entries().isEmpty() || !page.damages().isEmpty());
            return sink.commit();
        }
    }

    @Override
    public void delete(JournalKey key) {
        changing(key, access -> remove(key, access));
    }

    @Override
    public boolean delete(JournalKey key, long end) {
        return changing(
                key,
                access -> new JournalAppend(layout.journal(key), access).length() == end
                        && (end == 0 || remove(key, access)));
    }

    private boolean remove(JournalKey key, WriteAccess access) {
        access.files().delete(layout.journal(key));
        removeIfEmpty(layout.journals(key.owner()));
        return true;
    }

    /** All journals of one owner share a lock, since they share a folder that goes with the last of them. */
    private <T> T changing(JournalKey key, Function<WriteAccess, T> change) {
        DocumentKey owner = key.owner();
        String name = FileNames.of(owner.scope()) + '/' + owner.kind() + '/' + FileNames.of(owner.id());
        return opening.writing(
                access -> access.locks().holding(RangeLocks.Region.JOURNALS, name, () -> change.apply(access)));
    }

    private Optional<String> name(Path file, DocumentKey owner) {
        String name = FolderListing.name(file);
        if (!name.endsWith(FileLayout.JOURNAL)) {
            return Optional.empty();
        }
        String stem = name.substring(0, name.length() - FileLayout.JOURNAL.length());
        if (FileNames.isPlain(stem)) {
            return Optional.of(stem);
        }
        Optional<String> told = JournalLines.name(file(file).firstLine())
                .filter(key ->
                        key.owner().equals(owner) && FileNames.of(key.name()).equals(stem))
                .map(JournalKey::name);
        if (told.isEmpty() && FileNames.isHashed(stem)) {
            LOG.warn("The journal {} is left out of the listing, since its name cannot be read.", file);
        }
        return told;
    }

    private JournalFile file(Path file) {
        return new JournalFile(file, layout.shown(file));
    }

    private static void removeIfEmpty(Path folder) {
        try {
            Files.deleteIfExists(folder);
        } catch (DirectoryNotEmptyException e) {
            // Others of the owner are there.
        } catch (IOException e) {
            throw FileErrors.unwritable("Cannot remove the folder of a journal", folder, e);
        }
    }
}
