package dev.cairn.workspace;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Turns objects of some classes into bytes that others can read too, and back. Found by {@link java.util.ServiceLoader}; those found come
 * before Cairn's own, which know bytes, text, JSON, and doubles and whole numbers as safetensors. One that makes bytes that only this
 * program can read, as Java's serialization does, defeats the purpose.
 */
public interface ArtifactCodec {
    /** What the bytes are: {@code image/png}. An artifact is read by the codec of its media type. */
    String mediaType();

    /** Whether objects of this class are written and read by this. */
    boolean handles(Class<?> type);

    /**
     * Writes an object of a class that this {@linkplain #handles handles}.
     *
     * @param out is not closed
     */
    void write(Object value, OutputStream out) throws IOException;

    /**
     * Reads what {@link #write} wrote.
     *
     * @param type the class that the caller wants, one that this handles
     */
    Object read(InputStream in, Class<?> type) throws IOException;
}
