package dev.cairn.formats.write;

import dev.cairn.spi.Names;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a result is written. Immutable.
 *
 * @param part what the rows of a table are
 * @param set the name of the result set whose solutions are written, or null for all solutions; {@code pareto_front} and {@code feasible}
 *     are made where the result has no set of that name
 */
public record ExportOptions(Part part, @Nullable String set) {
    private static final ExportOptions SOLUTIONS = new ExportOptions(Part.SOLUTIONS, null);
    private static final ExportOptions HISTORY = new ExportOptions(Part.HISTORY, null);

    public ExportOptions {
        if (set != null) {
            Names.check("result set", set);
            if (part == Part.HISTORY) {
                throw new IllegalArgumentException("The history has generations and not solutions, so there is no set "
                        + Names.quote(set) + " of it; leave one of them out.");
            }
        }
    }

    /** All solutions. */
    public static ExportOptions solutions() {
        return SOLUTIONS;
    }

    /** The history: a row for each generation. */
    public static ExportOptions history() {
        return HISTORY;
    }

    /** The solutions of the result set of this name. */
    public static ExportOptions set(String name) {
        return new ExportOptions(Part.SOLUTIONS, Names.check("result set", name));
    }

    /** What the rows of a table are. */
    public enum Part {
        /** A row for each solution. */
        SOLUTIONS,
        /** A row for each generation. */
        HISTORY
    }
}
