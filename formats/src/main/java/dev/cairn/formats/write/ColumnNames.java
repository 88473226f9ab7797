package dev.cairn.formats.write;

import dev.cairn.model.ColumnName;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What the columns of a result are called in a table, where a variable and an objective may have one name: the names that the problem
 * declares, and for those that occur twice the full ones, such as {@code objectives/f1}.
 */
public final class ColumnNames {
    private ColumnNames() {}

    /**
     * The names in the order of the columns, unique.
     *
     * @param taken names that no column may have
     */
    public static Map<ColumnName, String> of(Collection<ColumnName> columns, Set<String> taken) {
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
