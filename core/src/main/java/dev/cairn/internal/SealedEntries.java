package dev.cairn.internal;

import dev.cairn.UnavailableException;
import dev.cairn.model.Attachment;
import dev.cairn.spi.JournalLine;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Reads entries from a sealed journal, line by line. */
final class SealedEntries extends EntryReader {
    private static final int BUFFER = 64 * 1024;

    private final Attachment sealed;
    private final String what;
    private final InputStream lines;
    private int line;
    private @Nullable String next;

    /** Opens {@code sealed}; {@code what} names it in messages. */
    SealedEntries(Attachment sealed, String what) {
        this.sealed = sealed;
        this.what = what;
        try {
            this.lines = new BufferedInputStream(sealed.open(), BUFFER);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    @Override
    public boolean hasNext() {
        while (next == null) {
            byte[] read = line();
            if (read.length == 0) {
                return false;
            }
            next = JournalLine.decode(read).orElse(null);
            if (next == null) {
                damaged("Line " + line + " of " + sealed.name() + " of " + what + " is not as it was written.");
            }
        }
        return true;
    }

    @Override
    public String next() {
        String entry = hasNext() ? next : null;
        if (entry == null) {
            throw new NoSuchElementException();
        }
        next = null;
        return entry;
    }

    /** The next line with its line break; empty behind the last one. */
    private byte[] line() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            for (int read = lines.read(); read >= 0; read = lines.read()) {
                bytes.write(read);
                if (read == '\n') {
                    break;
                }
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
        line++;
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        try {
            lines.close();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private UnavailableException unreadable(IOException e) {
        return new UnavailableException(
                "Cannot read the attachment " + sealed.name() + " of " + what + ": " + e.getMessage(), e);
    }
}
