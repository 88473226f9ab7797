package dev.cairn.compose;

import dev.cairn.CorruptException;
import dev.cairn.NotFoundException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.BooleanSupplier;

/** Bytes that a document names, as a stream: that they are gone is damage, unless the document names them no more. */
public final class NamedInput extends FilterInputStream {
    private final String what;
    private final BooleanSupplier listed;

    /**
     * Reads {@code bytes}.
     *
     * @param what what they are, for messages
     * @param listed whether the document still names them
     */
    public NamedInput(InputStream bytes, String what, BooleanSupplier listed) {
        super(bytes);
        this.what = what;
        this.listed = listed;
    }

    @Override
    public int read() throws IOException {
        try {
            return super.read();
        } catch (NotFoundException e) {
            throw listed.getAsBoolean() ? damage(e) : e;
        }
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        try {
            return super.read(bytes, offset, length);
        } catch (NotFoundException e) {
            throw listed.getAsBoolean() ? damage(e) : e;
        }
    }

    private CorruptException damage(NotFoundException gone) {
        return new CorruptException(
                "Cannot read the " + what
                        + ": its bytes are not there. Restore them from a replica or a backup, or save it again. "
                        + gone.getMessage(),
                gone);
    }
}
