package dev.cairn.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.chain.FoldStrategy;
import dev.cairn.pipeline.ChainRecord;
import dev.cairn.pipeline.PipelineRecord;
import dev.cairn.pipeline.PipelineStatus;
import dev.cairn.pipeline.Pipelines;
import dev.cairn.workspace.Experiment;
import dev.cairn.workspace.Run;
import dev.cairn.workspace.RunStatus;
import dev.cairn.workspace.Workspace;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the example twice in one folder, and holds what it prints against the store. */
class SpectraTest {
    @TempDir
    private Path folder;

    @Test
    void eachStartAddsARunWhoseBestChainIsReplayedAlikeElsewhere() throws IOException {
        String first = run();
        String second = run();

        for (String printed : List.of(first, second)) {
            assertThat(printed.lines().filter(line -> line.contains("40 of 40 numbers are equal")))
                    .hasSize(3);
            assertThat(printed)
                    .contains("and now:       chains 0, predictions 0, entries in the log 0")
                    .contains("The best 3 of 3 chains");
        }
        try (Workspace workspace = Workspace.open(folder.resolve("store"))) {
            Experiment experiment = workspace.experiment(Spectra.EXPERIMENT);
            List<Run> runs = experiment.results().status(RunStatus.COMPLETED).list();
            assertThat(runs).hasSize(2);
            assertThat(first + second).contains(runs.get(0).id(), runs.get(1).id());
            runs.forEach(run -> holdsWhatWasDone(experiment.pipelines(), run));
        }
    }

    private static void holdsWhatWasDone(Pipelines pipelines, Run run) {
        List<PipelineRecord> all = pipelines.results().run(run.id()).list();
        assertThat(all)
                .extracting(PipelineRecord::status)
                .containsExactly(
                        PipelineStatus.FAILED,
                        PipelineStatus.COMPLETED,
                        PipelineStatus.COMPLETED,
                        PipelineStatus.COMPLETED);
        assertThat(all.get(0).error()).contains("96 components");
        assertThat(all.get(1).bestVal())
                .isLessThan(Objects.requireNonNull(all.get(3).bestVal()) / 2);
        ChainRecord derived = pipelines.chains().ofPipeline(all.get(1).id()).get(0);
        assertThat(derived.chain().folds()).isEqualTo(FoldStrategy.PER_FOLD);
        assertThat(derived.chain().foldArtifacts()).hasSize(PlsPipeline.FOLDS);
        assertThat(pipelines.predictions().results().chain(derived.id()).count())
                .isEqualTo(PlsPipeline.FOLDS * 3 + 2);
    }

    private String run() throws IOException {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        new Spectra(folder, List.of(4), new PrintStream(printed, true, StandardCharsets.UTF_8)).run();
        return printed.toString(StandardCharsets.UTF_8);
    }
}
