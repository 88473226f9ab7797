package dev.cairn.formats.read;

import dev.cairn.spi.Names;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a file does not say of itself. Immutable; each method returns options with one thing more.
 *
 * @param problem what was optimized, or null for what the file or its name says
 * @param variables the columns of a table that a solver chose
 * @param minimized the columns of a table, or the objectives f1, f2 and so on, of which smaller values are better
 * @param maximized the same of which larger values are better
 * @param zone of times that are written without one; {@link ZoneOffset#UTC} where nothing else is asked for
 * @param longestLine the most bytes that a line may have, at least 1
 */
public record ReadOptions(
        @Nullable String problem,
        List<String> variables,
        List<String> minimized,
        List<String> maximized,
        ZoneId zone,
        int longestLine) {
    /** The most bytes of a line where nothing else is asked for: 16 MiB. */
    public static final int LONGEST_LINE = 16 << 20;

    private static final ReadOptions NONE =
            new ReadOptions(null, List.of(), List.of(), List.of(), ZoneOffset.UTC, LONGEST_LINE);

    public ReadOptions {
        if (problem != null) {
            Names.check("problem", problem);
        }
        variables = List.copyOf(variables);
        minimized = List.copyOf(minimized);
        maximized = List.copyOf(maximized);
        if (longestLine < 1) {
            throw new IllegalArgumentException("The longest line is " + longestLine + " bytes; give at least 1.");
        }
        Set<String> seen = new HashSet<>();
        for (List<String> names : List.of(variables, minimized, maximized)) {
            for (String name : names) {
                if (!seen.add(name)) {
                    throw new IllegalArgumentException("The column " + Names.quote(name)
                            + " is named twice in the options; it is a variable, minimized or maximized.");
                }
            }
        }
    }

    /** Nothing beyond what the file says. */
    public static ReadOptions none() {
        return NONE;
    }

    /** The same for a result of this problem. */
    public ReadOptions withProblem(String name) {
        return new ReadOptions(name, variables, minimized, maximized, zone, longestLine);
    }

    /** The same with columns that are variables. */
    public ReadOptions withVariables(String... names) {
        return new ReadOptions(problem, more(variables, names), minimized, maximized, zone, longestLine);
    }

    /** The same with objectives of which smaller values are better. */
    public ReadOptions minimizing(String... names) {
        return new ReadOptions(problem, variables, more(minimized, names), maximized, zone, longestLine);
    }

    /** The same with objectives of which larger values are better. */
    public ReadOptions maximizing(String... names) {
        return new ReadOptions(problem, variables, minimized, more(maximized, names), zone, longestLine);
    }

    /** The same with times without a zone read as of this one. */
    public ReadOptions withZone(ZoneId newZone) {
        return new ReadOptions(problem, variables, minimized, maximized, newZone, longestLine);
    }

    /** The same with lines of at most so many bytes. */
    public ReadOptions withLongestLine(int bytes) {
        return new ReadOptions(problem, variables, minimized, maximized, zone, bytes);
    }

    private static List<String> more(List<String> known, String... names) {
        List<String> all = new ArrayList<>(known);
        all.addAll(List.of(names));
        return all;
    }
}
