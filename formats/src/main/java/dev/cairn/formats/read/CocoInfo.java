package dev.cairn.formats.read;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An info file of COCO: what was run, and in which files the data are. In the form for one objective each group is a line that describes
 * it, comments, and a line with a file and its runs; in the form for two objectives one line describes all, and each group is a line.
 */
final class CocoInfo {
    /**
     * The runs in one data file.
     *
     * @param line where the file is named
     * @param described what the info file says of them, by its own names
     * @param path of the data file, as it is written
     */
    record Group(long line, Map<String, String> described, List<String> comments, String path, List<Run> runs) {
        Group {
            comments = List.copyOf(comments);
            runs = List.copyOf(runs);
        }

        /** What is described by one of these names; null where nothing is. */
        @Nullable
        String of(String... names) {
            for (String name : names) {
                String value = described.get(name);
                if (value != null) {
                    return value;
                }
            }
            return null;
        }
    }

    /**
     * One run.
     *
     * @param instance of the function
     * @param evaluations how many there were
     * @param reached the best difference to the target, or the indicator; null where it is not said
     */
    record Run(String instance, long evaluations, @Nullable Double reached) {}

    /** Takes a group. */
    interface Target {
        void take(Group group);
    }

    private final TextLines lines;
    private final Map<String, String> described = new LinkedHashMap<>();
    private final List<String> comments = new ArrayList<>();
    private boolean grouped;

    private CocoInfo(TextLines lines) {
        this.lines = lines;
    }

    /** Hands over one group after the other. */
    static void read(Path file, ReadOptions options, Target target) {
        try (TextLines lines = new TextLines(file, options.longestLine())) {
            CocoInfo info = new CocoInfo(lines);
            for (String line = lines.next(); line != null; line = lines.next()) {
                if (!line.isBlank()) {
                    info.take(line.strip(), target);
                }
            }
            if (!info.grouped) {
                throw BadFile.at(
                        file, lines.number(), "it ends before it names a file with data; it was probably cut off");
            }
        }
    }

    private void take(String line, Target target) {
        if (line.startsWith("%")) {
            String comment = line.substring(1).strip();
            if (!comment.isEmpty()) {
                comments.add(comment);
            }
            return;
        }
        List<String> cells = cells(line);
        Map<String, String> pairs = new LinkedHashMap<>();
        int next = 0;
        while (next < cells.size() && cells.get(next).indexOf('=') > 0) {
            String cell = cells.get(next++);
            int sign = cell.indexOf('=');
            pairs.put(
                    cell.substring(0, sign).strip(),
                    unquoted(cell.substring(sign + 1).strip()));
        }
        boolean ofGroup = pairs.containsKey("function");
        if (!pairs.isEmpty() && !ofGroup) {
            described.clear();
            described.putAll(pairs);
            comments.clear();
            grouped = false;
        }
        if (next < cells.size()) {
            Map<String, String> all = new LinkedHashMap<>(described);
            all.putAll(pairs);
            group(all, cells.subList(next, cells.size()), target);
        } else if (ofGroup) {
            throw lines.bad("it names no file with data");
        }
    }

    private void group(Map<String, String> all, List<String> cells, Target target) {
        List<Run> runs = new ArrayList<>();
        for (String cell : cells.subList(1, cells.size())) {
            runs.add(run(cell));
        }
        grouped = true;
        target.take(new Group(lines.number(), all, comments, cells.get(0), runs));
    }

    private Run run(String cell) {
        int colon = cell.indexOf(':');
        int bar = cell.indexOf('|');
        if (colon < 1) {
            throw lines.bad(BadFile.quote(cell) + " is no run, such as 1:20|8.8e-01");
        }
        try {
            String evaluations =
                    cell.substring(colon + 1, bar < 0 ? cell.length() : bar).strip();
            Double reached =
                    bar < 0 ? null : Numbers.real(cell.substring(bar + 1).strip());
            return new Run(cell.substring(0, colon).strip(), Long.parseLong(evaluations), reached);
        } catch (NumberFormatException e) {
            throw lines.bad(BadFile.quote(cell) + " is no run, such as 1:20|8.8e-01: " + e.getMessage());
        }
    }

    /** What is between commas, but not those within quotes. */
    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        boolean quoted = false;
        int start = 0;
        for (int i = 0; i < line.length(); i++) {
            quoted ^= line.charAt(i) == '\'';
            if (!quoted && line.charAt(i) == ',') {
                cells.add(line.substring(start, i).strip());
                start = i + 1;
            }
        }
        String last = line.substring(start).strip();
        if (!last.isEmpty()) {
            cells.add(last);
        }
        return cells;
    }

    private static String unquoted(String text) {
        boolean quoted = text.length() >= 2 && text.startsWith("'") && text.endsWith("'");
        return quoted ? text.substring(1, text.length() - 1) : text;
    }
}
