package dev.cairn.backend.filesystem;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Lists folders one after the other, opening each only when it is reached and closing it at its end. Folders that do not
 * exist are empty. Used by one thread.
 */
final class FolderListing implements Iterator<Path>, AutoCloseable {
    private final Deque<Path> waiting;
    private @Nullable Path folder;
    private @Nullable DirectoryStream<Path> open;
    private Iterator<Path> entries = List.<Path>of().iterator();

    private FolderListing(Collection<Path> folders) {
        this.waiting = new ArrayDeque<>(folders);
    }

    /** The entries of all {@code folders}, lazily; to be closed. */
    static Stream<Path> of(Collection<Path> folders) {
        FolderListing listing = new FolderListing(folders);
        return StreamSupport.stream(
                        Spliterators.spliteratorUnknownSize(listing, Spliterator.NONNULL | Spliterator.DISTINCT), false)
                .onClose(listing::close);
    }

    /** The folders in {@code folder}, at once. */
    static List<Path> foldersIn(Path folder) {
        try (Stream<Path> entries = of(List.of(folder))) {
            return entries.filter(Files::isDirectory).toList();
        }
    }

    /** The name of an entry. */
    static String name(Path entry) {
        return String.valueOf(entry.getFileName());
    }

    @Override
    public boolean hasNext() {
        try {
            while (!entries.hasNext()) {
                close();
                Path next = waiting.poll();
                if (next == null) {
                    return false;
                }
                open(next);
            }
            return true;
        } catch (DirectoryIteratorException e) {
            throw FileErrors.unreadable("Cannot list a folder", shown(), causeOf(e));
        }
    }

    @Override
    public Path next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return entries.next();
    }

    @Override
    public void close() {
        DirectoryStream<Path> present = open;
        open = null;
        entries = List.<Path>of().iterator();
        if (present != null) {
            try {
                present.close();
            } catch (IOException e) {
                throw FileErrors.unreadable("Cannot close a folder", shown(), e);
            }
        }
    }

    @SuppressWarnings("StreamResourceLeak") // closed by close(), at its end or before
    private void open(Path next) {
        folder = next;
        try {
            DirectoryStream<Path> stream = Files.newDirectoryStream(next);
            open = stream;
            entries = stream.iterator();
        } catch (NoSuchFileException | NotDirectoryException e) {
            entries = List.<Path>of().iterator();
        } catch (IOException e) {
            throw FileErrors.unreadable("Cannot list a folder", next, e);
        }
    }

    private static IOException causeOf(DirectoryIteratorException wrapper) {
        return wrapper.getCause() == null ? new IOException(wrapper) : wrapper.getCause();
    }

    private Path shown() {
        return folder == null ? Path.of("") : folder;
    }
}
