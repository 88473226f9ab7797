package dev.cairn.formats.read;

import dev.cairn.UnsupportedException;
import dev.cairn.workspace.TensorPrefixes;
import dev.cairn.workspace.TensorStore;
import dev.cairn.workspace.TensorTrees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The tree of a local store of mi_crow: the tensors of each run with what is said of them. Either the base folder is given, in which the
 * runs are in {@code runs}, or that folder itself.
 */
public final class MiCrowReader implements ResultReader {
    private static final Pattern FLAT = Pattern.compile("batch_\\d{6,}\\.safetensors");
    private static final Pattern BY_LAYER = Pattern.compile("batch_\\d+");
    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*");
    private static final String RUNS = "runs";

    @Override
    public String name() {
        return "mi-crow";
    }

    @Override
    public boolean recognizes(FileHead head) {
        return false;
    }

    @Override
    public boolean recognizesFolder(Path folder) {
        Path absolute = folder.toAbsolutePath().normalize();
        return holdsRuns(absolute.resolve(RUNS)) || isRunsFolder(absolute);
    }

    private static boolean isRunsFolder(Path folder) {
        return folder.getFileName() != null
                && folder.getParent() != null
                && PREFIX.matcher(folder.getFileName().toString()).matches()
                && holdsRuns(folder);
    }

    private static boolean holdsRuns(Path folder) {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.anyMatch(MiCrowReader::isRun);
        } catch (IOException e) {
            throw BadFile.unreadable(folder, e);
        }
    }

    private static boolean isRun(Path folder) {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.anyMatch(MiCrowReader::isTensors);
        } catch (IOException e) {
            throw BadFile.unreadable(folder, e);
        }
    }

    private static boolean isTensors(Path path) {
        String name = path.getFileName().toString();
        boolean described = Files.isRegularFile(path.resolve("metadata.json"));
        return FLAT.matcher(name).matches()
                || (described
                        && (name.equals("detectors") || BY_LAYER.matcher(name).matches()));
    }

    @Override
    public void read(Path source, ReadOptions options, ReadTarget target) {
        Path folder = source.toAbsolutePath().normalize();
        boolean base = holdsRuns(folder.resolve(RUNS));
        Path root = base ? folder : folder.getParent();
        if (root == null) {
            throw BadFile.whole(source, "it is in no folder");
        }
        String prefix = base ? RUNS : folder.getFileName().toString();
        TensorStore tree = TensorTrees.open(root, new TensorPrefixes(prefix, "datasets", "models"));
        String experiment =
                root.getFileName() == null ? name() : root.getFileName().toString();
        for (String run : tree.runs()) {
            Path runFolder = root.resolve(prefix).resolve(run);
            if (isRun(runFolder) || Files.exists(runFolder.resolve("meta.json"))) {
                target.part(new MiCrowRun(experiment, tree, run, runFolder, others(runFolder)));
            } else {
                target.failed(
                        runFolder,
                        new UnsupportedException("Cannot read '" + runFolder
                                + "': it holds no tensors and no meta.json, but other files."));
            }
        }
    }

    private static List<String> others(Path run) {
        try (Stream<Path> all = Files.list(run)) {
            return all.filter(path -> !isTensors(path))
                    .map(path -> path.getFileName().toString())
                    .filter(name -> !name.equals("meta.json"))
                    .sorted()
                    .map(name -> "the file or folder " + name)
                    .toList();
        } catch (IOException e) {
            throw BadFile.unreadable(run, e);
        }
    }
}
