package dev.cairn.backend.filesystem;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes the temporary files of writers that died. A writer is dead if the lock on its file can be taken, or if the file is
 * gone; how old anything is does not matter, so a writer that streams for hours keeps its files. Entries with names that no
 * writer gives are left alone.
 */
final class LeftoverSweep {
    private static final Logger LOG = LoggerFactory.getLogger(LeftoverSweep.class);
    private static final String UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
    private static final Pattern WRITER = Pattern.compile(UUID);
    private static final Pattern TEMP = Pattern.compile("(" + UUID + ")-[0-9]+\\.tmp");

    private LeftoverSweep() {}

    /** Sweeps, passing over {@code own}, whose file must not be opened a second time in its JVM. */
    static void run(FileLayout layout, Writer own) throws IOException {
        List<Path> temps = list(layout.temps());
        int removed = 0;
        for (Path entry : list(layout.writers())) {
            boolean writer = WRITER.matcher(name(entry)).matches() && Files.isRegularFile(entry);
            if (writer && !name(entry).equals(own.id())) {
                removed += removeIfDead(layout, entry);
            }
        }
        removed += removeOrphans(layout, temps);
        if (removed > 0) {
            LOG.info("Removed {} unfinished files that a process left in {} when it ended.", removed, layout.root());
        }
    }

    /** Removes all temporary files of one writer, and returns how many there were. */
    static int removeTemps(FileLayout layout, String id) throws IOException {
        int removed = 0;
        for (Path temp : list(layout.temps())) {
            if (Writer.owns(id, name(temp)) && Files.deleteIfExists(temp)) {
                removed++;
            }
        }
        return removed;
    }

    private static int removeIfDead(FileLayout layout, Path entry) throws IOException {
        try (FileChannel channel = FileChannel.open(entry, StandardOpenOption.WRITE)) {
            if (tryLock(channel) == null) {
                return 0;
            }
            int removed = removeTemps(layout, name(entry));
            Files.deleteIfExists(entry);
            return removed;
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /** The temporary files were listed before, so a writer that began since owns none of them. */
    private static int removeOrphans(FileLayout layout, List<Path> temps) throws IOException {
        int removed = 0;
        for (Path temp : temps) {
            Matcher name = TEMP.matcher(name(temp));
            if (name.matches() && !Files.exists(layout.writers().resolve(name.group(1)))) {
                removed += Files.deleteIfExists(temp) ? 1 : 0;
            }
        }
        return removed;
    }

    private static List<Path> list(Path folder) throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            stream.forEach(entries::add);
        } catch (NoSuchFileException e) {
            return List.of();
        }
        return entries;
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }
}
