package dev.cairn.tensor;

import dev.cairn.CorruptException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads the header of a file: its length first, which is checked before anything is allocated, then its JSON. */
final class HeaderReader {
    /** The bytes before the JSON, which hold its length. */
    static final int LENGTH_BYTES = Long.BYTES;

    private HeaderReader() {}

    static SafetensorsHeader read(PositionalBytes source) throws IOException {
        long size = source.size();
        if (size < LENGTH_BYTES) {
            throw new CorruptException("Not a valid safetensors file: it has " + size
                    + " bytes, and needs at least 8 for the length of its header. It was probably cut off.");
        }
        int length = headerLength(source, size);
        byte[] json = new byte[length];
        source.readFully(LENGTH_BYTES, ByteBuffer.wrap(json));
        HeaderParser parser = new HeaderParser(json);
        parser.parse();
        long dataStart = (long) LENGTH_BYTES + length;
        return new SafetensorsHeader(
                parser.metadata(), DataLayout.inDataOrder(parser.tensors(), size - dataStart), dataStart);
    }

    private static int headerLength(PositionalBytes source, long size) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        source.readFully(0, bytes);
        long length = bytes.getLong(0);
        if (length < 0 || length > HeaderEncoder.MAX_BYTES) {
            throw new CorruptException("Not a valid safetensors file: bytes 0 to 7 give a header length of "
                    + Long.toUnsignedString(length) + ", and the format allows " + HeaderEncoder.MAX_BYTES
                    + ". It is probably a file of another format.");
        }
        if (length > size - LENGTH_BYTES) {
            throw new CorruptException("Not a valid safetensors file: bytes 0 to 7 give a header length of " + length
                    + ", but only " + (size - LENGTH_BYTES) + " bytes follow. It was probably cut off.");
        }
        return (int) length;
    }
}
