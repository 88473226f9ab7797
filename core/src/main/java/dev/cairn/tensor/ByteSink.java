package dev.cairn.tensor;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Where a file's bytes go, in order. {@code channel::write} of any blocking channel is one. */
@FunctionalInterface
public interface ByteSink {

    /**
     * Takes bytes from the buffer and moves its position past them: at least one, and as many as it likes. It is called
     * again for those that remain. The buffer belongs to the caller and is reused after the call.
     */
    void write(ByteBuffer bytes) throws IOException;
}
