package dev.cairn.formats.imports;

import dev.cairn.formats.imports.ImportReport.Failure;
import dev.cairn.formats.imports.ImportReport.LeftOut;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What there is to import: the files in the folders given, in the order of their paths, and the folders that a reader recognizes as a
 * whole. Symbolic links in these folders are not followed: what they lead to is read under its own name, or is outside.
 */
final class ImportPlan {
    private final Predicate<Path> store;
    private final Map<Path, ImportSource> sources = new LinkedHashMap<>();
    private final List<LeftOut> leftOut = new ArrayList<>();
    private final List<Failure> failures = new ArrayList<>();

    /** A plan of nothing; {@code store} tells of a folder whether a reader recognizes it. */
    ImportPlan(Predicate<Path> store) {
        this.store = store;
    }

    /** Adds a file, or all that is in a folder. */
    void add(Path given) {
        Path path = given.toAbsolutePath().normalize();
        try {
            if (Files.isDirectory(path)) {
                Walk walk = new Walk(path);
                Files.walkFileTree(path.toRealPath(), walk);
                walk.found.stream()
                        .sorted(Comparator.comparing(ImportSource::path))
                        .forEach(this::add);
            } else if (Files.exists(path) && !Files.isRegularFile(path)) {
                failures.add(new Failure(path, null, "Cannot read '" + path + "': it is no regular file."));
            } else {
                Path folder = path.getParent();
                add(new ImportSource(path, folder == null ? path : folder, true, false, Files.size(path)));
            }
        } catch (IOException e) {
            failures.add(Unreadable.of(path, e));
        }
    }

    private void add(ImportSource source) {
        sources.putIfAbsent(source.path(), source);
    }

    List<ImportSource> sources() {
        return List.copyOf(sources.values());
    }

    List<LeftOut> leftOut() {
        return leftOut;
    }

    List<Failure> failures() {
        return failures;
    }

    /** Goes through a folder; finds each file under the path that was given, whatever links led to it. */
    private final class Walk extends SimpleFileVisitor<Path> {
        private final Path given;
        private final Path real;
        private final List<ImportSource> found = new ArrayList<>();

        Walk(Path given) throws IOException {
            this.given = given;
            this.real = given.toRealPath();
        }

        private Path named(Path path) {
            return given.resolve(real.relativize(path));
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
            if (!store.test(folder)) {
                return FileVisitResult.CONTINUE;
            }
            found.add(new ImportSource(named(folder), given, folder.equals(real), true, FolderSize.of(folder)));
            return FileVisitResult.SKIP_SUBTREE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isSymbolicLink()) {
                link(file);
            } else if (attributes.isRegularFile()) {
                found.add(new ImportSource(named(file), given, false, false, attributes.size()));
            } else {
                leftOut.add(new LeftOut(named(file), "it is no regular file"));
            }
            return FileVisitResult.CONTINUE;
        }

        private void link(Path link) {
            Path target = target(link);
            if (target == null) {
                leftOut.add(new LeftOut(named(link), "it is a symbolic link that leads nowhere"));
            } else if (target.startsWith(real)) {
                leftOut.add(new LeftOut(
                        named(link),
                        "it is a symbolic link to '" + named(target) + "', which is read by its own name"));
            } else {
                failures.add(new Failure(
                        named(link),
                        null,
                        "Cannot read '" + named(link) + "': it is a symbolic link that leads out of '" + given
                                + "', to '" + target + "'; name that if it is meant."));
            }
        }

        private @Nullable Path target(Path link) {
            try {
                return link.toRealPath();
            } catch (IOException e) {
                return null;
            }
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException why) {
            failures.add(Unreadable.of(named(file), why));
            return FileVisitResult.CONTINUE;
        }
    }
}
