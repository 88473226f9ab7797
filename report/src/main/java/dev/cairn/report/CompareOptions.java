package dev.cairn.report;

import dev.cairn.spi.Names;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How results are compared. Immutable.
 *
 * @param reference the result whose non-dominated solutions are the reference front; null for the non-dominated union of all that is
 *     compared
 * @param point the reference point of the hypervolume in the objectives' own directions and units, in the order of the first result's
 *     objectives; null for one that is worse than the nadir of the reference front by a tenth of its range
 * @param normalized whether objectives are scaled by the range of the reference front
 */
public record CompareOptions(
        @Nullable NamedResult reference, @Nullable List<Double> point, boolean normalized) {
    public CompareOptions {
        point = point == null ? null : List.copyOf(point);
        if (point != null && point.stream().anyMatch(value -> !Double.isFinite(value))) {
            throw new IllegalArgumentException("The reference point " + point + " is not finite; give finite numbers.");
        }
    }

    /** Against the union of all, normalized. */
    public static CompareOptions defaults() {
        return new CompareOptions(null, null, true);
    }

    /** The same against this front. */
    public CompareOptions withReference(NamedResult newReference) {
        return new CompareOptions(Names.given("reference", newReference), point, normalized);
    }

    /** The same with this reference point of the hypervolume. */
    public CompareOptions withPoint(List<Double> newPoint) {
        return new CompareOptions(reference, Names.given("reference point", newPoint), normalized);
    }

    /** The same in the objectives' own units. */
    public CompareOptions withoutNormalization() {
        return new CompareOptions(reference, point, false);
    }
}
