package dev.cairn.spi;

import dev.cairn.UnavailableException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.UUID;

/**
 * Puts a new file in the place of an old one in one step: all of it, or nothing. It is written beside its place, forced to disk, and moved
 * there; whoever fails leaves what was there before.
 */
public final class FileReplacement {
    private FileReplacement() {}

    /** Writes the content. */
    public interface Content {
        void writeTo(FileChannel channel) throws IOException;
    }

    /** Looks at what was written before it is moved; an exception leaves what was there. */
    public interface Check {
        void check(Path written) throws IOException;
    }

    /** Has the content written beside the path, forces it to disk, and moves it there. */
    public static void replace(Path path, Content content) throws IOException {
        replace(path, content, written -> {});
    }

    private static void replace(Path path, Content content, Check check) throws IOException {
        Path temp = path.resolveSibling("." + UUID.randomUUID() + ".tmp");
        try {
            try (FileChannel channel =
                    FileChannel.open(temp, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                content.writeTo(channel);
                channel.force(true);
            }
            check.check(temp);
            Files.move(temp, path, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | RuntimeException | Error e) {
            discard(temp, e);
            throw e;
        }
        forceFolder(Objects.requireNonNull(path.toAbsolutePath().getParent()));
    }

    /**
     * Writes a file for a user: missing folders are made, and a name without an extension gets {@code extension}.
     *
     * @param extension with its dot: {@code .json}
     * @return where it is
     * @throws UnavailableException if it cannot be written
     */
    public static Path export(Path path, String extension, Content content) {
        return export(path, extension, content, written -> {});
    }

    /** The same of what {@code check} looked at before. */
    public static Path export(Path path, String extension, Content content, Check check) {
        Path target = withExtension(path, extension).toAbsolutePath();
        try {
            Files.createDirectories(Objects.requireNonNull(target.getParent()));
            replace(target, content, check);
            return target;
        } catch (IOException e) {
            throw new UnavailableException("Cannot write '" + target + "': " + e, e);
        }
    }

    /** The same of bytes that are there already. */
    public static Path export(Path path, String extension, byte[] bytes) {
        return export(path, extension, channel -> {
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
        });
    }

    /** A dot in front makes a file hidden, and is none of an extension. */
    private static Path withExtension(Path path, String extension) {
        Path name = path.getFileName();
        if (name == null || name.toString().isEmpty()) {
            throw new IllegalArgumentException("The path '" + path + "' names no file.");
        }
        return name.toString().lastIndexOf('.') > 0 ? path : path.resolveSibling(name + extension);
    }

    private static void discard(Path temp, Throwable failure) {
        try {
            Files.deleteIfExists(temp);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    /** Windows cannot open a folder, and needs not. */
    private static void forceFolder(Path folder) throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(folder)) {
                channel.force(true);
            }
        }
    }
}
