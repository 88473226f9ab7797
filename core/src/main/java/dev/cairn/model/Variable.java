package dev.cairn.model;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Something that a solver chooses for each solution.
 *
 * @param name unique among the variables of a problem
 * @param type what its values are
 * @param lower the smallest allowed value, a {@link Double} for REAL and a {@link Long} for INTEGER, so that both are exact;
 *     null where there is none, which negative infinity becomes
 * @param upper the largest allowed value in the same way; null where there is none, which infinity becomes
 * @param unit such as {@code mm}, or null where none is known
 * @param categories the allowed values of a CATEGORICAL variable, at least one and distinct; empty for every other type
 * @param width the number of bits of a BINARY variable, the number of items of a PERMUTATION, 1 for every other type
 */
public record Variable(
        String name,
        VariableType type,
        @Nullable Number lower,
        @Nullable Number upper,
        @Nullable String unit,
        List<String> categories,
        int width) {
    public Variable {
        Checks.name(name, "variable name");
        Checks.notNull(type, "type of variable " + Checks.show(name));
        Checks.optionalText(unit, "unit of variable " + Checks.show(name));
        Bounds bounds = new Bounds(name, type);
        lower = bounds.lower(lower);
        upper = bounds.upper(upper);
        bounds.refuseCrossed(lower, upper);
        categories = checkedCategories(name, type, categories);
        checkWidth(name, type, width);
    }

    /** A real variable between two bounds, both allowed; an infinite one is no bound. */
    public static Variable real(String name, double lower, double upper) {
        return new Variable(name, VariableType.REAL, lower, upper, null, List.of(), 1);
    }

    /** A real variable without bounds. */
    public static Variable real(String name) {
        return new Variable(name, VariableType.REAL, null, null, null, List.of(), 1);
    }

    /** A whole variable between two bounds, both allowed. */
    public static Variable integer(String name, long lower, long upper) {
        return new Variable(name, VariableType.INTEGER, lower, upper, null, List.of(), 1);
    }

    /** A whole variable without bounds. */
    public static Variable integer(String name) {
        return new Variable(name, VariableType.INTEGER, null, null, null, List.of(), 1);
    }

    /** A variable of this many bits, at least one. */
    public static Variable binary(String name, int bits) {
        return new Variable(name, VariableType.BINARY, null, null, null, List.of(), bits);
    }

    /** A variable that takes one of these values. */
    public static Variable categorical(String name, String... categories) {
        Checks.notNull(categories, "categories");
        return categorical(name, Arrays.asList(categories));
    }

    /** A variable that takes one of these values. */
    public static Variable categorical(String name, List<String> categories) {
        return new Variable(name, VariableType.CATEGORICAL, null, null, null, categories, 1);
    }

    /** A variable that is an order of this many items, at least one. */
    public static Variable permutation(String name, int items) {
        return new Variable(name, VariableType.PERMUTATION, null, null, null, List.of(), items);
    }

    /** The same variable in this unit. */
    public Variable withUnit(String unit) {
        return new Variable(name, type, lower, upper, Checks.notNull(unit, "unit"), categories, width);
    }

    private static List<String> checkedCategories(String name, VariableType type, @Nullable List<String> given) {
        String what = "categories of variable " + Checks.show(name);
        List<String> categories = Checks.notNull(given, what);
        if (type != VariableType.CATEGORICAL && !categories.isEmpty()) {
            throw new IllegalArgumentException(
                    "The " + what + " have no meaning: it is " + type + ", not CATEGORICAL; leave them out");
        }
        if (type == VariableType.CATEGORICAL && categories.isEmpty()) {
            throw new IllegalArgumentException("The " + what + " are empty; name the values that it can take");
        }
        Set<String> seen = new HashSet<>();
        for (String category : categories) {
            Checks.wellFormed(Checks.notNull(category, "one of the " + what), "one of the " + what);
            if (!seen.add(category)) {
                throw new IllegalArgumentException(
                        "The " + what + " name " + Checks.show(category) + " twice; give each once");
            }
        }
        return List.copyOf(categories);
    }

    private static void checkWidth(String name, VariableType type, int width) {
        boolean wide = type == VariableType.BINARY || type == VariableType.PERMUTATION;
        if (wide ? width < 1 : width != 1) {
            throw new IllegalArgumentException("The width of variable " + Checks.show(name) + " is " + width
                    + "; a variable that is " + type + " has " + (wide ? "at least 1" : "1"));
        }
    }
}
