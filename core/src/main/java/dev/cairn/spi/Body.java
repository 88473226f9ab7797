package dev.cairn.spi;

import dev.cairn.CorruptException;
import dev.cairn.UnsupportedException;
import java.io.IOException;

/**
 * What the body of a document says, as a record that {@link Json} writes and reads. Each kind of document counts its own formats; what
 * a newer version of this software wrote is refused, and not half understood.
 */
public interface Body {
    /** The format in which it is written, from 1 on. */
    int format();

    /**
     * The body of {@code document}.
     *
     * @param type a record with a component {@code format}
     * @param newest the newest format that this software reads
     * @throws UnsupportedException if it has a newer one
     * @throws CorruptException if it is no such body
     */
    static <T extends Body> T read(Document document, Class<T> type, int newest) {
        byte[] json = document.content().body();
        try {
            T body = Json.read(json, type);
            requireKnown(document, body.format(), newest);
            return body;
        } catch (IOException | IllegalArgumentException e) {
            requireKnown(document, formatOf(json), newest);
            throw new CorruptException(
                    "The body of " + document.key() + " is not that of a "
                            + document.key().kind() + ": " + e.getMessage(),
                    e);
        }
    }

    /** The one field that the bodies of all formats have. */
    record Format(int format) {}

    private static int formatOf(byte[] json) {
        try {
            return Json.read(json, Format.class).format();
        } catch (IOException e) {
            return 0;
        }
    }

    private static void requireKnown(Document document, int format, int newest) {
        if (format > newest) {
            throw new UnsupportedException(document.key() + " has format " + format
                    + ", and this version of Cairn reads up to " + newest + ": use a newer one.");
        }
    }
}
