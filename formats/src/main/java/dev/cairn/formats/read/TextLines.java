package dev.cairn.formats.read;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.CorruptException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a file of UTF-8, one after the other, each of a bounded length. A line ends with LF or CR LF; a byte order mark at the
 * beginning is left out. Bytes that are no UTF-8 are refused with their place. Not for use by several threads.
 */
final class TextLines implements AutoCloseable {
    private final Path file;
    private final int longest;
    private final InputStream in;
    private final byte[] buffer = new byte[64 << 10];
    private int next;
    private int filled;
    private byte[] line = new byte[256];
    private int length;
    private long number;
    private long start;
    private long consumed;
    private boolean complete;
    private boolean ended = true;

    TextLines(Path file, int longest) {
        this.file = file;
        this.longest = longest;
        try {
            this.in = Files.newInputStream(file);
        } catch (IOException e) {
            throw BadFile.unreadable(file, e);
        }
    }

    /** The next line without its end, null behind the last one. */
    @Nullable
    String next() {
        String raw = nextWithEnd();
        if (raw == null) {
            return null;
        }
        int end = raw.length();
        if (end > 0 && raw.charAt(end - 1) == '\n') {
            end--;
            if (end > 0 && raw.charAt(end - 1) == '\r') {
                end--;
            }
        }
        int stray = raw.indexOf('\r');
        if (stray >= 0 && stray < end) {
            throw bad("a carriage return stands in the middle of the line; lines end with LF or CR LF");
        }
        return raw.substring(0, end);
    }

    /** The next line as it is, null behind the last one. */
    @Nullable
    String nextWithEnd() {
        try {
            start = consumed;
            length = 0;
            complete = false;
            while (!complete && fill()) {
                take();
            }
        } catch (IOException e) {
            throw BadFile.unreadable(file, e);
        }
        if (length == 0) {
            return null;
        }
        number++;
        ended = complete;
        return decoded(number == 1 && marked() ? 3 : 0);
    }

    private boolean fill() throws IOException {
        if (next == filled) {
            next = 0;
            filled = Math.max(0, in.read(buffer));
        }
        return next < filled;
    }

    /** Takes what the buffer holds of the line. */
    private void take() {
        int end = next;
        while (end < filled && !complete) {
            complete = buffer[end++] == '\n';
        }
        int count = end - next;
        if ((long) length + count > (long) longest + 2) {
            throw BadFile.at(
                    file, number + 1, "it has more than " + longest + " bytes; if that is meant, ask for longer lines");
        }
        if (length + count > line.length) {
            line = Arrays.copyOf(line, Math.max(length + count, line.length * 2));
        }
        System.arraycopy(buffer, next, line, length, count);
        length += count;
        consumed += count;
        next = end;
    }

    private boolean marked() {
        return length >= 3 && line[0] == (byte) 0xEF && line[1] == (byte) 0xBB && line[2] == (byte) 0xBF;
    }

    private String decoded(int from) {
        CharsetDecoder decoder = UTF_8.newDecoder();
        ByteBuffer bytes = ByteBuffer.wrap(line, from, length - from);
        CharBuffer chars = CharBuffer.allocate(length - from);
        CoderResult outcome = decoder.decode(bytes, chars, true);
        if (outcome.isError()) {
            throw bad(String.format(
                    "byte %d of the file (0x%02X) is no UTF-8; save the file as UTF-8",
                    start + bytes.position(), line[bytes.position()]));
        }
        return chars.flip().toString();
    }

    /** The number of the line that was returned last, from 1 on. */
    long number() {
        return number;
    }

    /** Whether the line that was returned last has an end. */
    boolean ended() {
        return ended;
    }

    /** What is wrong with the line that was returned last. */
    CorruptException bad(String reason) {
        return BadFile.at(file, number, reason);
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw BadFile.unreadable(file, e);
        }
    }
}
