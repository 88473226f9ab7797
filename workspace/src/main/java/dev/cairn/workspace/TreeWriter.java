package dev.cairn.workspace;

import dev.cairn.tensor.SafetensorsFile;
import dev.cairn.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes files into a folder, and nowhere else: a symbolic link that leads out of it is no folder of it, and one in the place of a file is replaced.
 * Each file is written beside its place, forced, and moved there in one step, so a reader sees the old one or the new one.
 */
final class TreeWriter {
    private final Path root;

    /** Writes into {@code root}, which is made if it is not there. */
    TreeWriter(Path root) throws IOException {
        make(root);
        this.root = root.toRealPath();
    }

    /** Writes what a file is to hold. */
    interface Content {
        void writeTo(FileChannel channel) throws IOException;
    }

    /** Makes the folder of that path, its names with a slash between them. */
    Path folder(String path) throws IOException {
        Path folder = root;
        for (String name : path.split("/")) {
            folder = folder.resolve(name);
            make(folder);
            Path real = folder.toRealPath();
            if (!real.startsWith(root)) {
                throw new IOException("'" + folder + "' is a link that leads out of '" + root + "'");
            }
            folder = real;
        }
        return folder;
    }

    /** Makes a folder if there is none; a link to one is one. */
    private static void make(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
        }
    }

    private Path file(String path) throws IOException {
        int slash = path.lastIndexOf('/');
        return folder(path.substring(0, slash)).resolve(path.substring(slash + 1));
    }

    void tensors(String path, Map<String, Tensor> tensors) throws IOException {
        SafetensorsFile.write(file(path), tensors, Map.of());
    }

    void json(String path, Map<String, ? extends @Nullable Object> object) throws IOException {
        byte[] json = TreeJson.write(object);
        replace(path, channel -> writeAll(channel, ByteBuffer.wrap(json)));
    }

    void replace(String path, Content content) throws IOException {
        Path file = file(path);
        Path part = file.resolveSibling("." + UUID.randomUUID() + ".tmp");
        try {
            try (FileChannel channel =
                    FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                content.writeTo(channel);
                channel.force(true);
            }
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
