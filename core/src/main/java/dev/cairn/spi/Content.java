package dev.cairn.spi;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a document says: its body, the blobs that it names, the parent that it lives under. Immutable.
 *
 * <p>The digest covers all of it: the SHA-256 of the body's bytes, then of one line {@code \nblob digest offset length name}
 * for each blob in the order of the names, then of {@code \nparent kind epoch id} where there is a parent and of
 * {@code \nepoch epoch} where that is not zero, all UTF-8.
 */
public final class Content {
    private final byte[] body;
    private final Map<String, BlobRef> blobs;
    private final @Nullable Parent parent;
    private final long epoch;
    private final Digest digest;

    private Content(byte[] body, Map<String, BlobRef> blobs, @Nullable Parent parent, long epoch) {
        if (body.length < 2 || body[0] != '{' || body[body.length - 1] != '}') {
            throw new IllegalArgumentException("The body of a document is one JSON object, from '{' to '}'.");
        }
        if (epoch < 0) {
            throw new IllegalArgumentException("An epoch cannot be negative: " + epoch);
        }
        blobs.keySet().forEach(name -> Names.check("blob name", name));
        this.body = body.clone();
        this.blobs = Collections.unmodifiableMap(new TreeMap<>(blobs));
        this.parent = parent;
        this.epoch = epoch;
        this.digest = computeDigest();
    }

    /** A body, one JSON object in UTF-8 that is kept verbatim, without blobs or a parent. */
    public static Content of(byte[] body) {
        return new Content(body, Map.of(), null, 0);
    }

    /** A body, one JSON object in UTF-8 that is kept verbatim, and the blobs that it needs, by name. */
    public static Content of(byte[] body, Map<String, BlobRef> blobs) {
        return new Content(body, blobs, null, 0);
    }

    /** The same under {@code newParent}. */
    public Content under(@Nullable Parent newParent) {
        return new Content(body, blobs, newParent, epoch);
    }

    /** The same with another epoch: children made under a lower one become invisible. */
    public Content withEpoch(long newEpoch) {
        return new Content(body, blobs, parent, newEpoch);
    }

    /** The body's bytes, as they were given; a copy. */
    public byte[] body() {
        return body.clone();
    }

    /** The number of bytes in the body. */
    public int bodyLength() {
        return body.length;
    }

    /** The blobs by name, in the order of the names; unmodifiable. */
    public Map<String, BlobRef> blobs() {
        return blobs;
    }

    /** The parent, or null for a document that stands alone. */
    public @Nullable Parent parent() {
        return parent;
    }

    /** The epoch that children must have been made under to be visible. */
    public long epoch() {
        return epoch;
    }

    /** The digest of all of this. */
    public Digest digest() {
        return digest;
    }

    private Digest computeDigest() {
        MessageDigest sha = Digest.sha256();
        sha.update(body);
        blobs.forEach((name, ref) ->
                line(sha, "blob " + ref.digest() + " " + ref.offset() + " " + ref.length() + " " + name));
        if (parent != null) {
            line(sha, "parent " + parent.kind() + " " + parent.epoch() + " " + parent.id());
        }
        if (epoch > 0) {
            line(sha, "epoch " + epoch);
        }
        return Digest.finish(sha);
    }

    private static void line(MessageDigest sha, String text) {
        sha.update(("\n" + text).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Content that && digest.equals(that.digest);
    }

    @Override
    public int hashCode() {
        return digest.hashCode();
    }

    @Override
    public String toString() {
        return body.length + " bytes and " + blobs.size() + " blobs, digest " + digest.abbreviated();
    }
}
