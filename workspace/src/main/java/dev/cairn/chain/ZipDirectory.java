package dev.cairn.chain;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Looks through the central directory of a ZIP file for what {@link java.util.zip.ZipFile} does not tell, before that reads it: how many
 * entries there are, and whether one is said to be a symbolic link or anything else than a file. The layout is that of PKWARE's
 * APPNOTE.TXT 6.3.10, sections 4.3.12 to 4.3.16.
 */
final class ZipDirectory {
    private static final int END = 0x06054b50;
    private static final int END_SIZE = 22;
    private static final int LOCATOR = 0x07064b50;
    private static final int LOCATOR_SIZE = 20;
    private static final int LARGE_END = 0x06064b50;
    private static final int LARGE_END_SIZE = 56;
    private static final int ENTRY = 0x02014b50;
    private static final int ENTRY_SIZE = 46;
    private static final int UNIX = 3;
    private static final int KIND_OF_FILE = 0xf000;
    private static final int REGULAR = 0x8000;

    /** Bytes of the largest directory that is read. */
    private static final long LARGEST = 64L << 20;

    private final FileChannel channel;

    private ZipDirectory(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Refuses what is no plain list of files.
     *
     * @throws IOException if it is not; the message says why
     */
    static void check(Path file, int mostEntries) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            new ZipDirectory(channel).check(mostEntries);
        }
    }

    private void check(int mostEntries) throws IOException {
        long endAt = channel.size() - END_SIZE;
        if (endAt < 0) {
            throw new IOException("it is too short for a ZIP file");
        }
        ByteBuffer end = read(endAt, END_SIZE);
        if (end.getInt(0) != END) {
            throw new IOException("its end is not that of a ZIP file; it was probably cut off");
        }
        long entries = Short.toUnsignedLong(end.getShort(10));
        long size = Integer.toUnsignedLong(end.getInt(12));
        long offset = Integer.toUnsignedLong(end.getInt(16));
        if (entries == 0xffff || size == 0xffffffffL || offset == 0xffffffffL) {
            ByteBuffer large = largeEnd(endAt);
            entries = large.getLong(32);
            size = large.getLong(40);
            offset = large.getLong(48);
        }
        if (entries < 0 || entries > mostEntries) {
            throw new IOException("it says that it has " + entries + " entries; at most " + mostEntries + " are read");
        }
        if (size < 0 || size > LARGEST || offset < 0 || offset > endAt - size) {
            throw new IOException("its directory is said to be " + size + " bytes at " + offset);
        }
        checkEntries(read(offset, (int) size), entries);
    }

    private ByteBuffer largeEnd(long endAt) throws IOException {
        ByteBuffer locator = read(endAt - LOCATOR_SIZE, LOCATOR_SIZE);
        if (locator.getInt(0) != LOCATOR) {
            throw new IOException("the end of a large ZIP file is missing");
        }
        ByteBuffer large = read(locator.getLong(8), LARGE_END_SIZE);
        if (large.getInt(0) != LARGE_END) {
            throw new IOException("the end of a large ZIP file is damaged");
        }
        return large;
    }

    private static void checkEntries(ByteBuffer directory, long entries) throws IOException {
        int at = 0;
        for (long entry = 0; entry < entries; entry++) {
            if (directory.limit() - at < ENTRY_SIZE || directory.getInt(at) != ENTRY) {
                throw new IOException("its directory is damaged at entry " + entry);
            }
            int kind = (directory.getInt(at + 38) >>> 16) & KIND_OF_FILE;
            boolean unix = directory.get(at + 5) == UNIX;
            if (unix && kind != 0 && kind != REGULAR) {
                throw new IOException("entry " + entry + " is no plain file but, say, a symbolic link");
            }
            at += ENTRY_SIZE
                    + Short.toUnsignedInt(directory.getShort(at + 28))
                    + Short.toUnsignedInt(directory.getShort(at + 30))
                    + Short.toUnsignedInt(directory.getShort(at + 32));
        }
        if (at != directory.limit()) {
            throw new IOException("its directory holds more than its " + entries + " entries");
        }
    }

    private ByteBuffer read(long from, int size) throws IOException {
        if (from < 0) {
            throw new IOException("it is too short for a ZIP file");
        }
        ByteBuffer bytes = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, from + bytes.position()) < 0) {
                throw new EOFException("it ends before its directory does");
            }
        }
        return bytes.flip();
    }
}
