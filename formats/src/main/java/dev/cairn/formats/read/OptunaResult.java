package dev.cairn.formats.read;

import dev.cairn.model.Attributes;
import dev.cairn.model.Column;
import dev.cairn.model.Direction;
import dev.cairn.model.History;
import dev.cairn.model.LongColumn;
import dev.cairn.model.Objective;
import dev.cairn.model.Observable;
import dev.cairn.model.OptimizationResult;
import dev.cairn.model.OptimizationResultBuilder;
import dev.cairn.model.Problem;
import dev.cairn.model.RealColumn;
import dev.cairn.model.RunInfo;
import dev.cairn.model.Solver;
import dev.cairn.model.TextColumn;
import dev.cairn.spi.Names;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes a result of a study: a row for each trial, by its number. */
final class OptunaResult {
    /** With more attributes than this, they are not columns of their own, but one text a trial. */
    private static final int MOST_ATTRIBUTES = 200;

    private final OptunaStudy study;
    private final ReadOptions options;
    private final Problem.Builder problem;
    private final OptimizationResultBuilder result = OptimizationResult.builder();
    private final List<String> lost = new ArrayList<>(List.of(
            "the sampler, the pruner and their seeds",
            "the time zone of datetime_start and datetime_complete, which are texts therefore"));

    private OptunaResult(OptunaStudy study, ReadOptions options) {
        this.study = study;
        this.options = options;
        String given = options.problem();
        this.problem = Problem.builder(given == null ? name(study) : given);
    }

    /** The name of the study, which is in the metadata too, where a problem may be called so. */
    private static String name(OptunaStudy study) {
        try {
            return Names.check("study", study.name);
        } catch (IllegalArgumentException e) {
            return "study";
        }
    }

    /**
     * The result of a study.
     *
     * @param more what else is not carried
     * @throws IllegalArgumentException if it is none that Optuna writes; names the study
     */
    static ReadResult of(OptunaStudy study, Path file, ReadOptions options, List<String> more) {
        try {
            return new OptunaResult(study, options).read(file, more);
        } catch (IllegalArgumentException e) {
            throw BadFile.whole(file, "study " + BadFile.quote(study.name) + ": " + e.getMessage());
        }
    }

    private ReadResult read(Path file, List<String> more) {
        objectives(file);
        parameters();
        whole("number", trial -> trial.number);
        texts("datetime_start", trial -> trial.start);
        texts("datetime_complete", trial -> trial.complete);
        attributes("user_attrs", trial -> trial.userAttributes);
        attributes("system_attrs", trial -> trial.systemAttributes);
        if (!study.trials.isEmpty()) {
            result.status(TextColumn.of(
                    study.trials.stream().map(trial -> trial.state).toList()));
        }
        Origin.note(result, "optuna", List.of(file));
        result.metadata("study_name", study.name);
        result.metadata("user_attrs", Attributes.of(study.userAttributes).asMap());
        result.metadata("system_attrs", Attributes.of(study.systemAttributes).asMap());
        result.solver(Solver.of("optuna"));
        long complete = study.trials.stream()
                .filter(trial -> trial.state.equals("COMPLETE"))
                .count();
        result.run(RunInfo.UNKNOWN.withEvaluations(complete));
        result.history(intermediate());
        lost.addAll(more);
        return new ReadResult(
                "optuna", List.of(file), result.problem(problem.build()).build(), lost);
    }

    private void objectives(Path file) {
        int count = study.directions.size();
        List<String> names = new ArrayList<>();
        List<String> open = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String name = count == 1 ? "value" : "values_" + i;
            names.add(name);
            if (study.directions.get(i).equals("NOT_SET")) {
                open.add(name);
            }
        }
        OptionsCheck.objectives(file, options, open);
        for (int i = 0; i < count; i++) {
            int objective = i;
            boolean larger = study.directions.get(i).equals("MAXIMIZE")
                    || options.maximized().contains(names.get(i));
            problem.objective(new Objective(names.get(i), larger ? Direction.MAXIMIZE : Direction.MINIMIZE, null));
            result.objective(names.get(i), reals(trial -> trial.values.get(objective)));
        }
        if (!open.isEmpty()) {
            lost.add("the directions of " + String.join(", ", open) + ", which were never set; "
                    + "minimized unless the options say otherwise");
        }
    }

    private RealColumn reals(Function<OptunaTrial, @Nullable Double> value) {
        RealCells cells = new RealCells();
        for (OptunaTrial trial : study.trials) {
            Double one = value.apply(trial);
            if (one == null) {
                cells.addMissing();
            } else {
                cells.add(one);
            }
        }
        return cells.take();
    }

    private void whole(String name, Function<OptunaTrial, Long> value) {
        problem.observable(Observable.of(name));
        result.observable(
                name,
                LongColumn.of(study.trials.stream().mapToLong(value::apply).toArray()));
    }

    private void texts(String name, Function<OptunaTrial, @Nullable String> value) {
        List<@Nullable String> texts = new ArrayList<>();
        study.trials.forEach(trial -> texts.add(value.apply(trial)));
        problem.observable(Observable.of(name));
        result.observable(name, TextColumn.of(texts));
    }

    private void parameters() {
        Map<String, OptunaDistribution> all = new LinkedHashMap<>();
        Set<String> varying = new LinkedHashSet<>();
        for (OptunaTrial trial : study.trials) {
            trial.distributions.forEach((name, distribution) -> {
                OptunaDistribution known = all.putIfAbsent(name, distribution);
                if (known != null && !known.described().equals(distribution.described())) {
                    varying.add(name);
                    all.put(name, known.with(distribution));
                }
            });
        }
        Map<String, @Nullable Object> described = new LinkedHashMap<>();
        all.forEach((name, distribution) -> {
            described.put(name, distribution.described());
            problem.variable(distribution.variable(name));
            result.variable(name, column(name, distribution));
        });
        result.metadata("distributions", described);
        if (!varying.isEmpty()) {
            lost.add("the distributions of each trial where they differ, of " + String.join(", ", varying)
                    + ": bounds are the widest, the rest is of the first");
        }
        if (all.values().stream()
                .anyMatch(one -> one.kind() == OptunaDistribution.Kind.CHOICE && !one.choosesTexts())) {
            lost.add("the types of categories that are no texts: they are written as JSON");
        }
    }

    private Column column(String name, OptunaDistribution merged) {
        return switch (merged.kind()) {
            case REAL -> reals(trial -> trial.params.get(name));
            case WHOLE -> {
                long[] values = new long[study.trials.size()];
                BitSet missing = new BitSet();
                for (int i = 0; i < values.length; i++) {
                    Double stored = study.trials.get(i).params.get(name);
                    missing.set(i, stored == null);
                    values[i] = stored == null ? 0 : OptunaDistribution.whole(stored);
                }
                yield LongColumn.adopt(values, missing);
            }
            case CHOICE -> {
                List<@Nullable String> texts = new ArrayList<>();
                for (OptunaTrial trial : study.trials) {
                    Double stored = trial.params.get(name);
                    texts.add(stored == null ? null : merged.choice(stored));
                }
                yield TextColumn.of(texts);
            }
        };
    }

    private void attributes(String prefix, Function<OptunaTrial, Map<String, @Nullable Object>> of) {
        Set<String> names = new LinkedHashSet<>();
        study.trials.forEach(trial -> names.addAll(of.apply(trial).keySet()));
        if (names.size() > MOST_ATTRIBUTES) {
            texts(prefix, trial -> ForeignJson.text(of.apply(trial)));
            lost.add("columns for the " + names.size() + " different " + prefix
                    + ": those of a trial are one text of JSON");
            return;
        }
        for (String name : names) {
            List<@Nullable Object> values = new ArrayList<>();
            study.trials.forEach(trial -> values.add(of.apply(trial).get(name)));
            String column = prefix + "_" + name;
            problem.observable(Observable.of(column));
            result.observable(column, JsonColumn.of(values));
        }
    }

    private History intermediate() {
        List<Long> trials = new ArrayList<>();
        List<Long> steps = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        for (OptunaTrial trial : study.trials) {
            trial.intermediate.forEach((step, value) -> {
                trials.add(trial.number);
                steps.add(step);
                values.add(Objects.requireNonNull(value));
            });
        }
        return values.isEmpty()
                ? History.EMPTY
                : History.builder()
                        .column("trial", longs(trials))
                        .column("step", longs(steps))
                        .column(
                                "intermediate_value",
                                values.stream().mapToDouble(Double::doubleValue).toArray())
                        .build();
    }

    private static LongColumn longs(List<Long> values) {
        return LongColumn.of(values.stream().mapToLong(Long::longValue).toArray());
    }
}
