package dev.cairn.formats.json;

import dev.cairn.CorruptException;
import dev.cairn.model.OptimizationResult;
import dev.cairn.spi.ExchangedJson;
import dev.cairn.spi.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.util.regex.Pattern;

/**
 * A result as one JSON document, with everything that it has: the same fields as in the documents of a store ({@code docs/format.md}), the
 * values of columns as arrays, attachments in base64. What is read equals what was written, every bit of a double included.
 */
public final class ResultJson {
    /** The format that this version writes, and the newest that it reads. */
    public static final int FORMAT = 1;

    /** What such a document says of itself in the field {@code content}. */
    public static final String CONTENT = "cairn-result";

    private static final Pattern SAYS_SO = Pattern.compile("\"content\"\\s*:\\s*\"" + CONTENT + "\"");

    private ResultJson() {}

    /** Whether a text that begins so is of such a document, damaged or not. */
    public static boolean begins(String head) {
        return head.stripLeading().startsWith("{") && SAYS_SO.matcher(head).find();
    }

    /**
     * Writes a result as it goes, and leaves the stream open.
     *
     * @throws IOException also if the content of an attachment is not what it was when the attachment was made
     */
    public static void write(OptimizationResult result, OutputStream to) throws IOException {
        Json.write(ResultDocument.of(result), to);
    }

    /**
     * What {@link #write} wrote; attachments are in memory then. Fields that are not known are passed over.
     *
     * @param what what it is, for messages: {@code result 'front.json'}
     * @throws dev.cairn.UnsupportedException if a newer version of this software wrote it
     * @throws dev.cairn.CorruptException if it is no such document; says where
     * @throws IOException if it cannot be opened or read
     */
    public static OptimizationResult read(ExchangedJson.Source source, String what) throws IOException {
        ResultDocument document = ExchangedJson.read(source, what, ResultDocument.class, FORMAT);
        try {
            return document.result();
        } catch (IllegalArgumentException e) {
            throw new CorruptException("Cannot read the " + what + ": " + e.getMessage(), e);
        }
    }
}
