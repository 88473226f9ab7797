package dev.cairn.workspace;

import dev.cairn.CorruptException;
import dev.cairn.NotFoundException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.BooleanSupplier;

/** The bytes of an artifact as a stream: that they are gone is damage, unless the artifact is gone too, or was replaced. */
final class ArtifactInput extends FilterInputStream {
    private final String what;
    private final BooleanSupplier listed;

    ArtifactInput(InputStream bytes, String what, BooleanSupplier listed) {
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
