package dev.cairn.compose;

import dev.cairn.spi.BlobSink;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** A blob that is being written, as a stream. Closing it does nothing: whoever began the blob ends it. */
public final class BlobOutput extends OutputStream {
    private final BlobSink sink;

    /** Writes into {@code sink}. */
    public BlobOutput(BlobSink sink) {
        this.sink = sink;
    }

    @Override
    public void write(int value) {
        sink.write(new byte[] {(byte) value});
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        sink.write(ByteBuffer.wrap(bytes, offset, length));
    }
}
