package dev.cairn.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Report report = new Report(new PrintStream(bytes, true, StandardCharsets.UTF_8));

    @Test
    void numbersAreAlignedToTheRightAndWordsToTheLeft() {
        report.table(new Table(List.of("key", "size"), List.of(List.of("a", "9 B"), List.of("long", "12.5 kB"))));

        assertThat(lines()).containsExactly("", "   key      size", "   a         9 B", "   long  12.5 kB");
    }

    @Test
    void aLongParagraphIsBrokenBetweenWords() {
        report.say("word ".repeat(50));

        assertThat(lines())
                .hasSizeGreaterThan(1)
                .allSatisfy(line -> assertThat(line)
                        .hasSizeLessThanOrEqualTo(100)
                        .startsWith("   word")
                        .endsWith("word"));
    }

    @Test
    void sizesAndTimesHaveReadableUnits() {
        assertThat(List.of(Report.bytes(999), Report.bytes(9_400), Report.bytes(2_500_000)))
                .containsExactly("999 B", "9.4 kB", "2.5 MB");
        assertThat(List.of(Report.duration(Duration.ofNanos(3_140_000)), Report.duration(Duration.ofMillis(2_400))))
                .containsExactly("3.1 ms", "2.4 s");
    }

    @Test
    void numbersShowAboutFourDigits() {
        assertThat(List.of(Report.number(0), Report.number(0.33333), Report.number(515.216), Report.number(5.5373e-5)))
                .containsExactly("0", "0.3333", "515.2", "5.537e-05");
    }

    @Test
    void aPathBelowTheCurrentFolderIsShownFromThere() {
        assertThat(Report.path(Path.of("target", "quickstart").toAbsolutePath()))
                .isEqualTo(Path.of("target", "quickstart").toString());
    }

    private List<String> lines() {
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
