package dev.cairn.formats.read;

import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/** How far a value violates a constraint of the MOEA Framework: zero within its tolerance, the distance to the bound otherwise. */
@FunctionalInterface
interface MoeaViolation extends DoubleUnaryOperator {
    /** Of the kinds that include their bounds; null for any other. */
    static @Nullable MoeaViolation of(MoeaDefinition definition) {
        if (definition.is("LessThanOrEqual", 1)) {
            return above(definition.real(0), tolerance(definition, 1));
        }
        if (definition.is("GreaterThanOrEqual", 1)) {
            return below(definition.real(0), tolerance(definition, 1));
        }
        if (definition.is("Equal", 1)) {
            return between(definition.real(0), definition.real(0), tolerance(definition, 1));
        }
        if (definition.is("Between", 2)) {
            return between(definition.real(0), definition.real(1), tolerance(definition, 2));
        }
        return null;
    }

    private static double tolerance(MoeaDefinition definition, int index) {
        return definition.arguments().size() > index ? definition.real(index) : 0;
    }

    private static MoeaViolation above(double bound, double tolerance) {
        return value -> value <= bound + tolerance ? 0 : Math.abs(value - bound);
    }

    private static MoeaViolation below(double bound, double tolerance) {
        return value -> value >= bound - tolerance ? 0 : Math.abs(value - bound);
    }

    private static MoeaViolation between(double lower, double upper, double tolerance) {
        MoeaViolation above = above(upper, tolerance);
        MoeaViolation below = below(lower, tolerance);
        return value -> Double.isNaN(value) ? value : Math.max(above.applyAsDouble(value), below.applyAsDouble(value));
    }
}
