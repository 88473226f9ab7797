package dev.cairn.formats.read;

import dev.cairn.model.OptimizationResult;
import dev.cairn.model.OptimizationResultBuilder;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Result files of the MOEA Framework, version 5 of their form: a header that declares the problem, then entries that end with a line
 * {@code #}. The last entry becomes the solutions; what each entry says of itself becomes the history, one row for each entry.
 *
 * <p>The value of a constraint is how far it is violated, zero where it is not, and the value as it is in the file is an observable beside
 * it, {@code value of g1}, as in recordings of the MOEA Framework.
 */
public final class MoeaReader implements ResultReader {
    private static final Pattern HEADER = Pattern.compile("#\\s*(Version|Problem)\\s*=.*");

    @Override
    public String name() {
        return "moea";
    }

    @Override
    public boolean recognizes(FileHead head) {
        return head.isText() && hasHeader(head);
    }

    static boolean hasHeader(FileHead head) {
        return HEADER.matcher(head.firstLine()).matches();
    }

    @Override
    public void read(Path file, ReadOptions options, ReadTarget target) {
        target.result("", result(file, options));
    }

    private ReadResult result(Path file, ReadOptions options) {
        try (TextLines lines = new TextLines(file, options.longestLine())) {
            MoeaHeader header = new MoeaHeader(file);
            String line = lines.next();
            while (line != null && header.takes(line, lines)) {
                line = lines.next();
            }
            MoeaProblem problem = header.problem(options);
            OptionsCheck.objectives(file, options, problem.objectiveNames());
            if (!options.minimized().isEmpty() || !options.maximized().isEmpty()) {
                throw new IllegalArgumentException("The file '" + file
                        + "' says itself which way its objectives go; leave them out of the options.");
            }
            MoeaHistory history = new MoeaHistory();
            MoeaEntry last = entries(problem, lines, line, history);
            return result(file, problem, last, history);
        } catch (NumberFormatException e) {
            throw BadFile.whole(file, String.valueOf(e.getMessage()));
        }
    }

    private static MoeaEntry entries(
            MoeaProblem problem, TextLines lines, @Nullable String first, MoeaHistory history) {
        MoeaEntry entry = new MoeaEntry(problem, lines);
        MoeaEntry last = null;
        boolean open = false;
        for (String line = first; line != null; line = lines.next()) {
            if (line.strip().equals("#")) {
                history.add(entry);
                last = entry;
                entry = new MoeaEntry(problem, lines);
                open = false;
            } else if (!line.isBlank()) {
                entry.take(line);
                open = true;
            }
        }
        if (open || last == null) {
            throw lines.bad("the file ends without the '#' that ends an entry; it was probably cut off");
        }
        return last;
    }

    private ReadResult result(Path file, MoeaProblem problem, MoeaEntry last, MoeaHistory history) {
        OptimizationResultBuilder result = OptimizationResult.builder().problem(problem.declared());
        Origin.note(result, name(), List.of(file));
        last.columns().forEach(result::column);
        result.history(history.build());
        result.run(history.run());
        List<String> lost = problem.notCarried();
        lost.add("the algorithm, its settings and seed");
        if (history.entries() > 1) {
            lost.add("the solutions of the " + (history.entries() - 1)
                    + " entries before the last; what these say of themselves is the history");
        }
        if (!last.withVariables()) {
            lost.add("the variables: the rows hold objectives alone");
        }
        return new ReadResult(name(), List.of(file), result.build(), lost);
    }
}
