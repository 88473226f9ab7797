package dev.cairn.backend.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.query.FieldValue;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FieldKeysTest {
    private static final FieldKeys KEYS = new FieldKeys(
            Instant.EPOCH.plusNanos(258),
            Set.of(new FieldKey(3, FieldValue.of("b")), new FieldKey(2, FieldValue.of(true)), FieldKey.unread()));

    @Test
    void areWrittenByteByByteAsTheFormatSays() {
        assertThat(HexFormat.of().formatHex(KEYS.encode()))
                .startsWith("0000000000000102" + "00000000" + "01" + "11" + "00000002" + "01" + "11" + "00000003" + "02"
                        + "4062")
                .hasSize(2 * (8 + 6 + 6 + 7 + 4));
        assertThat(FieldKeys.decode(KEYS.encode())).contains(KEYS);
    }

    @Test
    void areNotReadWithAnyBitFlippedOrAnyByteMissing() {
        byte[] bytes = KEYS.encode();
        for (int bit = 0; bit < 8 * bytes.length; bit++) {
            bytes[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThat(FieldKeys.decode(bytes)).isEmpty();
            bytes[bit / 8] ^= (byte) (1 << (bit % 8));
        }
        for (int length = 0; length < bytes.length; length++) {
            assertThat(FieldKeys.decode(Arrays.copyOf(bytes, length))).isEmpty();
        }
    }

    @Test
    void thatChangedLeaveOutThoseThatStay() {
        Set<FieldKey> other = Set.of(new FieldKey(3, FieldValue.of("b")), new FieldKey(3, FieldValue.of("c")));
        assertThat(new FieldKeys(KEYS.created(), KEYS.keys())
                        .without(new FieldKeys(Instant.EPOCH.plusNanos(258), other)))
                .containsExactly(FieldKey.unread(), new FieldKey(2, FieldValue.of(true)));
        assertThat(KEYS.without(new FieldKeys(Instant.EPOCH, KEYS.keys()))).hasSize(3);
    }

    @Test
    void ofTimesThatNoLongHoldsAreTheNearest() {
        assertThat(FieldKeys.nanos(Instant.MIN)).isEqualTo(Long.MIN_VALUE);
        assertThat(FieldKeys.nanos(Instant.MAX)).isEqualTo(Long.MAX_VALUE);
        assertThat(FieldKeys.nanos(Instant.EPOCH.minusNanos(1))).isEqualTo(-1);
    }
}
