package dev.cairn.chain;

import dev.cairn.UnavailableException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes a file beside its place, forces it to disk, and moves it there: readers see all of it, or what was there before. */
final class NewFile {
    private NewFile() {}

    /** Writes the content. */
    interface Content {
        void writeTo(OutputStream bytes) throws IOException;
    }

    /** Looks at what was written before it is moved. */
    interface Check {
        void check(Path written);
    }

    /**
     * Puts the content at {@code target}, of which missing parents are created.
     *
     * @throws UnavailableException if it cannot be written; what was there before still is
     */
    static void write(Path target, Content content, Check check) {
        Path absolute = target.toAbsolutePath();
        Path temporary = absolute.resolveSibling("." + UUID.randomUUID() + ".tmp");
        try {
            Path folder = absolute.getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            fill(temporary, content);
            check.check(temporary);
            Files.move(temporary, absolute, StandardCopyOption.ATOMIC_MOVE);
            force(folder);
        } catch (IOException e) {
            discard(temporary, e);
            throw new UnavailableException("Cannot write '" + target + "': " + e.getMessage(), e);
        } catch (RuntimeException | Error e) {
            discard(temporary, e);
            throw e;
        }
    }

    private static void fill(Path temporary, Content content) throws IOException {
        try (FileChannel channel =
                FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            OutputStream bytes = new BufferedOutputStream(Channels.newOutputStream(channel));
            content.writeTo(bytes);
            bytes.flush();
            channel.force(true);
        }
    }

    /** Windows cannot open a folder, and needs not. */
    private static void force(@Nullable Path folder) throws IOException {
        if (folder != null
                && folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(folder)) {
                channel.force(true);
            }
        }
    }

    private static void discard(Path temporary, Throwable failure) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }
}
