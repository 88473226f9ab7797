package dev.cairn.backend.filesystem;

import dev.cairn.StorageException;
import dev.cairn.spi.JournalKey;
import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Appends to a journal's file, for whoever holds the journal's lock. The file is looked up anew each time, so one that was
 * deleted meanwhile is begun again. What could not be written whole is cut off again.
 */
final class JournalAppend {
    private final Path file;
    private final WriteAccess access;

    JournalAppend(Path file, WriteAccess access) {
        this.file = file;
        this.access = access;
    }

    /** The length of the file; zero if there is none. */
    long length() {
        return FileReads.attributes(file).map(BasicFileAttributes::size).orElse(0L);
    }

    /** Appends whole lines, and returns the position behind them. */
    long append(JournalKey key, byte[] lines) {
        long length = length();
        return length == 0 ? begin(key, lines) : grow(length, lines);
    }

    /** A new journal appears with its first line and its first entries at once. */
    private long begin(JournalKey key, byte[] lines) {
        byte[] all = joined(JournalLines.first(key), lines);
        access.describe(key.owner().scope());
        Path temp = access.files().newTemp();
        try (FileOutputStream out = new FileOutputStream(temp.toFile())) {
            out.write(all);
        } catch (IOException e) {
            StorageException failure = FileErrors.unwritable("Cannot begin a journal", file, e);
            access.files().discard(temp, failure);
            throw failure;
        }
        access.files().place(temp, file);
        return all.length;
    }

    private long grow(long length, byte[] lines) {
        byte[] all = joined(new byte[] {'\n'}, lines);
        requireOwn();
        try (FileOutputStream out = new FileOutputStream(file.toFile(), true)) {
            out.write(all);
        } catch (IOException e) {
            StorageException failure = FileErrors.unwritable("Cannot append to a journal", file, e);
            cut(length, failure);
            throw failure;
        }
        return length + all.length;
    }

    private void requireOwn() {
        try {
            access.files().requireOwn(file);
        } catch (IOException e) {
            throw FileErrors.unwritable("Cannot append to a journal", file, e);
        }
    }

    private void cut(long length, StorageException failure) {
        try {
            Uninterrupted.run(() -> {
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    return channel.truncate(length);
                }
            });
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    private static byte[] joined(byte[] first, byte[] second) {
        ByteArrayOutputStream all = new ByteArrayOutputStream(first.length + second.length);
        all.writeBytes(first);
        all.writeBytes(second);
        return all.toByteArray();
    }
}
