package dev.cairn.backend.filesystem;

import dev.cairn.OutcomeUnknownException;
import dev.cairn.StorageException;
import dev.cairn.UnavailableException;
import dev.cairn.UnsupportedException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.List;

/**
 * Makes files appear, whole and durable, or not at all: written as a temporary file, forced, moved to their place in one
 * step, and the folder forced after it.
 */
final class DurableFiles {
    private static final int MOVES = 10;
    private static final long BETWEEN_MOVES = 100_000_000;

    private final Writer writer;
    private final Forcing forcing;
    private final Folders folders;
    private final UnsettledFolders unsettled;

    /** Writes below {@code root} as {@code writer}. */
    DurableFiles(Path root, Writer writer, Forcing forcing) {
        this.writer = writer;
        this.forcing = forcing;
        this.folders = new Folders(root, forcing);
        this.unsettled = new UnsettledFolders(forcing);
    }

    /** A name for a temporary file that nobody else uses. */
    Path newTemp() {
        return writer.newTemp();
    }

    /** How what is written is forced. */
    Forcing forcing() {
        return forcing;
    }

    /** Puts {@code bytes} in the place of {@code target}, whatever was there. */
    void write(Path target, byte[] bytes) {
        Path temp = newTemp();
        fill(temp, bytes);
        publish(temp, target);
    }

    /** The same, but what was moved into {@code earlier} by {@link #placeForLater} is sure to stay there before it is in its place. */
    void writeAfter(Collection<Path> earlier, Path target, byte[] bytes) {
        Path temp = newTemp();
        fill(temp, bytes);
        try {
            unsettled.settle(earlier);
        } catch (IOException e) {
            StorageException failure = FileErrors.unwritable("Cannot write a file", target, e);
            discard(temp, failure);
            throw failure;
        }
        publish(temp, target);
    }

    /** Returns when what was moved into {@code folders} by {@link #placeForLater} is sure to stay there. */
    void settleEarlier(Collection<Path> folders) {
        for (Path folder : folders) {
            try {
                unsettled.settle(List.of(folder));
            } catch (IOException e) {
                throw unknown(folder, e);
            }
        }
    }

    /** Moves a whole and forced temporary file to {@code target}, where {@link #writeAfter} makes it stay before something names it. */
    void placeForLater(Path temp, Path target) {
        unsettled.changing(parent(target));
        place(temp, target);
    }

    /** Moves a whole and forced temporary file to {@code target}, and returns when it is sure to stay there. */
    void publish(Path temp, Path target) {
        place(temp, target);
        settle(target);
    }

    /** Moves a whole temporary file to {@code target}; whether it stays there over a loss of power is seen to later. */
    void place(Path temp, Path target) {
        try {
            moveIntoFolder(temp, target, parent(target));
        } catch (IOException e) {
            StorageException failure = unmoved(target, e);
            discard(temp, failure);
            throw failure;
        }
    }

    /** Forces the entries of the folder of {@code target}, which was changed. */
    void settle(Path target) {
        try {
            forcing.folder(parent(target));
        } catch (IOException e) {
            throw unknown(target, e);
        }
    }

    /** Forces a file that another writer, who may not have forced anything, moved to its place, and that place. */
    void settleAll(Path file) {
        try {
            forcing.file(file);
        } catch (IOException e) {
            throw unknown(file, e);
        }
        settle(file);
    }

    /** Removes a file, if it is there, durably. */
    void delete(Path file) {
        try {
            if (remove(file)) {
                forcing.folder(parent(file));
            }
        } catch (IOException e) {
            throw new OutcomeUnknownException(
                    "Whether " + file + " is gone for good is not known: " + FileErrors.reason(e)
                            + ". Read it back before you do it again.",
                    e);
        }
    }

    /** Removes a file; false if it was not there. */
    boolean remove(Path file) throws IOException {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        folders.ensure(parent(file));
        return Files.deleteIfExists(file);
    }

    /** Sees to it that a file which others wrote can be changed in place. */
    void requireOwn(Path file) throws IOException {
        folders.ensure(parent(file));
        Folders.refuseLink(file);
    }

    /** Removes a temporary file that is not wanted, since {@code failure} came first. */
    void discard(Path temp, Throwable failure) {
        try {
            Files.deleteIfExists(temp);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    private void fill(Path temp, byte[] bytes) {
        try (FileOutputStream file = new FileOutputStream(temp.toFile())) {
            file.write(bytes);
            forcing.file(file);
        } catch (IOException e) {
            StorageException failure = FileErrors.unwritable("Cannot write a file", temp, e);
            discard(temp, failure);
            throw failure;
        }
    }

    private void moveIntoFolder(Path temp, Path target, Path folder) throws IOException {
        try {
            folders.ensure(folder);
            move(temp, target);
        } catch (NoSuchFileException e) {
            // Somebody removed the folder, or one above it, since it was seen last.
            folders.forget();
            folders.ensure(folder);
            move(temp, target);
        }
    }

    /** Windows refuses to replace a file that somebody reads; readers are quick. */
    private static void move(Path temp, Path target) throws IOException {
        for (int left = MOVES; ; left--) {
            try {
                Files.move(temp, target, StandardCopyOption.ATOMIC_MOVE);
                return;
            } catch (AccessDeniedException e) {
                if (left == 1 || Forcing.reachesFolders()) {
                    throw e;
                }
                Uninterrupted.pause(BETWEEN_MOVES);
            }
        }
    }

    private static StorageException unmoved(Path target, IOException cause) {
        return cause instanceof AtomicMoveNotSupportedException
                ? new UnsupportedException(
                        "Cannot move a file to " + target + " in one step: its folder lies on another file system than"
                                + " the store's _tmp. Keep all of a store on one.",
                        cause)
                : FileErrors.unwritable("Cannot write a file", target, cause);
    }

    private static OutcomeUnknownException unknown(Path file, IOException cause) {
        return new OutcomeUnknownException(
                file + " was written, but it is not sure to stay so over a loss of power: "
                        + FileErrors.reason(cause)
                        + ". Read it back before you write it again, and remove nothing that it names.",
                cause);
    }

    private static Path parent(Path file) {
        Path parent = file.getParent();
        if (parent == null) {
            throw new UnavailableException("The file " + file + " lies in no folder.");
        }
        return parent;
    }
}
