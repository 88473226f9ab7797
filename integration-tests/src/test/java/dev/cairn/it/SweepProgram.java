package dev.cairn.it;

import dev.cairn.workspace.ActiveRun;
import dev.cairn.workspace.Experiment;
import dev.cairn.workspace.RunSpec;
import dev.cairn.workspace.Workspace;
import java.util.Map;
import java.util.Optional;

/**
 * A parameter sweep that can be ended at any time: does each run that is still to be done, and prints what it does. Arguments: the store,
 * the experiment, the first and the last parameter, and how many milliseconds each run takes.
 */
final class SweepProgram {
    private SweepProgram() {}

    public static void main(String[] args) throws InterruptedException {
        try (Workspace workspace = Workspace.open(args[0])) {
            Experiment experiment = workspace.experiment(args[1]);
            System.out.println("open");
            for (int i = Integer.parseInt(args[2]); i <= Integer.parseInt(args[3]); i++) {
                Optional<ActiveRun> run = experiment.resumeRun(spec(i));
                if (run.isPresent()) {
                    work(run.get(), i, Long.parseLong(args[4]));
                }
            }
        }
        System.out.println("ended");
    }

    static RunSpec spec(int i) {
        return RunSpec.of(Map.of("i", i, "group", "g" + i % 5)).seed(i % 3);
    }

    private static void work(ActiveRun run, int i, long millis) throws InterruptedException {
        try (run) {
            System.out.println("begun " + i);
            run.log("train", "run " + i + " begins");
            run.metric("square", (long) i * i);
            run.artifacts().save("model", "model of " + i);
            Thread.sleep(millis);
            run.metric("half", i / 2.0);
            run.complete();
        }
        System.out.println("done " + i);
    }
}
