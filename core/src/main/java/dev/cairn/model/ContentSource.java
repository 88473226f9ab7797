package dev.cairn.model;

import java.io.IOException;
import java.io.InputStream;

/** Opens the bytes of an attachment, from the first on, as often as it is asked. */
@FunctionalInterface
public interface ContentSource {
    /** A new stream of all bytes, which the caller closes. */
    InputStream open() throws IOException;
}
