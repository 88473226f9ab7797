package dev.cairn.backend.filesystem;

import dev.cairn.spi.BlobInfo;
import dev.cairn.spi.BlobReader;
import dev.cairn.spi.BlobSink;
import dev.cairn.spi.BlobStore;
import dev.cairn.spi.Digest;
import dev.cairn.spi.Swept;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps blobs as files named by the SHA-256 of their content.
 *
 * <p>A blob is written beside its final place, forced, and moved there atomically, so a reader sees all of it or nothing.
 * Writing a blob that exists, with the right length, only renews its age, which is the time of the file's last change. Safe for use by many threads
 * and processes. Does not know who names a blob.
 */
final class FileBlobStore implements BlobStore {
    private static final Logger LOG = LoggerFactory.getLogger(FileBlobStore.class);
    private static final Pattern SHARD = Pattern.compile("[0-9a-f]{2}");
    private static final Pattern REST = Pattern.compile("[0-9a-f]{62}");

    private final Opening opening;
    private final FileLayout layout;
    private final Supplier<List<String>> scopes;

    /** Whether the document that names a blob is what makes it stay. */
    private final boolean forDocuments;

    /** {@code scopes} lists the scopes of the store. */
    FileBlobStore(Opening opening, Supplier<List<String>> scopes) {
        this(opening, scopes, false);
    }

    private FileBlobStore(Opening opening, Supplier<List<String>> scopes, boolean forDocuments) {
        this.opening = opening;
        this.scopes = scopes;
        this.forDocuments = forDocuments;
        this.layout = opening.layout();
    }

    @Override
    public BlobSink create(String scope) {
        return opening.writing(access -> new FileBlobSink(
                access.files(),
                (sink, digest) ->
                        opening.writing(later -> name(later, layout.blob(scope, digest), scope, digest, sink))));
    }

    /** The folder of a blob is forced by the put of the document that names it, after the document's own file, and not twice. */
    @Override
    public BlobStore forDocuments() {
        return new FileBlobStore(opening, scopes, true);
    }

    @Override
    public Set<Digest> touch(String scope, Collection<Digest> digests) {
        return opening.writing(access -> {
            BlobAges ages = new BlobAges(access);
            Set<Digest> missing = new LinkedHashSet<>();
            for (Digest digest : digests) {
                Path blob = layout.blob(scope, digest);
                if (!holding(access, digest, () -> ages.renew(blob))) {
                    missing.add(digest);
                }
            }
            return missing;
        });
    }

    @Override
    public BlobReader open(String scope, Digest digest) {
        return opening.reading(() -> new FileBlobReader(layout.blob(scope, digest), digest));
    }

    @Override
    public Stream<BlobInfo> list(String scope) {
        return opening.reading(() -> FolderListing.of(FolderListing.foldersIn(layout.blobs(scope)).stream()
                        .filter(folder ->
                                SHARD.matcher(FolderListing.name(folder)).matches())
                        .toList())
                .filter(file -> REST.matcher(FolderListing.name(file)).matches())
                .flatMap(file -> info(file).stream()));
    }

    @Override
    public List<String> scopes() {
        return scopes.get();
    }

    @Override
    public Instant now() {
        return opening.readOnly() ? opening.reading(Instant::now) : opening.writing(WriteAccess::fileTime);
    }

    @Override
    public Swept sweep(String scope, Collection<Digest> candidates, Instant touchedBefore) {
        return opening.writing(access -> {
            Swept swept = Swept.NOTHING;
            for (Digest digest : candidates) {
                Path blob = layout.blob(scope, digest);
                swept = swept.plus(holding(access, digest, () -> removeIfOld(access, blob, touchedBefore)));
            }
            return swept;
        });
    }

    /** Gives the bytes of {@code sink} their name; false if that blob was there, which is then as if it were just put. */
    private boolean name(WriteAccess access, Path blob, String scope, Digest digest, FileBlobSink sink) {
        BlobAges ages = new BlobAges(access);
        if (isThere(blob, sink) && holding(access, digest, () -> ages.renew(blob))) {
            return false;
        }
        access.describe(scope);
        sink.finish();
        return holding(access, digest, () -> {
            if (isThere(blob, sink) && ages.renew(blob)) {
                return false;
            }
            if (sink.idle()) {
                ages.renew(sink.file());
            }
            if (forDocuments) {
                access.files().placeForLater(sink.file(), blob);
            } else {
                access.files().publish(sink.file(), blob);
            }
            return true;
        });
    }

    /** One with other bytes was damaged, or cut off by a loss of power before it was forced, and is written anew. */
    private static boolean isThere(Path blob, FileBlobSink sink) {
        Optional<Long> size = FileReads.attributes(blob).map(BasicFileAttributes::size);
        if (size.isEmpty()) {
            return false;
        }
        boolean same = size.get() == sink.length() && sink.equalsFile(blob);
        if (!same) {
            LOG.warn("The blob {} does not hold the bytes that are its name; it is written anew.", blob);
        }
        return same;
    }

    private static Swept removeIfOld(WriteAccess access, Path blob, Instant touchedBefore) {
        Optional<BasicFileAttributes> found = FileReads.attributes(blob);
        if (found.isEmpty() || !found.get().lastModifiedTime().toInstant().isBefore(touchedBefore)) {
            return Swept.NOTHING;
        }
        try {
            return access.files().remove(blob) ? new Swept(1, found.get().size()) : Swept.NOTHING;
        } catch (IOException e) {
            throw FileErrors.unwritable("Cannot remove a blob", blob, e);
        }
    }

    private static Optional<BlobInfo> info(Path file) {
        Path shard = file.getParent();
        String digest = (shard == null ? "" : FolderListing.name(shard)) + FolderListing.name(file);
        return FileReads.attributes(file)
                .map(found -> new BlobInfo(
                        new Digest(digest),
                        found.size(),
                        found.lastModifiedTime().toInstant()));
    }

    private static <T> T holding(WriteAccess access, Digest digest, Supplier<T> work) {
        return access.locks().holding(RangeLocks.Region.BLOBS, digest.hex(), work);
    }
}
