package dev.cairn.model;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A named piece of content that belongs to a result, such as a plot or a configuration file.
 *
 * <p>The content is read only when somebody opens it. Two attachments are equal where name, media type, size and digest are.
 * Content in a file is not copied: when the file changes before the result is saved, saving refuses it by its digest.
 */
public final class Attachment {
    /** The media type of content of which nothing is known. */
    public static final String OCTET_STREAM = "application/octet-stream";

    private final String name;
    private final String mediaType;
    private final long size;
    private final String sha256;
    private final ContentSource source;
    private final long heldBytes;

    private Attachment(String name, String mediaType, long size, String sha256, ContentSource source, long heldBytes) {
        this.name = Checks.name(name, "attachment name");
        this.mediaType = Checks.name(mediaType, "media type of attachment " + Checks.show(name));
        this.size = size;
        this.sha256 = sha256;
        this.source = source;
        this.heldBytes = heldBytes;
    }

    /** An attachment of a copy of these bytes, of no known media type. */
    public static Attachment ofBytes(String name, byte[] content) {
        return ofBytes(name, OCTET_STREAM, content);
    }

    /** An attachment of a copy of these bytes. */
    public static Attachment ofBytes(String name, String mediaType, byte[] content) {
        byte[] copy = Checks.notNull(content, "content").clone();
        String digest = HexFormat.of().formatHex(newSha256().digest(copy));
        return new Attachment(name, mediaType, copy.length, digest, () -> new ByteArrayInputStream(copy), copy.length);
    }

    /** An attachment of what is in this file now, of no known media type. */
    public static Attachment ofFile(String name, Path file) {
        return ofFile(name, OCTET_STREAM, file);
    }

    /** An attachment of what is in this file now; reads it once for its digest and throws {@link UncheckedIOException}. */
    public static Attachment ofFile(String name, String mediaType, Path file) {
        Checks.notNull(file, "file");
        try (DigestInputStream content = new DigestInputStream(Files.newInputStream(file), newSha256())) {
            long size = content.transferTo(OutputStream.nullOutputStream());
            String digest = HexFormat.of().formatHex(content.getMessageDigest().digest());
            return new Attachment(name, mediaType, size, digest, () -> Files.newInputStream(file), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Cannot read " + file + " for the attachment " + name + "; is it there and readable?", e);
        }
    }

    /**
     * An attachment of content that is kept elsewhere, for codecs. That the source yields this size and digest is the source's
     * business.
     */
    public static Attachment stored(String name, String mediaType, long size, String sha256, ContentSource source) {
        if (size < 0) {
            throw new IllegalArgumentException("The size of the attachment is " + size + "; give zero or more");
        }
        if (!Checks.notNull(sha256, "sha256").matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException(
                    "The sha256 " + Checks.show(sha256) + " is not a digest; give 64 digits of 0-9 and a-f");
        }
        return new Attachment(name, mediaType, size, sha256, Checks.notNull(source, "source"), 0);
    }

    /** The name, unique among the attachments of a result. */
    public String name() {
        return name;
    }

    /** The media type, such as {@code image/png}. */
    public String mediaType() {
        return mediaType;
    }

    /** The number of bytes. */
    public long size() {
        return size;
    }

    /** The SHA-256 of the content in 64 lower-case hexadecimal digits. */
    public String sha256() {
        return sha256;
    }

    /** A new stream of the content, which the caller closes. */
    public InputStream open() throws IOException {
        return source.open();
    }

    /** An estimate of the heap that the attachment takes; content elsewhere does not count. */
    long sizeInBytes() {
        return 200 + Weights.text(name) + heldBytes;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Attachment attachment
                && name.equals(attachment.name)
                && mediaType.equals(attachment.mediaType)
                && size == attachment.size
                && sha256.equals(attachment.sha256);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + sha256.hashCode();
    }

    @Override
    public String toString() {
        return "Attachment[" + name + ", " + mediaType + ", " + size + " bytes]";
    }

    private static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java runtime has no SHA-256, which every one must have", e);
        }
    }
}
