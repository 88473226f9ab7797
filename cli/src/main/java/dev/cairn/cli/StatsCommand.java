package dev.cairn.cli;

import dev.cairn.workspace.DiskUse;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** Counts what a store holds. */
@Command(
        name = "stats",
        description = {
            "Counts documents, blobs and journals by experiment and kind, with their bytes.",
            "'on disk' is what the folder of an experiment takes; databases do not tell that by experiment."
        })
final class StatsCommand extends CairnCommand {
    @Override
    public Integer call() {
        try (OpenStore store = reading()) {
            List<String> ids = store.isOneExperiment()
                    ? List.of(store.experimentId())
                    : store.workspace().experiments();
            Stream<List<@Nullable Object>> rows = ids.stream().flatMap(id -> rows(store, id));
            output().table(
                            Table.of(List.of("experiment", "kind", "count", "bytes"), rows),
                            "Nothing was saved in " + store.whole().tiers().location() + " yet.");
        }
        return ExitCode.OK;
    }

    private static Stream<List<@Nullable Object>> rows(OpenStore store, String id) {
        DiskUse use = store.workspace().experiment(id).diskUse();
        List<List<@Nullable Object>> rows = new ArrayList<>();
        use.documents().forEach((kind, amount) -> rows.add(row(id, kind, amount)));
        rows.add(row(id, "(blobs)", use.blobs()));
        rows.add(row(id, "(journals)", use.journals()));
        rows.add(Table.row(id, "(all)", null, new Cells.Bytes(use.bytes())));
        store.whole().tiers().folder(id).ifPresent(folder -> rows.add(onDisk(id, folder)));
        return rows.stream();
    }

    private static List<@Nullable Object> row(String id, String kind, DiskUse.Amount amount) {
        return Table.row(id, kind, amount.count(), new Cells.Bytes(amount.bytes()));
    }

    private static List<@Nullable Object> onDisk(String id, Path folder) {
        FolderSize size = new FolderSize();
        try {
            if (Files.isDirectory(folder)) {
                Files.walkFileTree(folder, size);
            }
        } catch (IOException e) {
            return Table.row(id, "(on disk: " + e.getMessage() + ")", null, null);
        }
        return Table.row(id, "(on disk)", size.files, new Cells.Bytes(size.bytes));
    }

    /** Adds up files; those that go meanwhile count nothing. */
    private static final class FolderSize extends SimpleFileVisitor<Path> {
        private long files;
        private long bytes;

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            files++;
            bytes += attributes.size();
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw e;
        }
    }
}
