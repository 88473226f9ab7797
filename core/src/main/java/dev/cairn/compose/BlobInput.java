package dev.cairn.compose;

import java.io.InputStream;
import java.nio.ByteBuffer;

/** A verified blob as a stream, from its first byte to its last. */
final class BlobInput extends InputStream {
    private final VerifiedBlob blob;
    private long position;

    BlobInput(VerifiedBlob blob) {
        this.blob = blob;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        int read = blob.read(position, ByteBuffer.wrap(target, offset, length));
        position += read;
        return read == 0 ? -1 : read;
    }

    @Override
    public void close() {
        blob.close();
    }
}
