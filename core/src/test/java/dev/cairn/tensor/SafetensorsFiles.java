package dev.cairn.tensor;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Files for tests, written out by hand so that they do not depend on the writer under test. */
final class SafetensorsFiles {
    private SafetensorsFiles() {}

    /** The text with double quotes for single ones. */
    static String json(String singleQuoted) {
        return singleQuoted.replace('\'', '"');
    }

    /** A file of the length of this header, the header as it stands, and the data. */
    static byte[] file(byte[] header, byte[] data) {
        return ByteBuffer.allocate(8 + header.length + data.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .put(header)
                .put(data)
                .array();
    }

    /** Like the above, with the header as text and so many bytes of zero as data. */
    static byte[] file(String header, int dataBytes) {
        return file(header.getBytes(StandardCharsets.UTF_8), new byte[dataBytes]);
    }

    static PositionalBytes source(byte[] file) {
        return PositionalBytes.of(ByteBuffer.wrap(file));
    }

    static SafetensorsHeader read(byte[] file) throws IOException {
        return SafetensorsHeader.read(source(file));
    }

    /** A sink that keeps what it is given. */
    static ByteSink into(ByteArrayOutputStream bytes) {
        return buffer -> {
            byte[] copy = new byte[buffer.remaining()];
            buffer.get(copy);
            bytes.write(copy);
        };
    }
}
