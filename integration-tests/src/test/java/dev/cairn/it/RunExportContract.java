package dev.cairn.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.cairn.ConflictException;
import dev.cairn.NotFoundException;
import dev.cairn.pipeline.ChainExport;
import dev.cairn.pipeline.PipelineExport;
import dev.cairn.pipeline.PipelineRecord;
import dev.cairn.pipeline.PipelineStatus;
import dev.cairn.pipeline.Prediction;
import dev.cairn.spi.Content;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.DocumentStore;
import dev.cairn.spi.Expectation;
import dev.cairn.spi.Put;
import dev.cairn.workspace.Experiment;
import dev.cairn.workspace.Run;
import dev.cairn.workspace.RunExport;
import dev.cairn.workspace.RunSpec;
import dev.cairn.workspace.RunStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How runs leave every store, and come into it. */
abstract class RunExportContract extends WorkspaceTest {
    private Experiment other() {
        return workspace.experiment("other");
    }

    @Test
    void anExportHasPipelinesWithTheirConfigurationsAndChainsWithTheirSteps() {
        RunExport export = experiment.exportRun(ExportedRuns.run(experiment));

        assertThat(export.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(export.attempt()).isEqualTo(2);
        assertThat(export.earlier()).hasSize(1);
        assertThat(export.pipelines())
                .extracting(PipelineExport::status)
                .containsExactly(PipelineStatus.COMPLETED, PipelineStatus.FAILED, PipelineStatus.STALE);
        PipelineExport pipeline = export.pipelines().get(0);
        assertThat(pipeline.config()).isEqualTo(ExportedRuns.PIPELINE.config());
        assertThat(pipeline.choices()).isEqualTo(ExportedRuns.PIPELINE.choices());
        assertThat(pipeline.datasetHash()).isEqualTo("d1g35t");
        assertThat(pipeline.chains()).hasSize(2);
        ChainExport chain = pipeline.chains().get(0);
        assertThat(chain.chain().steps()).hasSize(2);
        assertThat(chain.artifacts()).hasSize(3).allMatch(artifact -> artifact.size() > 0);
        assertThat(export.pipelines().get(1).error()).contains("memory");
        assertThat(export.pipelines().get(1).chains()).isEmpty();
    }

    @Test
    void theJsonOfAnExportSaysAllOfIt() {
        RunExport export = experiment.exportRun(ExportedRuns.run(experiment));
        String json = export.toJson();

        RunExport read = RunExport.ofJson(json);

        assertThat(read).isEqualTo(export);
        assertThat(read.toJson()).isEqualTo(json);
        assertThat(json).startsWith("{\n  \"format\": 1,\n  \"id\": \"study\",\n  \"name\": ");
        assertThat(json).contains("\"steps\": [\n");
    }

    @Test
    void whatIsImportedIsTheSameWhenItIsExportedAgain() {
        String id = ExportedRuns.run(experiment);
        RunExport export = experiment.exportRun(id);
        clock.advance(Duration.ofDays(1));
        ExportedRuns.artifacts(other());

        Run run = other().importRun(export);

        assertThat(other().exportRun(id)).isEqualTo(export);
        assertThat(other().exportRun(id).toJson()).isEqualTo(export.toJson());
        assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(run.record().started()).isEqualTo(experiment.run(id).record().started());
        String chain = export.pipelines().get(0).chains().get(0).id();
        assertThat(other().pipelines().chains().get(chain).chain())
                .isEqualTo(experiment.pipelines().chains().get(chain).chain());
        assertThat(other().pipelines()
                        .chains()
                        .artifacts(chain)
                        .open(export.pipelines()
                                .get(0)
                                .chains()
                                .get(0)
                                .artifacts()
                                .get(0)
                                .id()))
                .isNotEmpty();
        assertThat(other().pipelines().results().run(id).list())
                .extracting(PipelineRecord::status)
                .containsExactly(PipelineStatus.STALE, PipelineStatus.FAILED, PipelineStatus.COMPLETED);
    }

    @Test
    void aRunThatWasKilledStaysStaleAndCanBeBegunAgain() {
        experiment.beginRun(RunSpec.of(Map.of()).id("killed")).metrics(Map.of("loss", 0.5));
        RunExport running = experiment.exportRun("killed");
        clock.advance(Duration.ofMinutes(10));
        RunExport stale = experiment.exportRun("killed");

        assertThat(running.status()).isEqualTo(RunStatus.RUNNING);
        assertThat(running.metrics().get("loss")).isEqualTo(0.5);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> other().importRun(running))
                .withMessageContaining("went on");
        assertThat(other().importRun(stale).status()).isEqualTo(RunStatus.STALE);
        assertThat(other().exportRun("killed")).isEqualTo(stale);
        assertThat(other().beginRun(RunSpec.of(Map.of()).id("killed")).record().attempt())
                .isEqualTo(2);
    }

    @Test
    void artifactsThatAreNotThereAreAllNamedAndNothingIsWritten() {
        RunExport export = experiment.exportRun(ExportedRuns.run(experiment));
        List<String> ids = export.pipelines().get(0).chains().get(0).artifacts().stream()
                .map(artifact -> artifact.id())
                .toList();

        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> other().importRun(export))
                .withMessageContainingAll(ids.get(0), ids.get(1), ids.get(2), "undles");

        assertThat(manager.tiers().documents().kinds("other")).isEmpty();
    }

    @Test
    void aRunThatIsThereIsLeftAsItIs() {
        RunExport export = experiment.exportRun(ExportedRuns.run(experiment));

        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> experiment.importRun(export))
                .withMessageContaining("there already");

        assertThat(experiment.exportRun("study")).isEqualTo(export);
    }

    @Test
    void pipelinesOfAnotherRunAreLeftAsTheyAre() {
        RunExport export = experiment.exportRun(ExportedRuns.run(experiment));
        RunExport renamed = RunExport.ofJson(export.toJson().replace("\"id\": \"study\"", "\"id\": \"renamed\""));

        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> experiment.importRun(renamed))
                .withMessageContainingAll(
                        export.pipelines().get(0).id(),
                        export.pipelines().get(0).chains().get(0).id());

        assertThat(experiment.findRun("renamed")).isEmpty();
        assertThat(experiment.exportRun("study")).isEqualTo(export);
    }

    @Test
    void whatABrokenImportLeftIsNotSeenAndReplaced() {
        RunExport export = experiment.exportRun(ExportedRuns.run(experiment));
        ExportedRuns.artifacts(other());
        List<PipelineExport> first = export.pipelines().subList(0, 1);
        List<PipelineExport> all = export.pipelines();
        Runnable killed = () -> {
            throw new IllegalStateException("killed");
        };
        for (List<PipelineExport> some : List.of(first, all)) {
            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> other().pipelines().restore("study", 7, some, killed));
        }
        assertThat(other().pipelines().results().list()).isEmpty();
        assertThat(other().pipelines().find(first.get(0).id())).isEmpty();
        assertThat(other().pipelines().chains().results().list()).isEmpty();

        other().importRun(export);

        assertThat(other().exportRun("study")).isEqualTo(export);
    }

    @Test
    void whatABrokenImportLeftDoesNotAppearWithAnother() {
        RunExport export = experiment.exportRun(ExportedRuns.run(experiment));
        ExportedRuns.artifacts(other());
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> other().pipelines().restore("study", 7, export.pipelines(), () -> {
                    throw new IllegalStateException("killed");
                }));
        experiment.pipelines().delete(export.pipelines().get(0).id(), false);
        RunExport less = experiment.exportRun("study");

        other().importRun(less);

        assertThat(less.pipelines()).hasSize(2);
        assertThat(other().exportRun("study")).isEqualTo(less);
    }

    @Test
    void aRunThatWasDeletedComesBackWithoutWhatWasMadeOfItMeanwhile() {
        RunExport export = experiment.exportRun(ExportedRuns.run(experiment));
        String pipeline = export.pipelines().get(0).id();
        ExportedRuns.artifacts(other());
        other().importRun(export);
        other().pipelines()
                .predictions()
                .save(Prediction.of(pipeline, null, "PLS", "0", "val", "wheat", "rmse")
                        .scores(0.1, null, null));
        other().deleteRun("study", false);

        other().importRun(export);

        assertThat(other().exportRun("study")).isEqualTo(export);
        assertThat(other().pipelines().predictions().results().list()).isEmpty();
    }

    @Test
    void whatIsTakenForDeletedBeforeTheRunIsThereIsWrittenAgain() {
        RunExport export = experiment.exportRun(ExportedRuns.run(experiment));
        ExportedRuns.artifacts(other());
        DocumentStore documents = manager.tiers().documents();
        Content run = documents
                .get(new DocumentKey("truss:1.0", "run", "study"))
                .findVisible()
                .orElseThrow()
                .content();
        String chain = export.pipelines().get(0).chains().get(0).id();

        other().pipelines().restore("study", 7, export.pipelines(), () -> {
            DocumentKey hidden = new DocumentKey("other", "chain", chain);
            documents.remove(hidden, documents.head(hidden).orElseThrow().revision());
            Content here = Content.of(run.body()).withEpoch(7);
            documents.put(Put.live(new DocumentKey("other", "run", "study"), here, Expectation.absent()));
        });

        assertThat(other().exportRun("study")).isEqualTo(export);
    }

    @Test
    void twoImportsAtOnceAreOne() {
        RunExport export = experiment.exportRun(ExportedRuns.run(experiment));
        ExportedRuns.artifacts(other());
        Experiment target = other();

        long done = Stream.generate(() -> CompletableFuture.supplyAsync(() -> {
                    try {
                        return target.importRun(export).id();
                    } catch (ConflictException e) {
                        return "";
                    }
                }))
                .limit(4)
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .filter("study"::equals)
                .count();

        assertThat(done).isPositive();
        assertThat(target.exportRun("study")).isEqualTo(export);
    }

    @Test
    void nothingIsExportedOfWhatIsNotThere() {
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> experiment.exportRun("none"));
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> experiment.pipelines().exportConfig("none", folder.resolve("config")));
        assertThat(folder.resolve("config.json")).doesNotExist();
    }

    @Test
    void aConfigurationIsExportedAsJsonAlone() throws IOException {
        ExportedRuns.run(experiment);
        String id = experiment.pipelines().results().list().get(0).id();

        Path file = experiment.pipelines().exportConfig(id, folder.resolve("a/b/m"));

        assertThat(file).hasFileName("m.json");
        assertThat(Files.readString(file))
                .startsWith("[\n  {\n    \"step\": \"SNV\"\n  },")
                .endsWith("]\n");
        assertThat(experiment.pipelines().exportConfig(id, folder.resolve("a/b/m.v1")))
                .hasFileName("m.v1");
        try (Stream<Path> files = Files.list(folder.resolve("a/b"))) {
            assertThat(files.map(each -> each.getFileName().toString())).containsExactlyInAnyOrder("m.json", "m.v1");
        }
    }
}
