package dev.cairn.query;

import java.nio.ByteBuffer;
import java.time.Instant;

/** A time as bytes: seconds since 1970 with the sign turned, then nanoseconds. */
final class TimeBytes {
    private static final int LENGTH = 1 + Long.BYTES + Integer.BYTES;

    private TimeBytes() {}

    static byte[] encode(byte type, Instant time) {
        return ByteBuffer.allocate(LENGTH)
                .put(type)
                .putLong(time.getEpochSecond() ^ Long.MIN_VALUE)
                .putInt(time.getNano())
                .array();
    }

    static Instant decode(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return Instant.ofEpochSecond(
                buffer.getLong(1) ^ Long.MIN_VALUE, Integer.toUnsignedLong(buffer.getInt(1 + Long.BYTES)));
    }
}
