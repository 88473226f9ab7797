package dev.cairn.backend.filesystem;

import dev.cairn.ConfigurationException;
import dev.cairn.spi.RevisionClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

/**
 * Opens the folder of a store, and makes a store of a folder that is empty. Two processes may do so at once: one of them makes
 * it. A folder that holds anything else, and a store of a newer format, are left as they are.
 */
final class StoreOpener {
    private static final int NAMED = 3;

    private final FileLayout layout;
    private final Forcing forcing;
    private final Clock clock;

    StoreOpener(Path root, Forcing forcing, Clock clock) {
        this.layout = new FileLayout(real(root.toAbsolutePath()));
        this.forcing = forcing;
        this.clock = clock;
    }

    /** Opens what is there for reading, and changes nothing at all. */
    FileBackend readOnly() {
        refuseFile();
        StoreMeta meta = StoreMeta.read(layout.meta())
                .orElseThrow(() -> new ConfigurationException("There is no store in " + layout.root()
                        + ", so there is nothing to read. Check 'base_path': a disk" + " may not be mounted."));
        Opening opening = new Opening(layout, new RevisionClock(clock), null);
        return new FileBackend(meta.storeId(), opening, forcing);
    }

    /** Opens what is there, or makes it. */
    FileBackend writable() {
        refuseFile();
        if (StoreMeta.read(layout.meta()).isEmpty()) {
            refuseForeign();
        }
        SharedStore shared = acquire();
        try {
            return shared.locks().holding(RangeLocks.META, () -> open(shared));
        } catch (RuntimeException e) {
            shared.release();
            throw e;
        }
    }

    /** Links that lead to the store are followed once, so that changing one never leads an open store elsewhere. */
    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            // It is still to be made.
            Path parent = path.getParent();
            Path name = path.getFileName();
            return parent == null || name == null ? path : real(parent).resolve(name);
        }
    }

    private SharedStore acquire() {
        try {
            Folders.makeRoot(layout.root(), forcing);
            return SharedStore.acquire(layout.lock());
        } catch (IOException e) {
            throw notWritable(e);
        }
    }

    private FileBackend open(SharedStore shared) {
        Writer writer = prepare(shared);
        DurableFiles files = new DurableFiles(layout.root(), writer, forcing);
        if (StoreMeta.read(layout.meta()).isEmpty()) {
            files.write(layout.meta(), StoreMeta.describeNew(clock.instant()));
        }
        StoreMeta meta = StoreMeta.read(layout.meta())
                .orElseThrow(() -> new ConfigurationException(
                        "The store in " + layout.root() + " was removed while it was opened. Open it again."));
        WriteAccess access = new WriteAccess(layout, shared, files);
        return new FileBackend(meta.storeId(), new Opening(layout, new RevisionClock(clock), access), forcing);
    }

    private Writer prepare(SharedStore shared) {
        try {
            Folders folders = new Folders(layout.root(), forcing);
            folders.ensure(layout.writers());
            folders.ensure(layout.temps());
            Writer writer = shared.writer(layout);
            LeftoverSweep.run(layout, writer);
            return writer;
        } catch (IOException e) {
            throw notWritable(e);
        }
    }

    private void refuseFile() {
        for (Path path = layout.root(); path != null; path = path.getParent()) {
            if (Files.exists(path)) {
                if (!Files.isDirectory(path)) {
                    throw new ConfigurationException("The base_path " + layout.root() + " cannot be a folder, since "
                            + path + " is a file. Choose a folder of its own for the store.");
                }
                return;
            }
        }
    }

    private void refuseForeign() {
        List<String> foreign = foreign();
        if (foreign.isEmpty() || StoreMeta.read(layout.meta()).isPresent()) {
            return;
        }
        if (Files.exists(layout.lock())) {
            throw new ConfigurationException(
                    "The folder " + layout.root() + " looks like a store whose _meta.json is missing."
                            + " Restore that file from a backup. Nothing was changed.");
        }
        String some = String.join(", ", foreign.subList(0, Math.min(NAMED, foreign.size())));
        throw new ConfigurationException("The folder " + layout.root() + " is no store and is not empty: it holds "
                + some + (foreign.size() > NAMED ? " and more" : "")
                + ". Choose an empty folder, or one that does not exist yet.");
    }

    private List<String> foreign() {
        try (Stream<Path> entries = FolderListing.of(List.of(layout.root()))) {
            return entries.map(FolderListing::name)
                    .filter(name -> !name.startsWith(".") && !name.equals("lost+found"))
                    .filter(name -> !FileLayout.precedesMeta(name))
                    .sorted()
                    .limit(NAMED + 1L)
                    .toList();
        }
    }

    private ConfigurationException notWritable(IOException cause) {
        return new ConfigurationException(
                "Cannot write into the folder " + layout.root() + ": " + FileErrors.reason(cause)
                        + ". Give this user the right to write there, choose another base_path, or open it with"
                        + " 'read_only'.",
                cause);
    }
}
