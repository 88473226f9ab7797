package dev.cairn.formats.write;

import dev.cairn.model.ColumnName;
import dev.cairn.model.Problem;
import dev.cairn.model.Role;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the columns of a result are called in a table, where a variable and an objective may have one name: the names that the problem
 * declares, and for those that occur twice the full ones, such as {@code objectives/f1}.
 */
public final class ColumnNames {
    private ColumnNames() {}

    /**
     * The names of all columns that a result of this problem may have, unique.
     *
     * @param taken names that no column may have
     */
    public static Map<ColumnName, String> of(Problem problem, Set<String> taken) {
        List<ColumnName> columns = Arrays.stream(Role.values())
                .flatMap(role -> problem.names(role).stream().map(name -> new ColumnName(role, name)))
                .toList();
        Map<String, Integer> uses = new HashMap<>();
        taken.forEach(name -> uses.merge(name, 1, Integer::sum));
        columns.forEach(column -> uses.merge(column.name(), 1, Integer::sum));
        Map<ColumnName, String> names = new LinkedHashMap<>();
        Set<String> given = new HashSet<>(taken);
        boolean unique = true;
        for (ColumnName column : columns) {
            String name = uses.getOrDefault(column.name(), 0) > 1 ? column.toString() : column.name();
            unique &= given.add(name);
            names.put(column, name);
        }
        if (!unique) {
            columns.forEach(column -> names.put(column, column.toString()));
        }
        return names;
    }
}
