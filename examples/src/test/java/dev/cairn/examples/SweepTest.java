package dev.cairn.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.workspace.ActiveRun;
import dev.cairn.workspace.Experiment;
import dev.cairn.workspace.Run;
import dev.cairn.workspace.RunSpec;
import dev.cairn.workspace.Workspace;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the sweep when one run failed, and again, and holds what it prints against the store. */
class SweepTest {
    private static final int EVALUATIONS = 960;

    @TempDir
    private Path folder;

    @Test
    void doesWhatIsToBeDoneAndNoMore() {
        try (Workspace workspace = Workspace.open(folder)) {
            Experiment experiment = workspace.experiment("truss-population:1.0");
            RunSpec failed =
                    new Sweep(experiment, EVALUATIONS, System.out).specs().get(3);
            try (ActiveRun run = experiment.resumeRun(failed).orElseThrow()) {
                run.fail(new IllegalStateException("on purpose"));
            }
            String first = run(experiment);
            assertThat(first.lines().filter(line -> line.startsWith("attempt 1")))
                    .hasSize(19);
            assertThat(first.lines().filter(line -> line.startsWith("attempt 2")))
                    .hasSize(1);
            String again = run(experiment);
            assertThat(again.lines().filter(line -> line.startsWith("done"))).hasSize(20);
            assertThat(again).contains("COMPLETED=20").doesNotContain("attempt 1:");
            for (Run run : experiment.results().list()) {
                assertThat((Double) run.metrics().get("hypervolume")).isBetween(0.9, 1.0);
                assertThat(experiment.manager().loadResult(run.id()).solver().seed())
                        .isEqualTo(run.record().seed().getAsLong());
                assertThat(again).contains(run.id());
            }
        }
    }

    private static String run(Experiment experiment) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        Sweep sweep = new Sweep(experiment, EVALUATIONS, new PrintStream(printed, true, StandardCharsets.UTF_8));
        sweep.run();
        sweep.report();
        return printed.toString(StandardCharsets.UTF_8);
    }
}
