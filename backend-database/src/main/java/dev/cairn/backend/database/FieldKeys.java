package dev.cairn.backend.database;

import dev.cairn.query.FieldValue;
import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.zip.CRC32C;

/**
 * All rows of one document in the index. They are also kept in its own row, in this form, so that they can be found again by
 * their primary key when the document changes: the creation in eight bytes; for each row the number of the path in four, the
 * length of the value in one, and its bytes; the CRC32C of all that in four.
 *
 * @param created when the document was created, in nanoseconds since 1970: what orders rows of one value
 * @param keys the paths and values
 */
record FieldKeys(long created, SortedSet<FieldKey> keys) {
    /** The most rows of one document; one that needs more is {@linkplain FieldKey#UNREAD unread}. */
    static final int MOST = 1_024;

    /** The most bytes that they take. */
    static final int MOST_BYTES = 128 * 1024;

    FieldKeys(Instant created, Set<FieldKey> keys) {
        this(nanos(created), new TreeSet<>(keys));
    }

    /** Those of these that are not among {@code others}. */
    SortedSet<FieldKey> without(FieldKeys others) {
        TreeSet<FieldKey> rest = new TreeSet<>(keys);
        if (others.created == created) {
            rest.removeAll(others.keys);
        }
        return rest;
    }

    byte[] encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 * (keys.size() + 1));
        bytes.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(created).array());
        for (FieldKey key : keys) {
            byte[] value = key.value().bytes();
            bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES)
                    .putInt(Math.toIntExact(key.path()))
                    .array());
            bytes.write(value.length);
            bytes.writeBytes(value);
        }
        bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES)
                .putInt(sum(bytes.toByteArray(), bytes.size()))
                .array());
        return bytes.toByteArray();
    }

    /** What {@link #encode} wrote; empty if it is damaged. */
    static Optional<FieldKeys> decode(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        int end = bytes.length - Integer.BYTES;
        if (end < Long.BYTES || buffer.getInt(end) != sum(bytes, end)) {
            return Optional.empty();
        }
        try {
            long created = buffer.limit(end).getLong();
            TreeSet<FieldKey> keys = new TreeSet<>();
            while (buffer.hasRemaining()) {
                int path = buffer.getInt();
                byte[] value = new byte[Byte.toUnsignedInt(buffer.get())];
                buffer.get(value);
                keys.add(new FieldKey(path, FieldValue.ofBytes(value)));
            }
            return Optional.of(new FieldKeys(created, keys));
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Those of the values in {@code bytes} that stand at one of {@code paths}, by these; empty if they are damaged. */
    static Optional<Map<Long, List<FieldValue>>> values(byte[] bytes, Set<Long> paths) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        int end = bytes.length - Integer.BYTES;
        if (end < Long.BYTES || buffer.getInt(end) != sum(bytes, end)) {
            return Optional.empty();
        }
        Map<Long, List<FieldValue>> values = new HashMap<>();
        buffer.limit(end).position(Long.BYTES);
        while (buffer.hasRemaining()) {
            long path = buffer.getInt();
            byte[] value = new byte[Byte.toUnsignedInt(buffer.get())];
            buffer.get(value);
            if (paths.contains(path)) {
                values.computeIfAbsent(path, none -> new ArrayList<>()).add(FieldValue.ofBytes(value));
            }
        }
        return Optional.of(values);
    }

    /** Nanoseconds since 1970; the farthest that there are for times before 1677 and after 2262. */
    static long nanos(Instant time) {
        try {
            return Math.addExact(Math.multiplyExact(time.getEpochSecond(), 1_000_000_000L), time.getNano());
        } catch (ArithmeticException e) {
            return time.getEpochSecond() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }

    private static int sum(byte[] bytes, int length) {
        CRC32C sum = new CRC32C();
        sum.update(bytes, 0, length);
        return (int) sum.getValue();
    }
}
