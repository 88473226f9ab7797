package dev.cairn.report;

import dev.cairn.StorageManager;
import dev.cairn.query.FieldRow;
import dev.cairn.query.Query;
import dev.cairn.spi.Names;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Results that are repetitions of one thing, such as the runs of one algorithm from several seeds.
 *
 * @param name such as the name of the algorithm
 * @param results one or more, in any order
 */
public record ResultGroup(String name, List<NamedResult> results) {
    /** The group of results that have nothing in the field by which they are grouped. */
    static final String NONE = "(none)";

    public ResultGroup {
        Names.check("name of a group", name);
        results = List.copyOf(results);
        if (results.isEmpty()) {
            throw new IllegalArgumentException(
                    "The group " + Names.quote(name) + " has no result; leave the group out.");
        }
    }

    /** Each result as a group of its own. */
    public static List<ResultGroup> each(Collection<NamedResult> results) {
        return results.stream()
                .map(one -> new ResultGroup(one.name(), List.of(one)))
                .toList();
    }

    /** Groups of results of the same name by {@code group}, in the order in which the names appear. */
    public static List<ResultGroup> by(Collection<NamedResult> results, Function<? super NamedResult, String> group) {
        Map<String, List<NamedResult>> groups = new LinkedHashMap<>();
        results.forEach(one -> groups.computeIfAbsent(group.apply(one), name -> new ArrayList<>())
                .add(one));
        return groups.entrySet().stream()
                .map(entry -> new ResultGroup(entry.getKey(), entry.getValue()))
                .toList();
    }

    /**
     * The results that {@code query} asks for, grouped by what they have in a field: {@code solver.name}, {@code metadata.variant}. All of
     * them are loaded. A result that has several values there is in the group of all of them; one that has none is in the group
     * {@code (none)}.
     *
     * @throws IllegalArgumentException if results have no such field
     */
    public static List<ResultGroup> byField(StorageManager manager, Query query, String field) {
        return byField(manager, query, field, key -> true);
    }

    /** The same for those whose keys are {@code wanted}; no other one is loaded. */
    public static List<ResultGroup> byField(
            StorageManager manager, Query query, String field, Predicate<String> wanted) {
        Map<String, String> groups = new LinkedHashMap<>();
        for (FieldRow row : manager.results().select(query, List.of(field)).items()) {
            if (!wanted.test(row.key().id())) {
                continue;
            }
            groups.put(row.key().id(), nameOf(row));
        }
        List<NamedResult> results = groups.keySet().stream()
                .map(key -> new NamedResult(key, manager.loadResult(key)))
                .toList();
        return by(results, one -> groups.getOrDefault(one.name(), NONE));
    }

    /** What a result has in the one field that was selected. */
    static String nameOf(FieldRow row) {
        String name = row.values().values().stream()
                .flatMap(List::stream)
                .map(String::valueOf)
                .collect(Collectors.joining(", "));
        return name.isBlank() ? NONE : name;
    }
}
