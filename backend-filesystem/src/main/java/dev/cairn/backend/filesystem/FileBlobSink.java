package dev.cairn.backend.filesystem;

import dev.cairn.UnavailableException;
import dev.cairn.spi.BlobSink;
import dev.cairn.spi.Digest;
import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;

/** Writes one new blob into a temporary file, which gets its name in the end. */
final class FileBlobSink extends BlobSink {
    private static final int BUFFER = 16 * 1024;
    private static final long IDLE = TimeUnit.SECONDS.toNanos(1);

    private final DurableFiles files;
    private final BiFunction<FileBlobSink, Digest, Boolean> naming;
    private final Path file;
    private final FileOutputStream raw;
    private final BufferedOutputStream out;
    private long lastWrite = System.nanoTime();
    private boolean broken;
    private boolean finished;
    private boolean ended;

    /** {@code naming} gives the file its name and says whether it did, or whether such a blob was there already. */
    FileBlobSink(DurableFiles files, BiFunction<FileBlobSink, Digest, Boolean> naming) {
        this.files = files;
        this.naming = naming;
        this.file = files.newTemp();
        try {
            this.raw = new FileOutputStream(file.toFile());
        } catch (IOException e) {
            throw FileErrors.unwritable("Cannot begin a blob", file, e);
        }
        this.out = new BufferedOutputStream(raw, BUFFER);
    }

    /** The temporary file. */
    Path file() {
        return file;
    }

    /** Whether nothing was written for a while, so that the file looks older than it is. */
    boolean idle() {
        return System.nanoTime() - lastWrite > IDLE;
    }

    /** Whether {@code other}, a file that may be gone, holds the bytes that were written here. */
    boolean equalsFile(Path other) {
        try {
            if (!finished) {
                out.flush();
            }
        } catch (IOException e) {
            throw failed(e);
        }
        try {
            return Files.mismatch(file, other) < 0;
        } catch (IOException e) {
            // Gone, or not to be read: written anew it can be.
            return false;
        }
    }

    /** Makes the bytes whole and durable where they are. */
    void finish() {
        long written = length();
        try {
            out.flush();
            files.forcing().file(raw);
            out.close();
            finished = true;
            if (Files.size(file) != written) {
                throw new IOException("the file has " + Files.size(file) + " bytes, not the " + written + " written");
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    protected void append(ByteBuffer bytes) {
        if (ended || broken) {
            throw new IllegalStateException("This blob is " + (ended ? "closed" : "broken") + "; begin a new one.");
        }
        try {
            if (bytes.hasArray()) {
                out.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
                bytes.position(bytes.limit());
            } else {
                copy(bytes);
            }
            lastWrite = System.nanoTime();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    protected void publish(Digest digest, long length) {
        if (ended || broken) {
            throw new IllegalStateException("This blob is " + (ended ? "closed" : "broken") + "; begin a new one.");
        }
        if (naming.apply(this, digest)) {
            ended = true;
        } else {
            close();
        }
    }

    @Override
    public void close() {
        if (ended) {
            return;
        }
        ended = true;
        try (raw) {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw FileErrors.unwritable("Cannot remove the temporary file of a blob", file, e);
        }
    }

    private void copy(ByteBuffer bytes) throws IOException {
        byte[] part = new byte[Math.min(BUFFER, Math.max(1, bytes.remaining()))];
        while (bytes.hasRemaining()) {
            int length = Math.min(part.length, bytes.remaining());
            bytes.get(part, 0, length);
            out.write(part, 0, length);
        }
    }

    private UnavailableException failed(IOException cause) {
        broken = true;
        return FileErrors.unwritable("Cannot write a blob", file, cause);
    }
}
