package dev.cairn.formats.read;

import dev.cairn.StorageException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folder of an experiment that metalab keeps: its manifests, and its runs with derived metrics, artifacts, logs and structured data.
 * A run that cannot be read does not keep the others from being read.
 */
public final class MetaLabReader implements ResultReader {
    private static final String META = "_meta.json";

    @Override
    public String name() {
        return "metalab";
    }

    @Override
    public boolean recognizes(FileHead head) {
        return false;
    }

    @Override
    public boolean recognizesFolder(Path folder) {
        Path meta = folder.resolve(META);
        return Files.isRegularFile(meta) && FileHead.of(meta).text().contains("\"metalab\"");
    }

    @Override
    public void read(Path source, ReadOptions options, ReadTarget target) {
        MetaLabStore store = new MetaLabStore(source.toAbsolutePath().normalize(), options.zone());
        for (Path file : store.manifests()) {
            part(file, target, () -> MetaLabManifest.read(store, file));
        }
        for (Path file : store.runs()) {
            part(file, target, () -> MetaLabRun.read(store, file));
        }
    }

    /** Reads a part. */
    private interface Reading {
        ExperimentPart read();
    }

    private static void part(Path file, ReadTarget target, Reading reading) {
        ExperimentPart part;
        try {
            part = reading.read();
        } catch (StorageException e) {
            target.failed(file, e);
            return;
        } catch (IllegalArgumentException e) {
            target.failed(file, BadFile.whole(file, String.valueOf(e.getMessage())));
            return;
        }
        target.part(part);
    }
}
