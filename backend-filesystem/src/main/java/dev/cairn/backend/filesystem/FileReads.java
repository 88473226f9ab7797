package dev.cairn.backend.filesystem;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/** Reads small files, and tells one that is absent from one that cannot be read. */
final class FileReads {
    private FileReads() {}

    /** All bytes of a file; empty if there is none. */
    static Optional<byte[]> all(Path file) {
        return present(file, () -> Files.readAllBytes(file));
    }

    /** The first bytes of a file, up to {@code limit}; empty if there is none. */
    static Optional<byte[]> start(Path file, int limit) {
        return present(file, () -> {
            try (InputStream stream = Files.newInputStream(file)) {
                return stream.readNBytes(limit);
            }
        });
    }

    /** Size and times of a file; empty if there is none. */
    static Optional<BasicFileAttributes> attributes(Path file) {
        return present(file, () -> Files.readAttributes(file, BasicFileAttributes.class));
    }

    private static <T> Optional<T> present(Path file, Uninterrupted.Io<T> read) {
        try {
            return Optional.of(Uninterrupted.run(read));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw FileErrors.unreadable("Cannot read a file", file, e);
        }
    }
}
