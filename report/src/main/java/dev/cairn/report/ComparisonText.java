package dev.cairn.report;

import dev.cairn.model.Direction;
import dev.cairn.model.Objective;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A comparison as text with aligned columns. */
final class ComparisonText {
    private final QualityComparison comparison;
    private final StringBuilder text = new StringBuilder();

    ComparisonText(QualityComparison comparison) {
        this.comparison = comparison;
    }

    String text() {
        line("Objectives: "
                + comparison.objectives().stream().map(AxisNames::full).collect(Collectors.joining(", ")));
        reference(comparison.reference()).forEach(this::line);
        comparison.indicators().forEach(this::indicator);
        if (!comparison.notes().isEmpty()) {
            line("");
            comparison.notes().forEach(note -> line("Note: " + note));
        }
        return text.toString();
    }

    /** The reference in sentences; none where there is none. */
    static List<String> reference(@Nullable Reference reference) {
        if (reference == null) {
            return List.of();
        }
        return List.of(
                "Reference front: " + reference.source() + ", " + reference.points() + " points, from "
                        + Digits.list(reference.ideal()) + " (ideal) to " + Digits.list(reference.nadir()) + " (nadir)",
                "Reference point of the hypervolume: " + Digits.list(reference.point()),
                reference.normalized()
                        ? "Objectives are normalized: ideal is 0, nadir is 1"
                        : "Objectives are not normalized");
    }

    private void indicator(IndicatorComparison one) {
        line("");
        line(heading(one));
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("group", "n", "median", "lower quartile", "upper quartile", "min", "max"));
        one.groups().forEach(group -> rows.add(cells(group)));
        table(rows);
        RankTest test = one.test();
        if (test != null) {
            line(sentence(test));
            if (test.pairs().size() > 1) {
                pairs(test);
            }
        }
    }

    static String heading(IndicatorComparison one) {
        return one.indicator().label() + " (" + (one.better() == Direction.MAXIMIZE ? "larger" : "smaller")
                + " is better)";
    }

    static List<String> cells(GroupQuality group) {
        return Stream.concat(
                        Stream.of(group.group(), String.valueOf(group.n())),
                        Stream.of(
                                Digits.of(group.median()),
                                Digits.of(group.lowerQuartile()),
                                Digits.of(group.upperQuartile()),
                                Digits.of(group.min()),
                                Digits.of(group.max())))
                .toList();
    }

    /** A test in a sentence. */
    static String sentence(RankTest test) {
        String leftOut = test.leftOut().isEmpty()
                ? ""
                : "; without " + String.join(", ", test.leftOut()) + ", which have fewer than two values";
        String superiority =
                test.pairs().size() != 1 ? "" : ", " + superiority(test.pairs().get(0));
        return test.name() + " = " + Digits.of(test.statistic()) + ", p = " + Digits.of(test.p()) + " (" + test.method()
                + ")" + superiority + leftOut;
    }

    private static String superiority(PairTest pair) {
        return pair.first() + " is better in " + Digits.percent(pair.superiority()) + " of pairs";
    }

    private void pairs(RankTest test) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("first", "second", "first is better", "p", "p by Holm", "method"));
        test.pairs().forEach(pair -> rows.add(cells(pair)));
        table(rows);
    }

    static List<String> cells(PairTest pair) {
        return List.of(
                pair.first(),
                pair.second(),
                Digits.percent(pair.superiority()) + " of pairs",
                Digits.of(pair.p()),
                Digits.of(pair.adjustedP()),
                pair.method());
    }

    private void table(List<List<String>> rows) {
        int columns = rows.get(0).size();
        int[] widths = IntStream.range(0, columns)
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        for (List<String> row : rows) {
            line(IntStream.range(0, columns)
                    .mapToObj(column -> row.get(column)
                            + " ".repeat(widths[column] - row.get(column).length()))
                    .collect(Collectors.joining("  "))
                    .stripTrailing());
        }
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    /** The names of objectives for a heading. */
    static String names(List<Objective> objectives) {
        return objectives.stream().map(AxisNames::full).collect(Collectors.joining(", "));
    }
}
