package dev.cairn.tensor;

import dev.cairn.CorruptException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Opens the shards of an index one after the other and holds them against it. What it has opened, others close. */
final class ShardSet {
    private final Path index;
    private final Map<String, SafetensorsFile> files = new LinkedHashMap<>();
    private final Map<String, SafetensorsFile> byTensor = new LinkedHashMap<>();
    private final Map<String, String> holders = new LinkedHashMap<>();
    private final List<String> warnings = new ArrayList<>();

    ShardSet(Path index) {
        this.index = index;
    }

    Map<String, SafetensorsFile> files() {
        return files;
    }

    Map<String, SafetensorsFile> byTensor() {
        return byTensor;
    }

    List<String> warnings() {
        return warnings;
    }

    void open() throws IOException {
        ShardIndex read = ShardIndex.read(index);
        for (String name : read.shards().values()) {
            if (!files.containsKey(name)) {
                add(name, read);
            }
        }
        long bytes = 0;
        for (Map.Entry<String, String> mapping : read.shards().entrySet()) {
            bytes = CheckedMath.add(bytes, locate(mapping.getKey(), mapping.getValue()), "size of all tensors");
        }
        compare(read.totalSize(), bytes);
    }

    private void add(String name, ShardIndex read) throws IOException {
        SafetensorsFile shard = SafetensorsFile.open(resolve(name));
        files.put(name, shard);
        for (String tensor : shard.header().names()) {
            String other = holders.putIfAbsent(tensor, name);
            if (other != null) {
                throw new CorruptException("Tensor " + JsonText.shown(tensor) + " is in two shards, "
                        + JsonText.shown(other) + " and " + JsonText.shown(name) + ".");
            }
            if (!read.shards().containsKey(tensor)) {
                warnings.add("Tensor " + JsonText.shown(tensor) + " of shard " + JsonText.shown(name)
                        + " is not in the index.");
            }
        }
    }

    /** The bytes of a tensor, which must be in the shard that the index gives. */
    private long locate(String tensor, String name) {
        SafetensorsFile shard = Objects.requireNonNull(files.get(name));
        TensorInfo info = shard.header().find(tensor).orElseThrow(() -> misplaced(tensor, name));
        byTensor.put(tensor, shard);
        return info.byteSize();
    }

    private CorruptException misplaced(String tensor, String name) {
        String holder = holders.get(tensor);
        return new CorruptException("Tensor " + JsonText.shown(tensor) + " is not in its shard " + JsonText.shown(name)
                + (holder == null ? "" : ", but in " + JsonText.shown(holder))
                + ". The index and the shards are probably of two versions.");
    }

    /** The path of a shard with all links followed, which must end in one of the folders of the index. */
    private Path resolve(String name) throws IOException {
        Path folder = Objects.requireNonNull(index.toAbsolutePath().getParent());
        try {
            Path real = folder.resolve(name).toRealPath();
            requireInside(real, name, folder);
            if (!Files.isRegularFile(real)) {
                throw new CorruptException("The shard " + JsonText.shown(name) + " is not a file.");
            }
            return real;
        } catch (NoSuchFileException | InvalidPathException e) {
            throw new CorruptException(
                    "The shard " + JsonText.shown(name) + " is absent from " + folder
                            + ". It was probably not copied with the index.",
                    e);
        }
    }

    private void requireInside(Path real, String name, Path folder) throws IOException {
        Path parent = Objects.requireNonNull(real.getParent());
        if (!parent.equals(folder.toRealPath())
                && !parent.equals(index.toRealPath().getParent())) {
            throw new CorruptException("The shard " + JsonText.shown(name)
                    + " is a link that leaves the folder of the index, to " + real + ".");
        }
    }

    private void compare(@Nullable String totalSize, long bytes) {
        if (totalSize != null && !totalSize.equals(Long.toString(bytes))) {
            String shown = totalSize.length() <= 40 ? totalSize : totalSize.substring(0, 40) + "...";
            warnings.add("The index gives a total size of " + shown + ", but its tensors have " + bytes + " bytes.");
        }
    }

    /** Closes what is open because of a failure. */
    void close(Throwable failure) {
        try {
            closeAll(files.values());
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    /** Closes all, and then throws the first failure with the others attached. */
    static void closeAll(Collection<SafetensorsFile> files) throws IOException {
        IOException failure = null;
        for (SafetensorsFile file : files) {
            try {
                file.close();
            } catch (IOException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
