package dev.cairn.backend.filesystem;

import dev.cairn.spi.Digest;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.JournalKey;
import java.nio.file.Path;

/**
 * Where everything lies below the folder of a store. Touches no file.
 *
 * @param root the folder, absolute
 */
record FileLayout(Path root) {
    static final String OWN_PREFIX = "_";
    static final String DOCUMENT = ".json";
    static final String JOURNAL = ".jsonl";
    private static final String META = "_meta.json";
    private static final String LOCK = "_lock";
    private static final String WRITERS = "_writers";
    private static final String TEMPS = "_tmp";

    /** The store's own description; where it is, a store is. */
    Path meta() {
        return root.resolve(META);
    }

    /** The file whose byte ranges are locked. */
    Path lock() {
        return root.resolve(LOCK);
    }

    /** The folder with one locked file for each process that has the store open for writing. */
    Path writers() {
        return root.resolve(WRITERS);
    }

    /** The folder of files that are being written. */
    Path temps() {
        return root.resolve(TEMPS);
    }

    /** Whether a crash while the store was made can have left this entry of the root. */
    static boolean precedesMeta(String name) {
        return name.equals(LOCK) || name.equals(WRITERS) || name.equals(TEMPS);
    }

    Path scope(String scope) {
        return root.resolve(FileNames.of(scope));
    }

    /** The true name of a scope stands here. */
    Path scopeMeta(String scope) {
        return scope(scope).resolve(META);
    }

    /** The same for a scope of which only the folder is known. */
    static Path metaIn(Path scopeFolder) {
        return scopeFolder.resolve(META);
    }

    /** The folder of the visible documents of a kind. */
    Path documents(String scope, String kind) {
        return scope(scope).resolve(FileNames.ofKind(kind));
    }

    /** The folder with a folder of tombstones for each kind. */
    Path tombstones(String scope) {
        return scope(scope).resolve("_deleted");
    }

    /** The folder of the tombstones of a kind. */
    Path tombstones(String scope, String kind) {
        return tombstones(scope).resolve(FileNames.ofKind(kind));
    }

    /** The folder to which damaged documents of a kind are set aside. */
    Path damaged(String scope, String kind) {
        return scope(scope).resolve("_damaged").resolve(FileNames.ofKind(kind));
    }

    Path document(DocumentKey key) {
        return root.resolve(FileNames.of(key.scope())
                + '/'
                + FileNames.ofKind(key.kind())
                + '/'
                + FileNames.of(key.id())
                + DOCUMENT);
    }

    Path tombstone(DocumentKey key) {
        return tombstones(key.scope(), key.kind()).resolve(FileNames.of(key.id()) + DOCUMENT);
    }

    /** The folder with a folder of blobs for each first two digits. */
    Path blobs(String scope) {
        return scope(scope).resolve("_blobs");
    }

    Path blob(String scope, Digest digest) {
        return blobs(scope)
                .resolve(digest.hex().substring(0, 2))
                .resolve(digest.hex().substring(2));
    }

    /** The folder with a folder for each kind of owners of journals. */
    Path journals(String scope) {
        return scope(scope).resolve("_journals");
    }

    /** The folder of the journals of one owner. */
    Path journals(DocumentKey owner) {
        return journals(owner.scope()).resolve(FileNames.ofKind(owner.kind())).resolve(FileNames.of(owner.id()));
    }

    Path journal(JournalKey key) {
        return journals(key.owner()).resolve(FileNames.of(key.name()) + JOURNAL);
    }

    /** How messages name a file: in full, or from the root on where that is too long to be shown. */
    String shown(Path file) {
        String full = file.toString();
        return full.length() <= 80 ? full : root.relativize(file).toString();
    }
}
