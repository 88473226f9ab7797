package dev.cairn.backend.filesystem;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The folders that this process changed and did not force yet. A file system that writes down its changes in their order has by then
 * often done so, since another file was forced in between, and forcing the folder costs next to nothing.
 */
final class UnsettledFolders {
    private final Forcing forcing;
    private final AtomicLong changes = new AtomicLong();

    /** The number of the last change of each. */
    private final Map<Path, Long> changed = new ConcurrentHashMap<>();

    UnsettledFolders(Forcing forcing) {
        this.forcing = forcing;
    }

    /** To be called before {@code folder} is changed. */
    void changing(Path folder) {
        changed.put(folder, changes.incrementAndGet());
    }

    /** Returns when those of {@code folders} that were changed before this call are sure to stay so. */
    void settle(Collection<Path> folders) throws IOException {
        for (Path folder : folders) {
            Long change = changed.get(folder);
            if (change != null) {
                forcing.folder(folder);
                // Only now, lest another thread trust it too early; and not if it was changed again meanwhile.
                changed.remove(folder, change);
            }
        }
    }
}
