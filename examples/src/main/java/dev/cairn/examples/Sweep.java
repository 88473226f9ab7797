package dev.cairn.examples;

import dev.cairn.model.OptimizationResult;
import dev.cairn.query.Group;
import dev.cairn.query.Order;
import dev.cairn.workspace.ActiveRun;
import dev.cairn.workspace.Experiment;
import dev.cairn.workspace.Run;
import dev.cairn.workspace.RunResults;
import dev.cairn.workspace.RunSpec;
import dev.cairn.workspace.RunStatus;
import dev.cairn.workspace.Workspace;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.uma.jmetal.qualityindicator.impl.hypervolume.impl.PISAHypervolume;

/**
 * Which population size finds the best trusses? Runs NSGA-II with several, from several seeds, and ranks them by hypervolume.
 *
 * <p>End it with Ctrl-C and start it again: it does the runs that are still to be done, and no other. Several of them, started at once on
 * one store, share the work. Arguments: the store, a folder or a URI; and how many evaluations each run may use.
 */
public final class Sweep {
    private static final List<Integer> POPULATIONS = List.of(12, 24, 48, 96);
    private static final int SEEDS = 5;
    private static final int EVALUATIONS = 40_000;

    /** The reference point of the hypervolume: volume in m3, stress in kPa, violation; worse than the ends of the front. */
    private static final double[] REFERENCE_POINT = {510, 8.5e6, 2e7};

    private final Experiment experiment;
    private final int evaluations;
    private final PrintStream out;

    Sweep(Experiment experiment, int evaluations, PrintStream out) {
        this.experiment = experiment;
        this.evaluations = evaluations;
        this.out = out;
    }

    /** Runs what is still to be done, and reports. */
    public static void main(String[] args) {
        String store = args.length > 0 ? args[0] : "target/sweep";
        int evaluations = args.length > 1 ? Integer.parseInt(args[1]) : EVALUATIONS;
        try (Workspace workspace = Workspace.open(store)) {
            Sweep sweep = new Sweep(workspace.experiment("truss-population:1.0"), evaluations, System.out);
            sweep.run();
            sweep.report();
        }
    }

    /** All runs that the sweep is made of. */
    List<RunSpec> specs() {
        List<RunSpec> specs = new ArrayList<>();
        for (int population : POPULATIONS) {
            for (long seed = 1; seed <= SEEDS; seed++) {
                specs.add(RunSpec.of(Map.of("population", population))
                        .seed(seed)
                        .context(Map.of("problem", "RE31", "evaluations", evaluations)));
            }
        }
        return specs;
    }

    void run() {
        for (RunSpec spec : specs()) {
            Optional<ActiveRun> run = experiment.resumeRun(spec);
            if (run.isEmpty()) {
                out.println("done or going on: " + spec.parameters() + ", seed " + spec.seed());
                continue;
            }
            try (ActiveRun active = run.get()) {
                out.println("attempt " + active.attempt() + ": " + spec.parameters() + ", seed " + spec.seed());
                optimize(active, spec);
            }
        }
    }

    private void optimize(ActiveRun run, RunSpec spec) {
        int population = Math.toIntExact(spec.parameters().integer("population").orElseThrow());
        OptimizationResult result =
                new EngineeringRun(population, evaluations).withSeed(spec.seed() == null ? 0 : spec.seed());
        experiment.manager().saveResult(run.id(), result);
        run.log("solver", result.solver().name() + ": " + result.run().termination());
        run.metrics(Map.of(
                "hypervolume",
                hypervolume(result),
                "front",
                result.resultSet("pareto_front").size()));
        run.complete();
    }

    /** The share of the box between the origin and the reference point that the front dominates. */
    private static double hypervolume(OptimizationResult result) {
        double[][] front = result.resultSet("pareto_front")
                .rows()
                .mapToObj(row -> scaled(result, row))
                .toArray(double[][]::new);
        return new PISAHypervolume(new double[] {1, 1, 1}).compute(front);
    }

    private static double[] scaled(OptimizationResult result, int row) {
        List<String> names = result.objectiveNames();
        return IntStream.range(0, names.size())
                .mapToDouble(i -> result.objective(names.get(i)).get(row) / REFERENCE_POINT[i])
                .toArray();
    }

    void report() {
        out.println();
        out.println(experiment.results().summary());
        out.println();
        RunResults completed =
                experiment.results().status(RunStatus.COMPLETED).orderBy(Order.descending("metrics.hypervolume"));
        out.println(completed.table());
        for (Group<Run> group : completed.best(1, "parameters.population")) {
            Run best = group.items().get(0);
            out.println("population " + group.value() + ": hypervolume "
                    + best.metrics().get("hypervolume") + " from seed "
                    + best.record().seed().getAsLong());
        }
    }
}
