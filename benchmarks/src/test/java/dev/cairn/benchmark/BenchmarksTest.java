package dev.cairn.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The benchmarks work; what they measure here means nothing. */
class BenchmarksTest {
    @TempDir
    static Path folder;

    static List<Row> rows() {
        return Benchmarks.rows(folder.resolve("plots"));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void aRowMeasuresSomething(Row row) {
        try (Arena arena = new Arena(folder.resolve("row" + row.number()))) {
            List<Line> lines = row.measure(Effort.SMOKE);
            assertThat(lines).isNotEmpty().allSatisfy(line -> {
                assertThat(line.row()).isEqualTo(row.number());
                assertThat(line.figure()).doesNotContain("NaN");
            });
            assertThat(lines).anyMatch(line -> line.met() != null);
            assertThat(Table.of(lines)).contains(lines.get(0).work());
        }
    }

    @Test
    void rowsAreNumberedAsTheTargetsAre() {
        assertThat(rows().stream().map(Row::number)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13);
    }

    @Test
    void theMiddleOfRatiosIsTaken() {
        Scores ours = new Scores("ours", "/s", List.of(10.0, 30.0, 20.0));
        Scores theirs = new Scores("theirs", "/s", List.of(10.0, 10.0, 10.0));
        assertThat(ours.over(theirs).median()).isEqualTo(2);
        assertThat(Line.of(1, "work", ours, theirs, Line.Aim.AT_LEAST, 2.1).met())
                .isFalse();
        assertThat(Line.of(1, "work", ours, theirs, Line.Aim.AT_MOST, 2.1).met())
                .isTrue();
        assertThat(Line.of(1, "work", ours, theirs, Line.Aim.AT_MOST, 2.1).spread())
                .isEqualTo("1.00 to 3.00");
        assertThat(new Scores("even", "/s", List.of(4.0, 1.0, 2.0, 3.0)).median())
                .isEqualTo(2.5);
    }
}
