package dev.cairn.transfer;

import dev.cairn.CorruptException;
import dev.cairn.spi.Applied;
import dev.cairn.spi.BlobReader;
import dev.cairn.spi.BlobRef;
import dev.cairn.spi.BlobSink;
import dev.cairn.spi.BlobStore;
import dev.cairn.spi.Digest;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.DocumentState;
import dev.cairn.spi.Hold;
import dev.cairn.spi.StorageBackend;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Copies a document with its blobs from one backend to another, if it is newer there: the one way in which replicas,
 * archives and transfers are made.
 *
 * <p>Blobs first, then the document. A blob that the target has is not sent again; one that is sent must come out with the
 * digest that is its name.
 */
public final class DocumentCopier {
    private static final int BLOCK = 1 << 20;

    private final StorageBackend source;
    private final StorageBackend target;

    /** Copies from {@code source} to {@code target}. */
    public DocumentCopier(StorageBackend source, StorageBackend target) {
        this.source = source;
        this.target = target;
    }

    /**
     * What a copy did.
     *
     * @param applied what became of the document
     * @param bytes how many bytes of blobs were sent
     */
    public record Copied(Applied applied, long bytes) {}

    /**
     * Puts {@code document}, which the source held a moment ago, into the target with its revision, if it is newer there. If the
     * source holds nothing under its key any more, it was removed since, or the tombstone collected: nothing is copied, and what was
     * copied while that happened is removed again. Whoever removes it looks at the target once more afterwards.
     */
    public Copied copy(Document document) {
        try (Hold hold = target.hold()) {
            // Under the hold, for whoever collects a tombstone at once holds the target exclusively.
            if (isGone(document.key())) {
                return new Copied(Applied.NEWER_KEPT, 0);
            }
            long sent = document.state() == DocumentState.LIVE ? copyBlobs(document) : 0;
            Applied applied = target.documents().putNewer(document);
            if (applied == Applied.APPLIED && isGone(document.key())) {
                target.documents().remove(document.key(), document.revision());
                return new Copied(Applied.NEWER_KEPT, sent);
            }
            return new Copied(applied, sent);
        }
    }

    private boolean isGone(DocumentKey key) {
        try {
            return source.documents().head(key).isEmpty();
        } catch (CorruptException damaged) {
            // Damaged since: all the more is a copy wanted.
            return false;
        }
    }

    /**
     * Sends those blobs of {@code document} that the target lacks, without the document; the caller holds the target.
     *
     * @return how many bytes were sent
     */
    public long copyBlobs(Document document) {
        long sent = 0;
        for (Digest digest : missing(document)) {
            sent += send(document, digest);
        }
        return sent;
    }

    /** Touches the blobs of {@code document} in the target and returns those that it lacks. */
    Set<Digest> missing(Document document) {
        return target.blobs().touch(document.key().scope(), digestsOf(document));
    }

    /**
     * Reads every blob of {@code document} back from the target and computes its digest anew.
     *
     * @throws CorruptException if the target does not hold what the document names
     */
    public void verify(Document document) {
        digestsOf(document).forEach(digest -> verify(document, digest));
    }

    /** The same for one of its blobs. */
    void verify(Document document, Digest digest) {
        MessageDigest computed = Digest.sha256();
        read(target.blobs(), document.key().scope(), digest, computed::update);
        if (!Digest.finish(computed).equals(digest)) {
            throw damaged(document, digest, target);
        }
    }

    /**
     * Puts a blob into the target that it lost or damaged, in place of what it has there. Whoever names it must be live in the
     * target, or the caller holds the target: a sweep could take it for garbage.
     *
     * @return how many bytes were sent
     * @throws CorruptException if the source's copy is damaged too; the target keeps what it has
     */
    public long restoreBlob(String scope, Digest digest) {
        MessageDigest computed = Digest.sha256();
        try (BlobSink sink = target.blobs().create(scope)) {
            read(source.blobs(), scope, digest, block -> {
                computed.update(block.duplicate());
                sink.write(block);
            });
            if (!Digest.finish(computed).equals(digest)) {
                throw new CorruptException("The blob " + digest + " in " + source.location()
                        + " is damaged too, so it cannot repair the one in " + target.location() + ".");
            }
            sink.commit();
            return sink.length();
        }
    }

    /** Sends one blob of {@code document} and returns how many bytes it was. */
    long send(Document document, Digest digest) {
        String scope = document.key().scope();
        try (BlobSink sink = target.blobs().create(scope)) {
            read(source.blobs(), scope, digest, sink::write);
            if (!sink.commit().digest().equals(digest)) {
                throw damaged(document, digest, source);
            }
            return sink.length();
        }
    }

    private static void read(BlobStore store, String scope, Digest digest, Consumer<ByteBuffer> to) {
        try (BlobReader reader = store.open(scope, digest)) {
            ByteBuffer block = ByteBuffer.allocate((int) Math.min(BLOCK, Math.max(1, reader.size())));
            for (long position = 0; reader.read(position, block.clear()) > 0; position += block.limit()) {
                to.accept(block.flip());
            }
        }
    }

    /** The blobs that {@code document} names, each once. */
    static Set<Digest> digestsOf(Document document) {
        Set<Digest> digests = new TreeSet<>();
        for (BlobRef ref : document.content().blobs().values()) {
            digests.add(ref.digest());
        }
        return digests;
    }

    private static CorruptException damaged(Document document, Digest digest, StorageBackend where) {
        return new CorruptException("The blob " + digest + " of " + document.key() + " in " + where.location()
                + " holds other bytes than its name says; it was damaged there. The document was not copied.");
    }
}
