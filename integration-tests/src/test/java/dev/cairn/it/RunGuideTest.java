package dev.cairn.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.query.Order;
import dev.cairn.workspace.ActiveRun;
import dev.cairn.workspace.Experiment;
import dev.cairn.workspace.ExperimentManifest;
import dev.cairn.workspace.LogPage;
import dev.cairn.workspace.Retention;
import dev.cairn.workspace.Run;
import dev.cairn.workspace.RunResults;
import dev.cairn.workspace.RunSpec;
import dev.cairn.workspace.RunStatus;
import dev.cairn.workspace.StructuredData;
import dev.cairn.workspace.Workspace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The calls of {@code docs/runs.md}, on files and on a database. */
@SuppressWarnings("NullAway.Init")
class RunGuideTest {
    @TempDir(factory = FastFolder.class)
    Path folder;

    @Test
    void runsInFiles() {
        assertGuide(folder.resolve("experiments").toString());
    }

    @Test
    void runsInADatabase() {
        assertGuide("h2:" + folder.resolve("database"));
    }

    private static void assertGuide(String store) {
        try (Workspace workspace = Workspace.open(store)) {
            Experiment experiment = workspace.experiment("truss:1.0");
            String id = first(experiment);
            identities(experiment);
            looking(experiment, id);
            givingUp(experiment);
            experiment.saveManifest(ExperimentManifest.named("truss").version("1.0"));
            assertThat(experiment.manifest().orElseThrow().version()).isEqualTo("1.0");
        }
    }

    private static String first(Experiment experiment) {
        String id;
        try (ActiveRun run = experiment.beginRun("baseline", Map.of("lr", 0.1), List.of(Map.of("dataset", "wheat")))) {
            run.log("train", "epoch 1");
            run.step(1, "loss", 0.52);
            run.metric("acc", 0.93);
            run.artifacts().save("weights", new double[][] {{1, 2}, {3, 4}});
            run.artifacts().save("took", Duration.ofMillis(1500));
            run.data("grid", StructuredData.of(new double[] {1, 2, 3, 4}, 2, 2));
            run.complete();
            id = run.id();
        }
        assertThat(experiment.results().where("metrics.acc > 0.9").list()).hasSize(1);
        return id;
    }

    private static void identities(Experiment experiment) {
        experiment.beginRun(RunSpec.of(Map.of("lr", 0.1))).complete();
        experiment.beginRun(RunSpec.of(Map.of("lr", 0.1)).id("my-run")).complete();
        experiment.beginRun(RunSpec.of(Map.of("lr", 0.1)).seed(7).identified()).complete();
        assertThat(experiment.resumeRun(RunSpec.of(Map.of("lr", 0.1)).seed(7))).isEmpty();
        assertThat(experiment.results().count()).isEqualTo(4);
    }

    private static void looking(Experiment experiment, String id) {
        Run run = experiment.run(id);
        assertThat(run.artifact("weights").read(double[][].class)).isDeepEqualTo(new double[][] {{1, 2}, {3, 4}});
        assertThat(run.artifact("took").read(Duration.class)).isEqualTo(Duration.ofMillis(1500));
        assertThat(run.data("grid").matrix()).isDeepEqualTo(new double[][] {{1, 2}, {3, 4}});
        assertThat(run.data("loss").matrix()).isDeepEqualTo(new double[][] {{1, 0.52}});
        LogPage page = run.logs().read("train", 0, 100);
        assertThat(run.logs().read("train", page.next(), 100).entries()).isEmpty();
        assertThat(experiment
                        .results()
                        .computeDerived(
                                List.of(one -> Map.of("score", one.metrics().size())), false)
                        .computed())
                .hasSize(4);
        run.tag("paper");
        RunResults good = experiment
                .results()
                .status(RunStatus.COMPLETED)
                .tags("paper")
                .parameter("lr", 0.1)
                .where("metrics.acc > 0.9 and derived.score >= 1")
                .orderBy(Order.descending("metrics.acc"));
        assertThat(good.count()).isEqualTo(1);
        assertThat(good.page(100, null).items()).hasSize(1);
        assertThat(good.limit(10).table().value(0, "derived.score")).contains(1L);
        assertThat(good.summary().total()).isEqualTo(1);
        assertThat(good.best(1, "parameters.lr"))
                .singleElement()
                .satisfies(group -> assertThat(group.value()).isEqualTo(0.1));
        assertThat(good.fields()).isNotEmpty();
    }

    private static void givingUp(Experiment experiment) {
        Retention best = Retention.keepBest(1, Order.descending("metrics.acc"));
        assertThat(experiment.retain(best.dryRunOnly()).deleted()).hasSize(3);
        assertThat(experiment
                        .retain(Retention.deleteOlderThan(Duration.ofDays(30)))
                        .deleted())
                .isEmpty();
        assertThat(experiment.retain(Retention.deleteBeyond(50_000_000_000L)).deleted())
                .isEmpty();
        assertThat(experiment.retain(best.andKeepTagged("none")).deleted()).contains("my-run");
        assertThat(experiment.results().count()).isEqualTo(1);
        assertThat(experiment.diskUse().documents().get("run").count()).isEqualTo(1);
    }
}
