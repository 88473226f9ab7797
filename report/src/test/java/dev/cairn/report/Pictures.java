package dev.cairn.report;

import dev.cairn.model.Objective;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Draws the pictures of docs/plots.md from numbers that it makes up. Its argument is their folder. */
final class Pictures {
    private static final List<Objective> TRUSS = List.of(
            Objective.minimize("mass").withUnit("kg"),
            Objective.maximize("stiffness").withUnit("kN/mm"));
    private static final List<Objective> PUMP = List.of(
            Objective.minimize("cost").withUnit("EUR"),
            Objective.minimize("noise").withUnit("dB"),
            Objective.maximize("efficiency"));

    private Pictures() {}

    public static void main(String... args) {
        Path folder = Path.of(args[0]);
        PlotOptions size = PlotOptions.defaults().withSize(720, 480);
        Plots.front(List.of(truss("NSGA-II", 0.02), truss("MOEA/D", 0.06), truss("random search", 0.25)), size)
                .writeTo(folder.resolve("fronts.svg"));
        Plots.front(List.of(pump("NSGA-II", 0.01, 1), pump("SMS-EMOA", 0.04, 2)), size)
                .writeTo(folder.resolve("space.svg"));
        List<Curve> runs = new ArrayList<>();
        for (int seed = 1; seed <= 4; seed++) {
            runs.add(run(seed));
        }
        Plots.history(runs, size).writeTo(folder.resolve("history.svg"));
    }

    private static NamedResult truss(String name, double away) {
        double[][] points = Sample.sphere(60, 2, away, 7);
        for (double[] point : points) {
            point[0] = 80 + 120 * point[0];
            point[1] = 9 - 7 * point[1];
        }
        return Sample.of(name, TRUSS, points);
    }

    private static NamedResult pump(String name, double away, long seed) {
        double[][] points = Sample.sphere(90, 3, away, seed);
        for (double[] point : points) {
            point[0] = 400 + 900 * point[0];
            point[1] = 40 + 25 * point[1];
            point[2] = 0.9 - 0.35 * point[2];
        }
        return Sample.of(name, PUMP, points);
    }

    private static Curve run(int seed) {
        Random random = new Random(seed);
        double[] steps = new double[120];
        double[] values = new double[steps.length];
        Arrays.setAll(steps, i -> 100.0 * (i + 1));
        double error = 2000;
        for (int i = 0; i < values.length; i++) {
            error *= random.nextInt(3) == 0 ? 1 - 0.5 * random.nextDouble() : 1;
            values[i] = error;
        }
        return Curve.of("seed " + seed, "evaluations", "best error [mm] (minimized)", steps, values);
    }
}
