package dev.cairn.keyvalue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** A short text with the CRC32C of its bytes behind it. */
final class SummedText {
    private static final int DIGITS = 2 * Integer.BYTES;

    private SummedText() {}

    static byte[] encode(String text) {
        CRC32C sum = new CRC32C();
        sum.update(text.getBytes(StandardCharsets.UTF_8));
        return (text + HexFormat.of().toHexDigits((int) sum.getValue())).getBytes(StandardCharsets.UTF_8);
    }

    /** The text that {@link #encode} wrote; null if a single bit is not as it was written. */
    static @Nullable String decode(byte[] bytes) {
        String whole = new String(bytes, StandardCharsets.UTF_8);
        String text = whole.substring(0, Math.max(0, whole.length() - DIGITS));
        return Arrays.equals(bytes, encode(text)) ? text : null;
    }
}
