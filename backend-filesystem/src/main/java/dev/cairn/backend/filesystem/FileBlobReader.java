package dev.cairn.backend.filesystem;

import dev.cairn.NotFoundException;
import dev.cairn.UnavailableException;
import dev.cairn.spi.BlobReader;
import dev.cairn.spi.Digest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Reads a blob's file at any position, by several threads at once. An interrupt closes the channel under all of them; it is
 * then opened again, which is the same file, since a blob never changes.
 */
final class FileBlobReader implements BlobReader {
    private final Path file;
    private final Digest digest;
    private final long size;

    /** Both are changed under the monitor of this. */
    private volatile FileChannel channel;

    private volatile boolean closed;

    FileBlobReader(Path file, Digest digest) {
        this.file = file;
        this.digest = digest;
        try {
            this.size = Files.size(file);
            this.channel = FileChannel.open(file, StandardOpenOption.READ);
        } catch (NoSuchFileException e) {
            throw new NotFoundException("There is no blob " + digest.abbreviated() + " (" + file + ").", e);
        } catch (IOException e) {
            throw FileErrors.unreadable("Cannot open a blob", file, e);
        }
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public int read(long position, ByteBuffer target) {
        if (position < 0) {
            throw new IllegalArgumentException("A position cannot be negative: " + position);
        }
        int start = target.position();
        try {
            return Uninterrupted.run(() -> readWhileOpen(position, target, start));
        } catch (NoSuchFileException e) {
            throw new NotFoundException("The blob " + digest.abbreviated() + " (" + file + ") was removed.", e);
        } catch (IOException e) {
            throw FileErrors.unreadable("Cannot read a blob", file, e);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        try {
            channel.close();
        } catch (IOException e) {
            throw new UnavailableException("Cannot close the blob " + file + ": " + FileErrors.reason(e) + ".", e);
        }
    }

    private int readWhileOpen(long position, ByteBuffer target, int start) throws IOException {
        while (true) {
            FileChannel current = open();
            try {
                target.position(start);
                return fill(current, position, target);
            } catch (ClosedByInterruptException e) {
                throw e;
            } catch (ClosedChannelException e) {
                // Closed under this thread, by an interrupt of another that reads or by the user, as open() will tell.
                Thread.onSpinWait();
            }
        }
    }

    private static int fill(FileChannel channel, long position, ByteBuffer target) throws IOException {
        int total = 0;
        while (target.hasRemaining()) {
            int count = channel.read(target, position + total);
            if (count < 0) {
                break;
            }
            total += count;
        }
        return total;
    }

    private synchronized FileChannel open() throws IOException {
        if (closed) {
            throw new IllegalStateException("The blob " + digest.abbreviated() + " is closed; open it again.");
        }
        if (!channel.isOpen()) {
            channel = FileChannel.open(file, StandardOpenOption.READ);
        }
        return channel;
    }
}
