package dev.cairn.internal;

import dev.cairn.spi.JournalLine;
import java.io.InputStream;

/** Entries as the bytes of a sealed journal, made as they are read. For one thread at a time. */
final class SealedLines extends InputStream {
    private final EntryReader entries;
    private byte[] line = {};
    private int at;

    /** Closes {@code entries} when it is closed. */
    SealedLines(EntryReader entries) {
        this.entries = entries;
    }

    @Override
    public int read() {
        return hasMore() ? line[at++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        if (!hasMore()) {
            return -1;
        }
        int step = Math.min(length, line.length - at);
        System.arraycopy(line, at, target, offset, step);
        at += step;
        return step;
    }

    private boolean hasMore() {
        if (at == line.length && entries.hasNext()) {
            line = JournalLine.encode(entries.next());
            at = 0;
        }
        return at < line.length;
    }

    @Override
    public void close() {
        entries.close();
    }
}
