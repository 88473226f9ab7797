package dev.cairn.formats.read;

import dev.cairn.workspace.LogEntry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a log of metalab as entries, each with its text as it stands, and with the time and the level that it begins with. A line
 * without a time has that of the line before. Bytes that are no UTF-8 become replacement characters.
 */
final class MetaLabLog implements Iterator<LogEntry>, AutoCloseable {
    private static final Pattern BEGINNING = Pattern.compile(
            "(\\d{4}-\\d\\d-\\d\\d[ T]\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})?) +\\[(\\w+) *\\].*", Pattern.DOTALL);

    /** What is longer is several entries. */
    private static final int LONGEST = 1 << 20;

    private final MetaLabStore store;
    private final BufferedReader in;
    private Instant time;
    private @Nullable String next;

    /** The entries of a file; those before the first time are of {@code start}. */
    MetaLabLog(MetaLabStore store, Path file, Instant start) {
        this.store = store;
        this.time = start;
        try {
            this.in = new BufferedReader(
                    new InputStreamReader(Files.newInputStream(store.folder().inside(file)), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw BadFile.unreadable(file, e);
        }
        this.next = line();
    }

    private @Nullable String line() {
        try {
            StringBuilder line = new StringBuilder();
            int c = in.read();
            if (c < 0) {
                return null;
            }
            while (c >= 0 && c != '\n') {
                line.append((char) c);
                c = line.length() == LONGEST ? -1 : in.read();
            }
            return line.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public LogEntry next() {
        String line = next;
        if (line == null) {
            throw new NoSuchElementException("the log ends");
        }
        next = line();
        Matcher beginning = BEGINNING.matcher(line);
        if (!beginning.matches()) {
            return new LogEntry(time, null, line);
        }
        time = store.time(beginning.group(1));
        return new LogEntry(time, beginning.group(2), line);
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
