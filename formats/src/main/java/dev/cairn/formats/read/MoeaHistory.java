package dev.cairn.formats.read;

import dev.cairn.model.History;
import dev.cairn.model.LongColumn;
import dev.cairn.model.RunInfo;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the entries of a result file say of themselves: the number of their solutions, and their properties. */
final class MoeaHistory {
    private static final String SOLUTIONS = "solutions";

    private final List<Map<String, String>> properties = new ArrayList<>();
    private final List<Long> solutions = new ArrayList<>();

    void add(MoeaEntry entry) {
        properties.add(entry.properties());
        solutions.add((long) entry.rows());
    }

    int entries() {
        return properties.size();
    }

    /** One row for each entry; none where one entry says nothing. */
    History build() {
        Set<String> names = new LinkedHashSet<>();
        properties.forEach(one -> names.addAll(one.keySet()));
        if (entries() == 1 && names.isEmpty()) {
            return History.EMPTY;
        }
        History.Builder history = History.builder();
        history.column(
                SOLUTIONS,
                LongColumn.adopt(solutions.stream().mapToLong(Long::longValue).toArray(), null));
        for (String name : names) {
            TypedCells cells = new TypedCells();
            properties.forEach(one -> cells.look(one.get(name), 0));
            cells.fill(entries());
            properties.forEach(one -> cells.add(one.get(name)));
            history.column(name.equals(SOLUTIONS) ? "property " + name : name, cells.column());
        }
        return history.build();
    }

    /** The evaluations that the last entry names. */
    RunInfo run() {
        @Nullable String evaluations = properties.get(properties.size() - 1).get("NFE");
        return evaluations != null && Numbers.isWhole(evaluations) && !evaluations.startsWith("-")
                ? RunInfo.UNKNOWN.withEvaluations(Long.parseLong(evaluations))
                : RunInfo.UNKNOWN;
    }
}
