package dev.cairn.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.CorruptException;
import dev.cairn.ResultRecorder;
import dev.cairn.TooLargeException;
import dev.cairn.UnsupportedException;
import dev.cairn.internal.StoredGeneration.Opening;
import dev.cairn.internal.StoredGeneration.Progress;
import dev.cairn.model.Generation;
import dev.cairn.model.OptimizationResult;
import dev.cairn.spi.Json;
import java.io.IOException;
import java.time.Instant;
import java.util.UUID;

/** Turns what is recorded into entries of a journal, and back. Keeps every bit. */
final class RecordingCodec {
    /** The name of the journal of a recording; its owner is the document of the result. */
    static final String JOURNAL = "generations";

    /** The name of the attachment that a recording becomes. */
    static final String ATTACHMENT = "generations.jsonl";

    static final String MEDIA_TYPE = "application/jsonl";

    private RecordingCodec() {}

    /** The first entry of a new recording. No two are equal. */
    static String opening(OptimizationResult description, Instant began) {
        String recording = UUID.randomUUID().toString();
        return text(new Opening(Opening.FORMAT, recording, began, ResultCodec.description(description)));
    }

    /** Whether {@code entry} is the first one of a recording. */
    static boolean isOpening(String entry) {
        try {
            return Json.read(entry.getBytes(UTF_8), Opening.class).format() > 0;
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }

    /** The description in the first entry of {@code what}. */
    static OptimizationResult description(String entry, String what) {
        Opening opening = read(entry, Opening.class, what);
        if (opening.format() > Opening.FORMAT) {
            throw new UnsupportedException("The " + what + " has format " + opening.format()
                    + ", and this version of Cairn reads up to " + Opening.FORMAT + ": use a newer one.");
        }
        try {
            return ResultCodec.described(opening.description());
        } catch (IOException | IllegalArgumentException e) {
            throw invalid(what, e);
        }
    }

    /**
     * The entry of a generation of {@code what}.
     *
     * @throws TooLargeException if it would be larger than any entry may be
     */
    static String encode(Generation generation, String what) {
        return encode(generation, what, ResultRecorder.MOST_BYTES);
    }

    static String encode(Generation generation, String what, int mostBytes) {
        byte[] json = Json.write(StoredGeneration.of(generation));
        if (json.length > mostBytes) {
            throw new TooLargeException(
                    "Generation " + generation.number() + " of the " + what + " takes " + json.length
                            + " bytes with its " + generation.rows() + " rows, and one has at most " + mostBytes
                            + ". Nothing was written. Record fewer columns, or only the best rows.");
        }
        return new String(json, UTF_8);
    }

    /** The generation in an entry of {@code what}. */
    static Generation decode(String entry, String what) {
        try {
            return read(entry, StoredGeneration.class, what).read();
        } catch (IllegalArgumentException e) {
            throw invalid(what, e);
        }
    }

    /** The same without the population. */
    static Progress progress(String entry, String what) {
        return read(entry, Progress.class, what);
    }

    private static String text(Object value) {
        return new String(Json.write(value), UTF_8);
    }

    private static <T> T read(String entry, Class<T> type, String what) {
        try {
            return Json.read(entry.getBytes(UTF_8), type);
        } catch (IOException e) {
            throw invalid(what, e);
        }
    }

    private static CorruptException invalid(String what, Exception cause) {
        return new CorruptException(
                "An entry of the " + what + " is whole, but not as this software writes it: " + cause.getMessage(),
                cause);
    }
}
