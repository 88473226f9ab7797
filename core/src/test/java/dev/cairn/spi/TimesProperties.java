package dev.cairn.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Times are read as the JDK reads them. */
class TimesProperties {
    @Property
    void whatTheJdkWroteIsReadBack(
            @ForAll @LongRange(min = -62_167_219_200L, max = 253_402_300_799L) long second,
            @ForAll @IntRange(max = 999_999_999) int nanos) {
        Instant time = Instant.ofEpochSecond(second, nanos);
        assertThat(Times.parse(time.toString())).isEqualTo(time);
        assertThat(Times.parse(time.toString())).isEqualTo(Instant.parse(time.toString()));
    }

    @Property
    void aChangedCharacterIsJudgedAsByTheJdk(
            @ForAll @LongRange(min = 0, max = 4_102_444_800L) long second,
            @ForAll @IntRange(max = 19) int place,
            @ForAll char other) {
        StringBuilder text = new StringBuilder(Instant.ofEpochSecond(second).toString());
        text.setCharAt(place, other);
        Object expected;
        try {
            expected = Instant.parse(text);
        } catch (DateTimeParseException e) {
            assertThatExceptionOfType(DateTimeParseException.class).isThrownBy(() -> Times.parse(text.toString()));
            return;
        }
        assertThat(Times.parse(text.toString())).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2024-02-29T00:00:00Z",
                "2023-02-29T00:00:00Z",
                "2026-06-31T12:00:00Z",
                "2026-11-22T24:00:00Z",
                "2016-12-31T23:59:60Z",
                "2026-11-22T10:11:12.Z",
                "2026-11-22T10:11:12.1234567890Z",
                "2026-11-22T10:11:12+01:00",
                "+12026-11-22T10:11:12Z",
                "2026-11-22T10:11:12",
                "",
                "Z"
            })
    void whatIsUnusualIsJudgedByTheJdk(String text) {
        Object expected;
        try {
            expected = Instant.parse(text);
        } catch (DateTimeParseException e) {
            assertThatExceptionOfType(DateTimeParseException.class).isThrownBy(() -> Times.parse(text));
            return;
        }
        assertThat(Times.parse(text)).isEqualTo(expected);
    }

    @Example
    void aTimeOfAWholeSecondIsRead() {
        assertThat(Times.parse("2026-11-22T10:11:12Z")).isEqualTo(Instant.parse("2026-11-22T10:11:12Z"));
    }
}
