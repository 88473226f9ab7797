package dev.cairn.benchmark;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Has JMH measure the sides of one comparison in turns, round after round in one process, so that what else this machine does falls upon
 * all of them. Before the first round each side has turns that do not count, for the compiler.
 */
public final class Contest {
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    private final Effort effort;
    private final Class<?> benchmarks;
    private final String method;
    private final Map<String, String> parameters = new LinkedHashMap<>();
    private Mode mode = Mode.Throughput;
    private int threads = 1;

    /** Of the benchmark {@code method} in {@code benchmarks}, which has a parameter {@code side}. */
    public Contest(Effort effort, Class<?> benchmarks, String method) {
        this.effort = effort;
        this.benchmarks = benchmarks;
        this.method = method;
    }

    /** A parameter of the benchmark, the same for all sides. */
    public Contest with(String name, Object value) {
        parameters.put(name, String.valueOf(value));
        return this;
    }

    /** How many threads work at once; 1 unless this is called. */
    public Contest threads(int number) {
        threads = number;
        return this;
    }

    /** Counts the time of one call in each turn instead of calls in a second. */
    public Contest once() {
        mode = Mode.SingleShotTime;
        return this;
    }

    /** Counts the mean time of a call instead of calls in a second. */
    public Contest times() {
        mode = Mode.AverageTime;
        return this;
    }

    /** The scores of {@code sides}, in their order. */
    public List<Scores> between(List<String> sides) {
        return of(sides.stream().map(side -> new Turn(side, method, threads)).toList());
    }

    /** The same by turns that differ in more than the side. */
    public List<Scores> of(List<Turn> turns) {
        Map<Turn, List<Double>> scores = new LinkedHashMap<>();
        for (int round = 0; round < effort.rounds(); round++) {
            int warmups = round == 0 && mode != Mode.SingleShotTime ? 3 : 0;
            for (Turn turn : turns) {
                double score = play(turn, warmups, false).getPrimaryResult().getScore();
                scores.computeIfAbsent(turn, one -> new ArrayList<>()).add(score);
            }
        }
        return scores.entrySet().stream()
                .map(entry -> new Scores(entry.getKey().name(), unit(), entry.getValue()))
                .toList();
    }

    /** The bytes that a call by {@code side} allocates. */
    public Scores allocated(String side) {
        RunResult result = play(new Turn(side, method, threads), 2, true);
        Result<?> bytes = result.getSecondaryResults().get(ALLOCATED);
        return new Scores(side, "bytes", List.of(bytes == null ? Double.NaN : bytes.getScore()));
    }

    /**
     * One of those that take turns.
     *
     * @param side the parameter {@code side}
     * @param method the benchmark
     * @param threads how many call it at once
     * @param parameters of this turn alone
     */
    public record Turn(String side, String method, int threads, Map<String, String> parameters) {
        public Turn {
            parameters = Map.copyOf(parameters);
        }

        /** A turn with no parameter of its own. */
        public Turn(String side, String method, int threads) {
            this(side, method, threads, Map.of());
        }

        /** The same with this parameter. */
        public Turn with(String name, Object value) {
            return new Turn(side, method, threads, Map.of(name, String.valueOf(value)));
        }

        String name() {
            return threads == 1 ? side : side + ", " + threads + " threads";
        }
    }

    private String unit() {
        return switch (mode) {
            case SingleShotTime -> "ms";
            case AverageTime -> "µs";
            default -> "/s";
        };
    }

    private RunResult play(Turn turn, int warmups, boolean profile) {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include('^' + Pattern.quote(benchmarks.getName() + '.' + turn.method()) + '$')
                .param("side", turn.side())
                .mode(mode)
                .timeUnit(
                        switch (mode) {
                            case SingleShotTime -> TimeUnit.MILLISECONDS;
                            case AverageTime -> TimeUnit.MICROSECONDS;
                            default -> TimeUnit.SECONDS;
                        })
                .threads(turn.threads())
                .forks(0)
                .warmupIterations(warmups)
                .warmupTime(TimeValue.milliseconds(effort.millis()))
                .measurementIterations(1)
                .measurementTime(TimeValue.milliseconds(effort.millis()))
                .shouldFailOnError(true)
                .shouldDoGC(false)
                .verbosity(VerboseMode.SILENT);
        parameters.forEach(options::param);
        turn.parameters().forEach(options::param);
        if (profile) {
            options.addProfiler(GCProfiler.class);
        }
        try {
            Collection<RunResult> results = new Runner(options.build()).run();
            return results.iterator().next();
        } catch (RunnerException e) {
            throw new IllegalStateException(
                    benchmarks.getSimpleName() + '.' + turn.method() + " failed for " + turn.side(), e);
        }
    }
}
