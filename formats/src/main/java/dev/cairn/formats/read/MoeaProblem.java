package dev.cairn.formats.read;

import dev.cairn.model.ColumnName;
import dev.cairn.model.Constraint;
import dev.cairn.model.Objective;
import dev.cairn.model.Observable;
import dev.cairn.model.Problem;
import dev.cairn.model.Variable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The problem that a header declares, and the cells that take the values of each of its parts. A variable of a kind that results do not
 * have is an observable: its values as texts.
 */
final class MoeaProblem {
    private final Path file;
    private final Problem.Builder builder;
    private final List<String> notCarried = new ArrayList<>();
    private final List<Part> variables = new ArrayList<>();
    private final List<Part> objectives = new ArrayList<>();
    private final List<Part> constraints = new ArrayList<>();
    private @Nullable Problem declared;

    MoeaProblem(Path file, String name) {
        this.file = file;
        this.builder = Problem.builder(name);
    }

    void variable(@Nullable MoeaDefinition definition, int index) {
        String name = definition == null ? "x" + index : definition.nameOr("x" + index);
        if (definition != null && definition.is("RealVariable", 2)) {
            builder.variable(Variable.real(name, definition.real(0), definition.real(1)));
            variables.add(new Part(ColumnName.variable(name), MoeaCells.Reals::new));
        } else if (definition != null && definition.is("BinaryIntegerVariable", 2)) {
            int lower = definition.whole(0);
            int upper = definition.whole(1);
            builder.variable(Variable.integer(name, lower, upper));
            variables.add(new Part(ColumnName.variable(name), () -> new MoeaCells.GrayIntegers(lower, upper)));
            lose("whether the integers of " + name + " are in Gray code; they are read so, as it is usual there");
        } else if (definition != null && definition.is("BinaryVariable", 1)) {
            int width = definition.whole(0);
            builder.variable(Variable.binary(name, width));
            variables.add(new Part(ColumnName.variable(name), () -> new MoeaCells.Bits(width)));
        } else if (definition != null && definition.is("Permutation", 1)) {
            int width = definition.whole(0);
            builder.variable(Variable.permutation(name, width));
            variables.add(new Part(ColumnName.variable(name), () -> new MoeaCells.Permutations(width)));
        } else {
            builder.observable(Observable.of(name));
            variables.add(new Part(ColumnName.observable(name), MoeaCells.Texts::new));
            lose("the type of the variable " + name + ", " + (definition == null ? "not declared" : definition.text())
                    + "; its values are an observable, as texts");
        }
    }

    void objective(@Nullable MoeaDefinition definition, int index) {
        String name = definition == null ? "f" + index : definition.nameOr("f" + index);
        boolean maximized = definition != null && definition.kind().equals("Maximize");
        builder.objective(maximized ? Objective.maximize(name) : Objective.minimize(name));
        objectives.add(new Part(ColumnName.objective(name), MoeaCells.Reals::new));
        if (definition == null || !(maximized || definition.kind().equals("Minimize"))) {
            lose("the direction of the objective " + name + ", "
                    + (definition == null ? "not declared" : definition.text()) + "; it is taken for minimized");
        }
    }

    void constraint(@Nullable MoeaDefinition definition, int index) {
        String name = definition == null ? "g" + index : definition.nameOr("g" + index);
        ColumnName value = ColumnName.observable("value of " + name);
        builder.observable(Observable.of(value.name()));
        constraints.add(new Part(value, MoeaCells.Reals::new));
        MoeaViolation violation = definition == null ? null : MoeaViolation.of(definition);
        if (violation != null) {
            builder.constraint(Constraint.inequality(name));
            constraints.set(
                    constraints.size() - 1,
                    new Part(value, () -> new MoeaCells.Constrained(ColumnName.constraint(name), violation)));
        } else {
            lose("the rule of the constraint " + name + ", " + (definition == null ? "not declared" : definition.text())
                    + "; its values are the observable '" + value.name() + "'");
        }
    }

    /** The problem, once all of it is declared. */
    Problem declared() {
        if (declared == null) {
            try {
                declared = builder.build();
            } catch (IllegalArgumentException e) {
                throw BadFile.whole(file, String.valueOf(e.getMessage()));
            }
        }
        return declared;
    }

    List<String> objectiveNames() {
        return objectives.stream().map(part -> part.column().name()).toList();
    }

    void lose(String what) {
        notCarried.add(what);
    }

    List<String> notCarried() {
        return new ArrayList<>(notCarried);
    }

    /** What a row of so many values is made of, null where no row has so many; {@code all} comes first. */
    @Nullable
    List<Part> row(int values) {
        List<Part> parts = new ArrayList<>();
        int objectivesAlone = objectives.size();
        int withConstraints = objectivesAlone + constraints.size();
        if (values == withConstraints + variables.size()) {
            parts.addAll(variables);
        } else if (values != withConstraints && values != objectivesAlone) {
            return null;
        }
        parts.addAll(objectives);
        if (values != objectivesAlone) {
            parts.addAll(constraints);
        }
        return parts;
    }

    String expected() {
        return variables.size() + " variables, " + objectives.size() + " objectives and " + constraints.size()
                + " constraints";
    }

    boolean withVariables(int values) {
        return values == variables.size() + objectives.size() + constraints.size();
    }

    /** One of the values of a row. */
    record Part(ColumnName column, Supplier<MoeaCells> cells) {}
}
