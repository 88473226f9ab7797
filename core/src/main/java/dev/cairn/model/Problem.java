package dev.cairn.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What was optimized: what a solver chooses, what it makes small or large, what must hold, and what is recorded besides.
 *
 * <p>Names are 1 to 512 UTF-8 bytes, not blank, without control characters, and unique within each list; the order of a list
 * is the order of columns.
 *
 * @param name such as {@code RE31}
 * @param description free text, or null
 * @param suite the collection of benchmarks that it belongs to, or null
 * @param variables what a solver chooses
 * @param objectives what a solver makes small or large
 * @param constraints what must hold
 * @param observables what is recorded besides
 */
public record Problem(
        String name,
        @Nullable String description,
        @Nullable String suite,
        List<Variable> variables,
        List<Objective> objectives,
        List<Constraint> constraints,
        List<Observable> observables) {
    public Problem {
        Checks.name(name, "problem name");
        Checks.optionalText(description, "description of problem " + Checks.show(name));
        Checks.optionalText(suite, "suite of problem " + Checks.show(name));
        List<String> problems = new ArrayList<>();
        variables = copy(variables, Variable::name, "variable", problems);
        objectives = copy(objectives, Objective::name, "objective", problems);
        constraints = copy(constraints, Constraint::name, "constraint", problems);
        observables = copy(observables, Observable::name, "observable", problems);
        Checks.refuse("The problem " + Checks.show(name) + " cannot be declared so", problems);
    }

    /** Starts a problem of this name with nothing declared. */
    public static Builder builder(String name) {
        return new Builder(name);
    }

    /** The variable of this name; an unknown name is refused with the known ones. */
    public Variable variable(String name) {
        return find(variables, Variable::name, "variable", name);
    }

    /** The objective of this name; an unknown name is refused with the known ones. */
    public Objective objective(String name) {
        return find(objectives, Objective::name, "objective", name);
    }

    /** The constraint of this name; an unknown name is refused with the known ones. */
    public Constraint constraint(String name) {
        return find(constraints, Constraint::name, "constraint", name);
    }

    /** The observable of this name; an unknown name is refused with the known ones. */
    public Observable observable(String name) {
        return find(observables, Observable::name, "observable", name);
    }

    /** The declared names of a role in the order of their columns; for the status its one name. */
    public List<String> names(Role role) {
        return switch (Checks.notNull(role, "role")) {
            case VARIABLE -> variables.stream().map(Variable::name).toList();
            case OBJECTIVE -> objectives.stream().map(Objective::name).toList();
            case CONSTRAINT -> constraints.stream().map(Constraint::name).toList();
            case OBSERVABLE -> observables.stream().map(Observable::name).toList();
            case STATUS -> List.of(ColumnName.STATUS.name());
        };
    }

    private static <T> List<T> copy(
            @Nullable List<T> given, Function<T, String> nameOf, String what, List<String> problems) {
        Set<String> seen = new HashSet<>();
        for (T one : Checks.notNull(given, what + "s")) {
            Checks.notNull(one, "one of the " + what + "s");
            if (!seen.add(nameOf.apply(one))) {
                problems.add("two " + what + "s are named " + Checks.show(nameOf.apply(one)) + "; rename one of them");
            }
        }
        return List.copyOf(given);
    }

    private <T> T find(List<T> declared, Function<T, String> nameOf, String what, String wanted) {
        Checks.notNull(wanted, what + " name");
        return declared.stream()
                .filter(one -> nameOf.apply(one).equals(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The problem " + Checks.show(name) + " declares no "
                        + what + " " + Checks.show(wanted) + "; it declares "
                        + Checks.known(declared.stream().map(nameOf).toList())));
    }

    /** Collects the declarations of a problem; each call adds to what is there. Not for use by several threads. */
    public static final class Builder {
        private final String name;
        private @Nullable String description;
        private @Nullable String suite;
        private final List<Variable> variables = new ArrayList<>();
        private final List<Objective> objectives = new ArrayList<>();
        private final List<Constraint> constraints = new ArrayList<>();
        private final List<Observable> observables = new ArrayList<>();

        private Builder(String name) {
            this.name = Checks.name(name, "problem name");
        }

        /** Sets the free text about the problem. */
        public Builder description(String description) {
            this.description = Checks.notNull(description, "description");
            return this;
        }

        /** Sets the collection of benchmarks that the problem belongs to. */
        public Builder suite(String suite) {
            this.suite = Checks.notNull(suite, "suite");
            return this;
        }

        /** Declares the next variable. */
        public Builder variable(Variable variable) {
            variables.add(Checks.notNull(variable, "variable"));
            return this;
        }

        /** Declares the next objective. */
        public Builder objective(Objective objective) {
            objectives.add(Checks.notNull(objective, "objective"));
            return this;
        }

        /** Declares the next constraint. */
        public Builder constraint(Constraint constraint) {
            constraints.add(Checks.notNull(constraint, "constraint"));
            return this;
        }

        /** Declares the next observable. */
        public Builder observable(Observable observable) {
            observables.add(Checks.notNull(observable, "observable"));
            return this;
        }

        /** The problem as declared; names that occur twice are refused, all at once. */
        public Problem build() {
            return new Problem(name, description, suite, variables, objectives, constraints, observables);
        }
    }
}
