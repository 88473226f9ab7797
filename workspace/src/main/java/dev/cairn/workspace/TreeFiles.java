package dev.cairn.workspace;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.cairn.CorruptException;
import dev.cairn.NotFoundException;
import dev.cairn.UnavailableException;
import dev.cairn.tensor.SafetensorsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The files of one folder: reads them, and nothing outside, wherever a name or a symbolic link leads. */
final class TreeFiles {
    private final Path root;

    TreeFiles(Path root) {
        try {
            this.root = root.toRealPath();
        } catch (IOException e) {
            throw new NotFoundException("There is no folder '" + root + "' to read tensors from.");
        }
        if (!Files.isDirectory(this.root)) {
            throw new NotFoundException("'" + root + "' is no folder to read tensors from.");
        }
    }

    Path root() {
        return root;
    }

    /** The file or folder under these names; empty if there is none, or it is outside of the folder. */
    Optional<Path> find(String... names) {
        Path path = root;
        for (String name : names) {
            if (name.isEmpty()
                    || name.equals(".")
                    || name.equals("..")
                    || name.contains("/")
                    || name.contains("\\")
                    || name.indexOf(0) >= 0) {
                return Optional.empty();
            }
            path = path.resolve(name);
        }
        try {
            return Optional.of(path.toRealPath()).filter(real -> real.startsWith(root));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The file under these names; empty if there is none, or a folder or a pipe or the like in its place. */
    Optional<Path> file(String... names) {
        return find(names).filter(Files::isRegularFile);
    }

    /** The names of what is in a folder, sorted; none if it is not there. */
    List<String> list(String... names) {
        Path folder = find(names)
                .filter(found -> Files.isDirectory(found, LinkOption.NOFOLLOW_LINKS))
                .orElse(null);
        if (folder == null) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UnavailableException("Cannot list '" + folder + "': " + e.getMessage(), e);
        }
    }

    boolean isFolder(String... names) {
        return find(names).filter(Files::isDirectory).isPresent();
    }

    /** The JSON object in a file; empty if there is no file. */
    Optional<Map<String, @Nullable Object>> object(String... names) {
        Path file = file(names).orElse(null);
        if (file == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(TreeJson.read(Files.readAllBytes(file)));
        } catch (JsonProcessingException e) {
            throw new CorruptException("'" + file + "' is no JSON object: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new UnavailableException("Cannot read '" + file + "': " + e.getMessage(), e);
        }
    }

    /** Opens a safetensors file; to be closed. */
    SafetensorsFile open(Path file) {
        try {
            return SafetensorsFile.open(file);
        } catch (NoSuchFileException e) {
            throw new NotFoundException("There is no file '" + file + "'.");
        } catch (IOException e) {
            throw new UnavailableException("Cannot read '" + file + "': " + e.getMessage(), e);
        }
    }
}
