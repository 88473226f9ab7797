package dev.cairn.report;

import dev.cairn.model.Objective;
import dev.cairn.spi.Names;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The objectives that results have in common, in the order of the first one. */
final class CommonObjectives {
    private CommonObjectives() {}

    /**
     * The objectives of all of these results.
     *
     * @throws IllegalArgumentException if one has others than the first
     */
    static List<Objective> of(List<NamedResult> results) {
        if (results.isEmpty()) {
            throw new IllegalArgumentException("There is no result; give one at least.");
        }
        NamedResult first = results.get(0);
        List<Objective> objectives = first.result().problem().objectives();
        if (objectives.isEmpty()) {
            throw new IllegalArgumentException("The result " + Names.quote(first.name())
                    + " declares no objectives, so nothing says how good it is.");
        }
        results.forEach(other -> names(objectives, first.name(), other, false));
        return objectives;
    }

    /**
     * Under which names {@code other} has these objectives.
     *
     * @param byPosition whether as many others of the same directions are taken for them, as a file of numbers does not name them
     */
    static List<String> names(List<Objective> objectives, String of, NamedResult other, boolean byPosition) {
        List<Objective> own = other.result().problem().objectives();
        List<Objective> matched = objectives.stream()
                .flatMap(wanted -> own.stream().filter(one -> one.name().equals(wanted.name())))
                .toList();
        boolean same = own.size() == objectives.size() && (byPosition || matched.size() == own.size());
        List<Objective> aligned = matched.size() == own.size() ? matched : own;
        if (!same || IntStream.range(0, aligned.size()).anyMatch(i -> !comparable(objectives.get(i), aligned.get(i)))) {
            throw new IllegalArgumentException("Results are compared by the same objectives: " + Names.quote(of)
                    + " has " + show(objectives) + ", but " + Names.quote(other.name()) + " has " + show(own) + ".");
        }
        return aligned.stream().map(Objective::name).toList();
    }

    private static boolean comparable(Objective one, Objective other) {
        boolean units = one.unit() == null || other.unit() == null || one.unit().equals(other.unit());
        return one.direction() == other.direction() && units;
    }

    private static String show(List<Objective> objectives) {
        return objectives.isEmpty()
                ? "none"
                : objectives.stream().map(AxisNames::full).collect(Collectors.joining(", "));
    }
}
