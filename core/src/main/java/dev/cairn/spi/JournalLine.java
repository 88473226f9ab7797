package dev.cairn.spi;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * An entry of a journal as one line in which no flipped bit goes unnoticed: {@code {"crc32c":"8 hex digits","entry":{...}}} and a
 * line break. A sealed journal is these lines, and a store may keep its entries as them. The sum is the CRC32C of the entry's
 * bytes in UTF-8.
 */
public final class JournalLine {
    private static final String SUM = "{\"crc32c\":\"";
    private static final String ENTRY = "\",\"entry\":";
    private static final String END = "}\n";
    private static final int BEFORE = SUM.length() + 2 * Integer.BYTES + ENTRY.length();

    private JournalLine() {}

    /**
     * The line of an entry.
     *
     * @throws IllegalArgumentException if {@code json} cannot be an entry, as {@link JournalEntry#check} says
     */
    public static byte[] encode(String json) {
        return line(JournalEntry.check(json));
    }

    /** The entry that {@link #encode} wrote; empty if a single bit is not as it was written. */
    public static Optional<String> decode(byte[] line) {
        int length = line.length - BEFORE - END.length();
        String json = length < 0 ? "" : new String(line, BEFORE, length, StandardCharsets.UTF_8);
        return length >= 0 && Arrays.equals(line, line(json)) ? Optional.of(json) : Optional.empty();
    }

    private static byte[] line(String json) {
        CRC32C sum = new CRC32C();
        sum.update(json.getBytes(StandardCharsets.UTF_8));
        String hex = HexFormat.of().toHexDigits((int) sum.getValue());
        return (SUM + hex + ENTRY + json + END).getBytes(StandardCharsets.UTF_8);
    }
}
