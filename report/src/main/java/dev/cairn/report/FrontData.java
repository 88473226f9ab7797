package dev.cairn.report;

import dev.cairn.model.Direction;
import dev.cairn.model.Objective;
import dev.cairn.spi.Names;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The points of results that a plot of fronts shows, in the objectives' own directions, and what it leaves out. */
final class FrontData {
    private final List<Objective> objectives;
    private final List<Part> parts = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final double[] least;
    private final double[] greatest;

    /** Points of one result that are drawn alike. */
    record Part(int series, String name, boolean dominated, List<double[]> points) {}

    FrontData(List<NamedResult> results, boolean dominated) {
        this.objectives = CommonObjectives.of(results);
        this.least = new double[objectives.size()];
        this.greatest = new double[objectives.size()];
        Arrays.fill(least, Double.POSITIVE_INFINITY);
        Arrays.fill(greatest, Double.NEGATIVE_INFINITY);
        List<ResultPoints> all = results.stream()
                .map(one -> ResultPoints.of(
                        one,
                        objectives,
                        CommonObjectives.names(objectives, results.get(0).name(), one, false)))
                .toList();
        List<ResultPoints> shown = all.stream()
                .filter(one -> one.front().length > 0)
                .limit(ChartStyle.MOST_SERIES)
                .toList();
        if (shown.isEmpty()) {
            throw new IllegalArgumentException("There is nothing to draw: "
                    + (all.size() == 1
                            ? "the result " + Names.quote(results.get(0).name()) + " has"
                            : "the results have")
                    + " no feasible solution whose objectives are all finite numbers.");
        }
        if (dominated) {
            shown.forEach(one -> add(shown.indexOf(one), one, true));
        }
        shown.forEach(one -> add(shown.indexOf(one), one, false));
        tellWhatIsLeftOut(all, shown);
    }

    private void add(int series, ResultPoints one, boolean dominated) {
        List<double[]> points = (dominated ? one.points() : Arrays.asList(one.front()))
                .stream().map(this::natural).toList();
        for (double[] point : points) {
            Arrays.setAll(least, k -> Math.min(least[k], point[k]));
            Arrays.setAll(greatest, k -> Math.max(greatest[k], point[k]));
        }
        parts.add(new Part(series, AxisNames.shortened(one.result().name()), dominated, points));
    }

    private double[] natural(double[] smallIsGood) {
        double[] natural = new double[smallIsGood.length];
        Arrays.setAll(
                natural,
                k -> (objectives.get(k).direction() == Direction.MINIMIZE ? smallIsGood[k] : -smallIsGood[k]) + 0.0);
        return natural;
    }

    private void tellWhatIsLeftOut(List<ResultPoints> all, List<ResultPoints> shown) {
        long infeasible = all.stream().mapToLong(ResultPoints::infeasible).sum();
        long nonFinite = all.stream().mapToLong(ResultPoints::nonFinite).sum();
        if (infeasible + nonFinite > 0) {
            notes.add("Not drawn: " + infeasible + " infeasible solutions and " + nonFinite
                    + " with an objective that is no finite number");
        }
        if (shown.size() < all.size()) {
            notes.add("Drawn are " + shown.size() + " of " + all.size() + " results");
        }
    }

    List<Objective> objectives() {
        return objectives;
    }

    /** Dominated points first, so that fronts lie on top. */
    List<Part> parts() {
        return parts;
    }

    int series() {
        return (int) parts.stream().mapToInt(Part::series).distinct().count();
    }

    long points() {
        return parts.stream().mapToLong(part -> part.points().size()).sum();
    }

    List<String> notes() {
        return notes;
    }

    double least(int objective) {
        return least[objective];
    }

    double greatest(int objective) {
        return greatest[objective];
    }

    String title() {
        return series() == 1 ? "Pareto front of " + parts.get(0).name() : "Pareto fronts of " + series() + " results";
    }
}
