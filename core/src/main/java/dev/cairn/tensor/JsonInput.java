package dev.cairn.tensor;

import dev.cairn.CorruptException;
import org.jspecify.annotations.Nullable;

/** The bytes of JSON text with a position in them, and the errors that name it. */
final class JsonInput {
    static final int END = -1;

    private final byte[] bytes;
    private final String file;
    private final String part;
    private final int offset;
    private int at;
    private @Nullable String tensor;

    private JsonInput(byte[] bytes, String file, String part, int offset) {
        this.bytes = bytes;
        this.file = file;
        this.part = part;
        this.offset = offset;
    }

    /** The JSON after the length at the start of a safetensors file. */
    static JsonInput header(byte[] bytes) {
        return new JsonInput(bytes, "safetensors file", "the header", HeaderReader.LENGTH_BYTES);
    }

    /** A whole index file. */
    static JsonInput index(byte[] bytes) {
        return new JsonInput(bytes, "index of shards", "the text", 0);
    }

    int position() {
        return at;
    }

    /** The next byte as a number from 0 to 255, or {@link #END}. */
    int peek() {
        return at < bytes.length ? bytes[at] & 0xff : END;
    }

    /** Like {@link #peek()}, and moves past it. */
    int next() {
        int next = peek();
        if (next != END) {
            at++;
        }
        return next;
    }

    int peekPastSpace() {
        while (peek() == ' ' || peek() == '\n' || peek() == '\r' || peek() == '\t') {
            at++;
        }
        return peek();
    }

    /** Moves past white space and then past this character if it comes next. */
    boolean take(char expected) {
        boolean found = peekPastSpace() == expected;
        if (found) {
            at++;
        }
        return found;
    }

    void expect(char expected) {
        if (!take(expected)) {
            throw unexpected("'" + expected + "'");
        }
    }

    byte[] bytes() {
        return bytes;
    }

    /** Names the tensor that the next errors are about; null for the header as a whole. */
    void within(@Nullable String name) {
        tensor = name;
    }

    CorruptException unexpected(String expected) {
        return corrupt("expected " + expected + ", found " + found());
    }

    CorruptException corrupt(String what) {
        return corrupt(what, null);
    }

    CorruptException corrupt(String what, @Nullable Throwable cause) {
        String subject = tensor == null ? part : "tensor " + JsonText.shown(tensor);
        long position = (long) offset + at;
        return new CorruptException(
                "Not a valid " + file + ": in " + subject + " at byte " + position + ": " + what, cause);
    }

    private String found() {
        int next = peek();
        if (next == END) {
            return "the end of " + part;
        }
        return next > ' ' && next < 0x7f ? "'" + (char) next + "'" : String.format("the byte 0x%02x", next);
    }
}
