package dev.cairn.backend.filesystem;

import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.JournalKey;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lists who owns journals from the names of folders; reads only the first line of one where the name of its folder does not tell. */
final class JournalOwners {
    private static final Logger LOG = LoggerFactory.getLogger(JournalOwners.class);

    private final FileLayout layout;
    private final Supplier<List<String>> scopes;

    JournalOwners(FileLayout layout, Supplier<List<String>> scopes) {
        this.layout = layout;
        this.scopes = scopes;
    }

    /** All of them, lazily; to be closed. */
    Stream<DocumentKey> list() {
        return scopes.get().stream().flatMap(this::ofScope);
    }

    private Stream<DocumentKey> ofScope(String scope) {
        return FolderListing.foldersIn(layout.journals(scope)).stream()
                .filter(folder -> FileNames.isKind(FolderListing.name(folder)))
                .flatMap(folder -> ofKind(folder, scope, FileNames.kindOf(FolderListing.name(folder))));
    }

    private Stream<DocumentKey> ofKind(Path folder, String scope, String kind) {
        return FolderListing.of(List.of(folder)).flatMap(owner -> owner(owner, scope, kind).stream());
    }

    private Optional<DocumentKey> owner(Path folder, String scope, String kind) {
        String name = FolderListing.name(folder);
        try (Stream<Path> files = FolderListing.of(List.of(folder))) {
            Stream<Path> journals =
                    files.filter(file -> FolderListing.name(file).endsWith(FileLayout.JOURNAL));
            if (FileNames.isPlain(name)) {
                return journals.findFirst().map(any -> new DocumentKey(scope, kind, name));
            }
            return FileNames.isHashed(name) ? told(journals, folder, scope, kind) : Optional.empty();
        }
    }

    private Optional<DocumentKey> told(Stream<Path> journals, Path folder, String scope, String kind) {
        List<Path> files = journals.toList();
        Optional<DocumentKey> told = files.stream()
                .flatMap(file -> JournalLines.name(new JournalFile(file, layout.shown(file)).firstLine()).stream())
                .map(JournalKey::owner)
                .filter(owner -> layout.journals(owner).equals(folder)
                        && owner.scope().equals(scope)
                        && owner.kind().equals(kind))
                .findFirst();
        if (told.isEmpty() && !files.isEmpty()) {
            LOG.warn("The journals in {} are left out of the listing, since none of them tells its owner.", folder);
        }
        return told;
    }
}
