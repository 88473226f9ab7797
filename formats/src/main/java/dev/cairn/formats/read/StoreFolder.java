package dev.cairn.formats.read;

import dev.cairn.spi.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.stream.Stream;

/** The folder of a store of another program: finds and reads what is in it, and nothing that a symbolic link outside leads to. */
final class StoreFolder {
    private final Path root;
    private final Path real;

    StoreFolder(Path root) {
        this.root = root;
        try {
            this.real = root.toRealPath();
        } catch (IOException e) {
            throw BadFile.unreadable(root, e);
        }
    }

    Path root() {
        return root;
    }

    /** The files in a folder below, with this ending, sorted; none if there is no such folder. */
    List<Path> files(Path folder, String ending) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> file.getFileName().toString().endsWith(ending))
                    .filter(file -> !Files.isDirectory(file))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw BadFile.unreadable(folder, e);
        }
    }

    /**
     * The same file, if it is in the folder.
     *
     * @throws dev.cairn.CorruptException if it is a link that leads out
     */
    Path inside(Path file) {
        try {
            if (!file.toRealPath().startsWith(real)) {
                throw BadFile.whole(file, "it is a symbolic link that leads out of '" + root + "', so it is not read");
            }
            return file;
        } catch (IOException e) {
            throw BadFile.unreadable(file, e);
        }
    }

    /** A digest of the names and bytes of some files, in their order. */
    String digest(List<Path> files) {
        MessageDigest all = Digest.sha256();
        for (Path file : files) {
            all.update(root.relativize(file).toString().replace('\\', '/').getBytes(StandardCharsets.UTF_8));
            all.update((byte) 0);
            all.update(digest(file).getBytes(StandardCharsets.UTF_8));
        }
        return Digest.finish(all).hex();
    }

    /** The SHA-256 of a file. */
    String digest(Path file) {
        MessageDigest digest = Digest.sha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(inside(file)), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw BadFile.unreadable(file, e);
        }
        return Digest.finish(digest).hex();
    }
}
