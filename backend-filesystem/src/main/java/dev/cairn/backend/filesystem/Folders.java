package dev.cairn.backend.filesystem;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes the folders of a store so that they survive what their files survive: the entry of a new folder is forced too.
 *
 * <p>Remembers which folders stand, within bounds. One that another process made a moment ago is forced as well, since that
 * process may have died before it did so.
 */
final class Folders {
    private static final int REMEMBERED = 20_000;
    private static final Duration YOUNG = Duration.ofMinutes(1);

    private final Path root;
    private final Forcing forcing;
    private final Set<Path> standing = ConcurrentHashMap.newKeySet();

    /** Makes folders below {@code root}, which stands. */
    Folders(Path root, Forcing forcing) {
        this.root = root;
        this.forcing = forcing;
    }

    /** Makes the folder of a store, and those above it, where they are missing. */
    static void makeRoot(Path root, Forcing forcing) throws IOException {
        Path parent = root.getParent();
        if (Files.isDirectory(root) || parent == null) {
            return;
        }
        makeRoot(parent, forcing);
        if (make(root)) {
            forcing.folder(parent);
        }
    }

    /** Sees to it that {@code folder}, below the root, stands durably. */
    void ensure(Path folder) throws IOException {
        Path parent = folder.getParent();
        if (parent == null || folder.equals(root) || standing.contains(folder)) {
            return;
        }
        ensure(parent);
        if (make(folder) || isYoung(folder)) {
            forcing.folder(parent);
        }
        remember(folder);
    }

    /** Forgets what stands, because something was found to be gone. */
    void forget() {
        standing.clear();
    }

    private void remember(Path folder) {
        if (standing.size() >= REMEMBERED) {
            standing.clear();
        }
        standing.add(folder);
    }

    /** The root itself may be a link or lie behind one; nothing below it may. */
    private static boolean make(Path folder) throws IOException {
        try {
            Files.createDirectory(folder);
            return true;
        } catch (FileAlreadyExistsException e) {
            refuseLink(folder);
            if (!Files.isDirectory(folder)) {
                throw e;
            }
            return false;
        }
    }

    /** Nothing in a store is written through a symbolic link, since it would reach beyond the store. */
    static void refuseLink(Path path) throws IOException {
        if (Files.isSymbolicLink(path)) {
            throw new FileSystemException(
                    path.toString(), null, path + " is a symbolic link, and nothing in a store is written through one");
        }
    }

    private static boolean isYoung(Path folder) throws IOException {
        Instant created = Files.readAttributes(folder, BasicFileAttributes.class)
                .creationTime()
                .toInstant();
        return created.isAfter(Instant.now().minus(YOUNG));
    }
}
