package dev.cairn.workspace;

import dev.cairn.CorruptException;
import dev.cairn.model.Attributes;
import dev.cairn.spi.FileReplacement;
import dev.cairn.spi.Names;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.time.Instant;

/** Something that a run made, under a name: what it is, and a way to its bytes. What is read is checked against its sums. */
public final class Artifact {
    private final RunArtifacts.Stored stored;
    private final Source source;
    private final String what;

    /** Opens the bytes of an artifact. */
    interface Source {
        InputStream open();
    }

    Artifact(RunArtifacts.Stored stored, String what, Source source) {
        this.stored = stored;
        this.source = source;
        this.what = what;
    }

    /** Its name, unique in its run. */
    public String name() {
        return stored.name();
    }

    /** What its bytes are: {@code text/plain}. */
    public String mediaType() {
        return stored.mediaType();
    }

    /** How many bytes it has. */
    public long size() {
        return stored.size();
    }

    /** The SHA-256 of its bytes in hexadecimal digits. */
    public String sha256() {
        return stored.sha256();
    }

    /** When it was saved. */
    public Instant saved() {
        return stored.saved();
    }

    /** Whatever was said of it when it was saved. */
    public Attributes metadata() {
        return stored.metadata();
    }

    /** Its bytes from the first to the last; to be closed. Damage is a {@link CorruptException} of the read that meets it. */
    public InputStream open() {
        return source.open();
    }

    /**
     * Its bytes as an object.
     *
     * @param type byte[].class for the bytes themselves, String.class for text, Map.class, List.class or a record for JSON, and
     *     double[].class, double[][].class, long[].class or long[][].class for numbers; or what a codec of yours reads
     * @throws IllegalArgumentException if no codec reads bytes of its media type as that
     * @throws CorruptException if its bytes are not what its media type says
     */
    public <T> T read(Class<T> type) {
        ArtifactCodec codec = Codecs.reading(mediaType(), type, what);
        try (InputStream in = open()) {
            return type.cast(codec.read(in, type));
        } catch (IOException e) {
            throw new CorruptException("Cannot read the " + what + " as " + mediaType() + ": " + e.getMessage(), e);
        }
    }

    /** Writes its bytes into a file, in place of what is there; the file appears when all of them are in it. */
    public void copyTo(Path file) {
        Path target = file.toAbsolutePath();
        if (target.getFileName() == null) {
            throw new IllegalArgumentException("'" + file + "' is a folder; name a file.");
        }
        try (InputStream in = open()) {
            FileReplacement.replace(target, channel -> in.transferTo(Channels.newOutputStream(channel)));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the " + what + " to '" + file + "': " + e.getMessage(), e);
        }
    }

    /** For messages: its name, its media type and its size. */
    @Override
    public String toString() {
        return Names.quote(name()) + " (" + mediaType() + ", " + size() + " bytes)";
    }

    RunArtifacts.Stored stored() {
        return stored;
    }
}
