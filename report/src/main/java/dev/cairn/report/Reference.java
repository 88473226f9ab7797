package dev.cairn.report;

import java.util.List;

/**
 * What quality is measured against. Values are in the objectives' own directions and units, in the order of the objectives of the
 * comparison.
 *
 * @param source where the front comes from: its name, or the non-dominated union of all that is compared
 * @param points how many points the reference front has
 * @param ideal the best value of each objective in the front
 * @param nadir the worst value of each objective in the front
 * @param normalized whether each objective is scaled so that {@code ideal} is 0 and {@code nadir} is 1 before anything is measured; one
 *     that is constant in the front is shifted alone
 * @param point the reference point of the hypervolume
 */
public record Reference(
        String source, int points, List<Double> ideal, List<Double> nadir, boolean normalized, List<Double> point) {
    public Reference {
        ideal = List.copyOf(ideal);
        nadir = List.copyOf(nadir);
        point = List.copyOf(point);
    }
}
