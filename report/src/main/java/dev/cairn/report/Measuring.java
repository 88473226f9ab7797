package dev.cairn.report;

import dev.cairn.model.Direction;
import dev.cairn.model.Objective;
import dev.cairn.spi.Names;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One comparison under way: takes the points of all results, finds the reference, and measures every result. */
final class Measuring {
    private static final List<Indicator> OF_FRONTS =
            List.of(Indicator.HYPERVOLUME, Indicator.IGD_PLUS, Indicator.EPSILON);
    private static final List<Indicator> OF_ONE = List.of(Indicator.BEST_VALUE, Indicator.EVALUATIONS);

    private final CompareOptions options;
    private final List<Objective> objectives;
    private final Map<String, List<ResultPoints>> groups = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();

    Measuring(List<ResultGroup> given, CompareOptions options) {
        this.options = options;
        List<NamedResult> all =
                given.stream().flatMap(group -> group.results().stream()).toList();
        this.objectives = CommonObjectives.of(all);
        String first = all.get(0).name();
        for (ResultGroup group : given) {
            List<ResultPoints> points = group.results().stream()
                    .map(one -> ResultPoints.of(one, objectives, CommonObjectives.names(objectives, first, one, false)))
                    .toList();
            if (groups.put(group.name(), points) != null) {
                throw new IllegalArgumentException(
                        "There are two groups called " + Names.quote(group.name()) + "; give each a name of its own.");
            }
        }
    }

    QualityComparison compare() {
        boolean single = objectives.size() == 1;
        ReferenceFrame frame = single ? null : frame();
        FrontQuality quality = frame == null ? null : new FrontQuality(frame);
        List<ResultQuality> results = new ArrayList<>();
        groups.forEach((group, points) -> points.forEach(one -> results.add(
                result(group, one, frame == null || quality == null ? single(one) : values(one, frame, quality)))));
        List<IndicatorComparison> indicators = (single ? OF_ONE : OF_FRONTS)
                .stream()
                        .filter(one -> results.stream()
                                .anyMatch(result -> result.values().containsKey(one)))
                        .map(one -> compared(one, results))
                        .toList();
        tellWhatWasLeftOut(results, single);
        return new QualityComparison(objectives, frame == null ? null : frame.reference(), results, indicators, notes);
    }

    private ReferenceFrame frame() {
        NamedResult given = options.reference();
        List<ResultPoints> from =
                given == null ? groups.values().stream().flatMap(List::stream).toList() : List.of(reference(given));
        double[][] front = NonDominated.of(
                from.stream().flatMap(one -> Stream.of(one.front())).toList());
        if (front.length == 0) {
            throw new IllegalArgumentException(
                    (given == null ? "No result" : "The reference " + Names.quote(given.name()))
                            + " has a feasible solution with finite objectives, so there is nothing to compare against.");
        }
        String source = given == null
                ? "non-dominated union of " + from.size() + (from.size() == 1 ? " result" : " results")
                : "front of '" + given.name() + "'";
        return ReferenceFrame.around(objectives, source, front, options.point(), options.normalized());
    }

    /** A file of numbers does not name its objectives, so they may be called otherwise. */
    private ResultPoints reference(NamedResult given) {
        String first = groups.values().iterator().next().get(0).result().name();
        List<String> names = CommonObjectives.names(objectives, first, given, true);
        List<String> own = objectives.stream().map(Objective::name).toList();
        if (!names.equals(own)) {
            notes.add("The objectives of the reference are called " + names + "; they were taken for " + own + ".");
        }
        return ResultPoints.of(given, objectives, names);
    }

    private Map<Indicator, Double> values(ResultPoints one, ReferenceFrame frame, FrontQuality quality) {
        Map<Indicator, Double> values = new EnumMap<>(Indicator.class);
        double[][] front = frame.scaled(one.front());
        OptionalDouble hypervolume = quality.hypervolume(front);
        hypervolume.ifPresent(value -> values.put(Indicator.HYPERVOLUME, value));
        if (hypervolume.isEmpty()) {
            notes.add("The hypervolume of '" + one.result().name() + "' was not computed: with " + objectives.size()
                    + " objectives it would take too long for " + front.length + " points; the limit is "
                    + HypervolumeLimit.points(objectives.size()) + ".");
        }
        if (front.length > 0) {
            values.put(Indicator.IGD_PLUS, quality.igdPlus(front));
            values.put(Indicator.EPSILON, quality.epsilon(front));
        }
        return values;
    }

    private Map<Indicator, Double> single(ResultPoints one) {
        Map<Indicator, Double> values = new EnumMap<>(Indicator.class);
        if (one.front().length > 0) {
            double best = one.front()[0][0];
            boolean minimized = objectives.get(0).direction() == Direction.MINIMIZE;
            values.put(Indicator.BEST_VALUE, (minimized ? best : -best) + 0.0);
        }
        Long evaluations = one.result().result().run().evaluations();
        if (evaluations != null) {
            values.put(Indicator.EVALUATIONS, (double) evaluations);
        }
        return values;
    }

    private static ResultQuality result(String group, ResultPoints one, Map<Indicator, Double> values) {
        return new ResultQuality(
                group,
                one.result().name(),
                one.result().result().rows(),
                one.infeasible(),
                one.nonFinite(),
                one.front().length,
                values);
    }

    private IndicatorComparison compared(Indicator indicator, List<ResultQuality> results) {
        Direction better = QualityComparison.better(indicator, objectives);
        List<GroupQuality> summaries = groups.keySet().stream()
                .map(group -> GroupQuality.of(group, valuesOf(indicator, group, results)))
                .toList();
        @Nullable RankTest test = RankTests.of(summaries, better);
        return new IndicatorComparison(indicator, better, summaries, test);
    }

    private static List<Double> valuesOf(Indicator indicator, String group, List<ResultQuality> results) {
        return results.stream()
                .filter(one -> one.group().equals(group))
                .map(one -> one.values().get(indicator))
                .filter(Objects::nonNull)
                .toList();
    }

    private void tellWhatWasLeftOut(List<ResultQuality> results, boolean single) {
        tell(results.stream().mapToLong(ResultQuality::infeasible).sum(), "violate a constraint");
        tell(results.stream().mapToLong(ResultQuality::nonFinite).sum(), "have an objective that is no finite number");
        long none = results.stream().filter(one -> one.front() == 0).count();
        if (none > 0) {
            notes.add(none + (none == 1 ? " result has" : " results have") + " no solution that counts: "
                    + (single
                            ? "no best value."
                            : "a hypervolume of 0, and neither IGD+ nor epsilon, so the groups of these are smaller."));
        }
        Set<String> names = new HashSet<>();
        results.stream()
                .map(ResultQuality::name)
                .filter(name -> !names.add(name))
                .distinct()
                .forEach(name -> notes.add("Several results are called '" + name + "'."));
    }

    private void tell(long left, String why) {
        if (left > 0) {
            notes.add(left + (left == 1 ? " solution was" : " solutions were") + " left out: they " + why + ".");
        }
    }
}
