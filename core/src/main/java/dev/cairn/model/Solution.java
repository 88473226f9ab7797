package dev.cairn.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One row of a result for printing: values by name, in the order of declaration, null where one is missing. Columns that the
 * result does not hold are left out. See {@link Column#value} for the form of values.
 *
 * @param row from 0 on
 * @param variables what the solver chose
 * @param objectives as given, never negated
 * @param constraints by the sign rule of {@link Constraint}
 * @param observables what was recorded besides
 * @param status how the evaluation ended, null where the result does not say
 */
public record Solution(
        int row,
        Map<String, @Nullable Object> variables,
        Map<String, @Nullable Object> objectives,
        Map<String, @Nullable Object> constraints,
        Map<String, @Nullable Object> observables,
        @Nullable String status) {
    public Solution {
        variables = copy(variables, "variables");
        objectives = copy(objectives, "objectives");
        constraints = copy(constraints, "constraints");
        observables = copy(observables, "observables");
    }

    private static Map<String, @Nullable Object> copy(Map<String, @Nullable Object> values, String what) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(Checks.notNull(values, what)));
    }
}
