package dev.cairn.examples;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Prints a story in numbered sections with aligned tables.
 *
 * <p>Uses plain ASCII and no colours, so that it reads the same on every console and in a file.
 */
final class Report {
    private static final int WIDTH = 100;
    private static final String INDENT = "   ";

    private final PrintStream out;
    private int sections;
    private boolean afterTable;

    Report(PrintStream out) {
        this.out = out;
    }

    /** The headline. */
    void title(String text) {
        out.println();
        out.println(text);
        out.println("=".repeat(text.length()));
    }

    /** Begins the next section. */
    void section(String text) {
        sections++;
        afterTable = false;
        out.println();
        out.println(sections + ". " + text);
    }

    /** A paragraph, broken between words where it is too long for a line. */
    void say(String text) {
        if (afterTable) {
            out.println();
            afterTable = false;
        }
        StringBuilder line = new StringBuilder(INDENT);
        for (String word : text.split(" ")) {
            if (line.length() + word.length() > WIDTH && !line.toString().isBlank()) {
                out.println(line.toString().stripTrailing());
                line.setLength(INDENT.length());
            }
            line.append(word).append(' ');
        }
        out.println(line.toString().stripTrailing());
    }

    /** Something to copy, never broken. */
    void command(String text) {
        out.println();
        out.println(INDENT + "$ " + text);
    }

    /** A table; columns of numbers are aligned to the right. */
    void table(Table table) {
        List<List<String>> all = new ArrayList<>(table.rows());
        all.add(0, table.header());
        List<String> formats = IntStream.range(0, table.header().size())
                .mapToObj(column -> "%" + (isNumeric(table.rows(), column) ? "" : "-") + width(all, column) + "s")
                .toList();
        out.println();
        for (List<String> row : all) {
            String line = IntStream.range(0, row.size())
                    .mapToObj(column -> String.format(Locale.ROOT, formats.get(column), row.get(column)))
                    .collect(Collectors.joining("  "));
            out.println((INDENT + line).stripTrailing());
        }
        afterTable = true;
    }

    private static boolean isNumeric(List<List<String>> rows, int column) {
        return rows.stream().allMatch(row -> row.get(column).matches("-?\\d[\\d.,e+-]*( \\w+)?"));
    }

    private static int width(List<List<String>> rows, int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(1);
    }

    /** Bytes in the unit in which they are easily read: {@code 812 B}, {@code 9.4 kB}. */
    static String bytes(long bytes) {
        if (bytes < 1000) {
            return bytes + " B";
        }
        return bytes < 1_000_000
                ? String.format(Locale.ROOT, "%.1f kB", bytes / 1e3)
                : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }

    /** Time in the unit in which it is easily read: {@code 3.1 ms}, {@code 2.4 s}. */
    static String duration(Duration duration) {
        double seconds = duration.toNanos() / 1e9;
        return seconds < 1
                ? String.format(Locale.ROOT, "%.1f ms", seconds * 1e3)
                : String.format(Locale.ROOT, "%.1f s", seconds);
    }

    /** A count with its thousands set apart: {@code 10,000}. */
    static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** A measured number with four digits that count, for reading; what is stored has all of them. */
    static String number(double value) {
        double size = Math.abs(value);
        if (size == 0) {
            return "0";
        }
        boolean ordinary = size >= 1e-3 && size < 1e6;
        String format = !ordinary ? "%.3e" : size < 10 ? "%.4f" : "%.1f";
        return String.format(Locale.ROOT, format, value);
    }

    /** {@code claim} where it holds, and a loud denial where it does not: a report must not say more than is so. */
    static String claim(boolean holds, String claim) {
        return holds ? claim : "DOES NOT HOLD: " + claim;
    }

    /** A constant as a word. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** A path as short as it can be typed from where the program was started. */
    static String path(Path path) {
        Path here = Path.of("").toAbsolutePath();
        Path full = path.toAbsolutePath().normalize();
        return full.startsWith(here) ? here.relativize(full).toString() : full.toString();
    }
}
