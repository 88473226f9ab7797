package dev.cairn.tensor;

import dev.cairn.CorruptException;
import dev.cairn.spi.FileReplacement;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Map;

/**
 * An open safetensors file.
 *
 * <p>Reads at 64-bit positions what is asked for and nothing else; nothing is mapped or cached. Safe for use by many
 * threads. Who opened it closes it; the reader throws {@link java.nio.channels.ClosedChannelException} from then on.
 */
public final class SafetensorsFile implements AutoCloseable {
    private final Path path;
    private final FileChannel channel;
    private final SafetensorsReader reader;

    private SafetensorsFile(Path path, FileChannel channel, SafetensorsReader reader) {
        this.path = path;
        this.channel = channel;
        this.reader = reader;
    }

    /**
     * Opens a file and checks its header.
     *
     * @throws CorruptException if it is not a complete and valid safetensors file; names the path and the place
     * @throws IOException if it is absent or cannot be read
     */
    public static SafetensorsFile open(Path path) throws IOException {
        FileChannel channel = FileChannel.open(path);
        try {
            return new SafetensorsFile(path, channel, SafetensorsReader.open(PositionalBytes.of(channel)));
        } catch (CorruptException e) {
            channel.close();
            throw new CorruptException("Cannot read " + path + ". " + e.getMessage(), e);
        } catch (IOException | RuntimeException | Error e) {
            channel.close();
            throw e;
        }
    }

    /**
     * Writes a file of these tensors, each by its name, byte for byte as the reference would.
     *
     * <p>It is written beside its place under a name that begins with {@code .} and ends with {@code .tmp}, forced to disk,
     * and moved there in one step, so a reader sees the old file or the new one. If anything fails, the old file stays and
     * the temporary one is removed.
     *
     * @param metadata free text by free names; may be empty
     * @throws IllegalArgumentException if a name is {@code __metadata__}, or a name or the metadata are not valid text
     * @throws IOException if the folder is absent, cannot be written, or is full
     */
    public static void write(Path path, Map<String, Tensor> tensors, Map<String, String> metadata) throws IOException {
        FileReplacement.replace(path, channel -> SafetensorsWriter.writeAll(tensors, metadata, channel::write));
    }

    /** The path it was opened by. */
    public Path path() {
        return path;
    }

    /** What the file says about its tensors. */
    public SafetensorsHeader header() {
        return reader.header();
    }

    /** Reads tensors, whole or in part, as long as this file is open. */
    public SafetensorsReader reader() {
        return reader;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
