package dev.cairn.chain;

import dev.cairn.CorruptException;
import dev.cairn.spi.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.function.Function;

/** Bytes that turn out at their end to be of the expected size and digest, and never are more. */
final class CheckedEntry extends InputStream {
    private final InputStream bytes;
    private final long size;
    private final String sha256;
    private final Function<String, CorruptException> corrupt;
    private final MessageDigest digest = Digest.sha256();
    private long read;
    private boolean checked;

    CheckedEntry(InputStream bytes, long size, String sha256, Function<String, CorruptException> corrupt) {
        this.bytes = bytes;
        this.size = size;
        this.sha256 = sha256;
        this.corrupt = corrupt;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int count;
        try {
            count = bytes.read(into, offset, length);
        } catch (IOException e) {
            throw corrupt.apply(String.valueOf(e.getMessage()));
        }
        if (count < 0) {
            checkEnd();
            return count;
        }
        digest.update(into, offset, count);
        read += count;
        if (read > size) {
            throw corrupt.apply("it is longer than the " + size + " bytes that it should have");
        }
        return count;
    }

    private void checkEnd() {
        if (!checked) {
            checked = true;
            String found = Digest.finish(digest).hex();
            if (read != size || !found.equals(sha256)) {
                throw corrupt.apply(
                        "it has " + read + " bytes of digest " + found + ", and should have " + size + " of " + sha256);
            }
        }
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
