package dev.cairn.backend.filesystem;

import dev.cairn.CorruptException;
import dev.cairn.UnavailableException;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.DocumentState;
import dev.cairn.spi.Slot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lists scopes, kinds, keys and documents from the names of folders and files; other files among them are passed over. */
final class DocumentListing {
    private static final Logger LOG = LoggerFactory.getLogger(DocumentListing.class);

    private final FileLayout layout;
    private final DocumentReader reader;

    DocumentListing(FileLayout layout, DocumentReader reader) {
        this.layout = layout;
        this.reader = reader;
    }

    /** The scopes whose folders can be told. */
    List<String> scopes() {
        return FolderListing.foldersIn(layout.root()).stream()
                .flatMap(folder -> scope(folder).stream())
                .toList();
    }

    /** The kinds of a scope. */
    List<String> kinds(String scope) {
        Set<String> kinds = new TreeSet<>();
        for (Path folder : List.of(layout.scope(scope), layout.tombstones(scope))) {
            FolderListing.foldersIn(folder).stream()
                    .map(FolderListing::name)
                    .filter(FileNames::isKind)
                    .map(FileNames::kindOf)
                    .forEach(kinds::add);
        }
        return List.copyOf(kinds);
    }

    /** The keys of the visible documents; opens only files whose names do not tell. */
    Stream<DocumentKey> keys(String scope, String kind) {
        return FolderListing.of(List.of(layout.documents(scope, kind)))
                .flatMap(file -> key(file, scope, kind).stream());
    }

    /** The documents in the given states, and the damaged ones; a file that cannot be read is damage and stops nothing. */
    Stream<Slot> scan(String scope, String kind, Set<DocumentState> states) {
        List<Path> folders = new ArrayList<>();
        if (states.contains(DocumentState.LIVE) || states.contains(DocumentState.ARCHIVED)) {
            folders.add(layout.documents(scope, kind));
        }
        if (states.contains(DocumentState.DELETED)) {
            folders.add(layout.tombstones(scope, kind));
        }
        return FolderListing.of(folders)
                .filter(file -> stem(file) != null)
                .flatMap(file -> slot(file, scope, kind).stream())
                .filter(slot -> slot.document() == null
                        || states.contains(slot.document().state()));
    }

    private Optional<String> scope(Path folder) {
        String name = FolderListing.name(folder);
        if (FileNames.isPlain(name)) {
            return isCopy(folder, name) ? Optional.empty() : Optional.of(name);
        }
        if (!FileNames.isHashed(name)) {
            return Optional.empty();
        }
        try {
            Optional<String> told = StoreMeta.readScope(FileLayout.metaIn(folder))
                    .filter(scope -> FileNames.of(scope).equals(name));
            if (told.isEmpty()) {
                LOG.warn("The scope in {} is left out, since its _meta.json does not tell its name.", folder);
            }
            return told;
        } catch (CorruptException e) {
            LOG.warn("The scope in {} is left out, since its name cannot be read: {}", folder, e.getMessage());
            return Optional.empty();
        }
    }

    /** Whether the folder of a scope was copied within the store: its documents say that they belong to the other one. */
    private static boolean isCopy(Path folder, String name) {
        try {
            Optional<String> told =
                    StoreMeta.readScope(FileLayout.metaIn(folder)).filter(scope -> !scope.equals(name));
            told.ifPresent(scope -> LOG.warn(
                    "The folder {} is left out: its _meta.json says that it is the experiment '{}', so it is a copy. Move it out "
                            + "of the store; to have it under another name, save its results again there.",
                    folder,
                    scope));
            return told.isPresent();
        } catch (CorruptException e) {
            LOG.warn("What {} says of itself cannot be read; it is taken by its name: {}", folder, e.getMessage());
            return false;
        }
    }

    private Optional<DocumentKey> key(Path file, String scope, String kind) {
        String stem = stem(file);
        if (stem == null) {
            return Optional.empty();
        }
        if (FileNames.isPlain(stem)) {
            return Optional.of(new DocumentKey(scope, kind, stem));
        }
        try {
            return reader.document(file, scope, kind).map(Document::key);
        } catch (CorruptException | UnavailableException e) {
            LOG.warn("A document is left out of the listing, since its key cannot be read: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<Slot> slot(Path file, String scope, String kind) {
        try {
            return reader.document(file, scope, kind)
                    .filter(document -> !isStale(document))
                    .map(Slot::of);
        } catch (CorruptException e) {
            return Optional.of(damaged(file, scope, kind, e));
        } catch (UnavailableException e) {
            return Optional.of(damaged(file, scope, kind, new CorruptException(String.valueOf(e.getMessage()), e)));
        }
    }

    private static Slot damaged(Path file, String scope, String kind, CorruptException damage) {
        DocumentKey key = Optional.ofNullable(stem(file))
                .filter(FileNames::isPlain)
                .map(id -> new DocumentKey(scope, kind, id))
                .orElse(null);
        return Slot.damaged(key, damage);
    }

    /** Whether it is a tombstone beside a document, which then counts. */
    private boolean isStale(Document document) {
        return document.state() == DocumentState.DELETED && Files.exists(layout.document(document.key()));
    }

    /** The encoded name of a document's file; null for a file of somebody else. */
    private static @Nullable String stem(Path file) {
        String name = FolderListing.name(file);
        if (!name.endsWith(FileLayout.DOCUMENT)) {
            return null;
        }
        String stem = name.substring(0, name.length() - FileLayout.DOCUMENT.length());
        return FileNames.isPlain(stem) || FileNames.isHashed(stem) ? stem : null;
    }
}
