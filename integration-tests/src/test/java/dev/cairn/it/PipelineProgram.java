package dev.cairn.it;

import dev.cairn.pipeline.PipelineSpec;
import dev.cairn.pipeline.Pipelines;
import dev.cairn.pipeline.Prediction;
import dev.cairn.pipeline.PredictionArrays;
import dev.cairn.workspace.ActiveRun;
import dev.cairn.workspace.Experiment;
import dev.cairn.workspace.Workspace;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Saves predictions, fails pipelines and deletes pipelines and runs until it is ended, and prints what it is about to do and what it did.
 * Argument: the store.
 */
final class PipelineProgram {
    static final String NAME = "pipelines:1.0";
    /** What it says when it is warm. */
    static final String BEGINS = "begins";

    static final int BATCH = 40;

    private PipelineProgram() {}

    public static void main(String[] args) {
        try (Workspace workspace = Workspace.open(args[0])) {
            Experiment experiment = workspace.experiment(NAME);
            for (int number = 0; ; number++) {
                if (number == 1) {
                    System.out.println(BEGINS);
                }
                ActiveRun run = experiment.beginRun("run", Map.of(), List.of());
                for (int i = 0; i < 4; i++) {
                    work(experiment.pipelines(), run.id(), i);
                }
                run.complete();
                told("delete-run", run.id(), () -> experiment.deleteRun(run.id()));
            }
        }
    }

    private static void work(Pipelines pipelines, String run, int number) {
        String id = pipelines.begin(run, PipelineSpec.of("p" + number, Map.of(), "wheat"));
        System.out.println("in " + run + " " + id);
        told("save", id, () -> pipelines.predictions().save(batch(id)));
        if (number == 1) {
            told("fail", id, () -> pipelines.fail(id, "why"));
        }
        if (number == 2) {
            told("delete", id, () -> pipelines.delete(id, true));
        }
    }

    private static void told(String what, String id, Runnable work) {
        System.out.println("to " + what + " " + id);
        work.run();
        System.out.println("did " + what + " " + id);
    }

    private static List<Prediction> batch(String pipeline) {
        return IntStream.range(0, BATCH)
                .mapToObj(i -> Prediction.of(pipeline, null, "PLS", "" + i, "val", "wheat", "rmse")
                        .scores(i / 2.0, null, null)
                        .arrays(arrays(i)))
                .toList();
    }

    static PredictionArrays arrays(int fold) {
        return PredictionArrays.of(new double[] {1, 2, 3}, new double[] {fold, 0, -fold});
    }
}
