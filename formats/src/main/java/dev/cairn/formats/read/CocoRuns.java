package dev.cairn.formats.read;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The runs in a data file of COCO, one after the other: each begins with comments, of which the last names the columns, and has a row for
 * each evaluation that was noted. One run is in memory at a time.
 */
final class CocoRuns implements AutoCloseable {
    private static final Pattern VARIABLE = Pattern.compile("x\\d+(\\.\\.\\.)?");
    private static final Pattern VALUE = Pattern.compile("\\(([+-]?[\\d.]+(?:[eE][+-]?\\d+)?)\\)");
    private static final Pattern INSTANCE = Pattern.compile("instance\\s*=\\s*(\\S+?)\\s*(?:,.*)?");

    /**
     * One run.
     *
     * @param line where its columns are named
     * @param names of the columns but those of variables
     * @param best the value of the best solution that its header tells; null where it tells none
     * @param instance that its comments tell; null where they tell none
     * @param rows the numbers as they are written
     * @param variables how many numbers of each row are variables
     */
    record Run(
            long line,
            List<String> names,
            @Nullable Double best,
            @Nullable String instance,
            List<List<String>> rows,
            int variables) {
        Run {
            names = List.copyOf(names);
            rows = List.copyOf(rows);
        }
    }

    private final Path file;
    private final TextLines lines;
    private final int dimension;
    private @Nullable String pending;
    private @Nullable String instance;

    /** The runs in a file of a function of so many variables. */
    CocoRuns(Path file, int dimension, ReadOptions options) {
        this.file = file;
        this.dimension = dimension;
        this.lines = new TextLines(file, options.longestLine());
        this.pending = lines.next();
    }

    Path file() {
        return file;
    }

    /** The next run, null behind the last one. */
    @Nullable
    Run next() {
        String header = header();
        if (header == null) {
            return null;
        }
        long line = lines.number();
        String run = instance;
        instance = null;
        List<String> names = new ArrayList<>();
        boolean withVariables = false;
        for (String cell : header.substring(1).split("\\|", -1)) {
            boolean variable = VARIABLE.matcher(cell.strip()).matches();
            withVariables |= variable;
            if (!variable) {
                names.add(cell.strip());
            }
        }
        Matcher value = VALUE.matcher(header);
        Double best = value.find() ? Double.valueOf(value.group(1)) : null;
        int variables = withVariables ? dimension : 0;
        return new Run(
                line,
                names.stream().map(CocoRuns::plain).toList(),
                best,
                run,
                rows(names.size(), variables),
                variables);
    }

    /** The same name in all files: without the value that it tells. */
    private static String plain(String name) {
        String plain = VALUE.matcher(name).replaceAll("").strip();
        return switch (plain) {
            case "function evaluation", "function evaluations", "f evaluations" -> "evaluations";
            default -> plain;
        };
    }

    private @Nullable String header() {
        while (pending != null && pending.indexOf('|') < 0) {
            String line = pending.strip();
            if (!line.isEmpty() && !line.startsWith("%")) {
                throw lines.bad("numbers without a line that names their columns");
            }
            Matcher told =
                    INSTANCE.matcher(line.isEmpty() ? "" : line.substring(1).strip());
            if (told.matches()) {
                instance = told.group(1);
            }
            pending = lines.next();
        }
        if (pending != null && !pending.startsWith("%")) {
            throw lines.bad("it names columns, but does not begin with %");
        }
        return pending;
    }

    private List<List<String>> rows(int named, int variables) {
        List<List<String>> rows = new ArrayList<>();
        for (pending = lines.next(); pending != null && !pending.startsWith("%"); pending = lines.next()) {
            if (!pending.isBlank()) {
                rows.add(row(pending, named, variables));
            }
        }
        return rows;
    }

    private List<String> row(String line, int named, int variables) {
        List<String> cells = new ArrayList<>();
        StringTokenizer tokens = new StringTokenizer(line);
        while (tokens.hasMoreTokens()) {
            String cell = tokens.nextToken();
            if (!Numbers.isReal(cell)) {
                throw lines.bad("column " + (cells.size() + 1) + ": " + BadFile.quote(cell) + " is no number"
                        + (cell.indexOf(',') >= 0 ? "; " + BadFile.DECIMALS : ""));
            }
            cells.add(cell);
        }
        if (cells.size() != named + variables) {
            throw lines.bad("it has " + cells.size() + " numbers, not " + (named + variables)
                    + " as its columns and the dimension say; the file was probably cut off or edited");
        }
        return cells;
    }

    /** Whether the last line has an end, once all runs were read. */
    boolean ended() {
        return lines.ended();
    }

    @Override
    public void close() {
        lines.close();
    }
}
