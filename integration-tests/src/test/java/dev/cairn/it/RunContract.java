package dev.cairn.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.cairn.ConflictException;
import dev.cairn.NotFoundException;
import dev.cairn.model.Attributes;
import dev.cairn.query.Order;
import dev.cairn.workspace.ActiveRun;
import dev.cairn.workspace.ExperimentManifest;
import dev.cairn.workspace.LogEntry;
import dev.cairn.workspace.LogPage;
import dev.cairn.workspace.Run;
import dev.cairn.workspace.RunError;
import dev.cairn.workspace.RunRecord;
import dev.cairn.workspace.RunSpec;
import dev.cairn.workspace.RunStatus;
import dev.cairn.workspace.StructuredData;
import dev.cairn.workspace.Workspace;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What runs do in every store: begin, tell, end and be found. */
abstract class RunContract extends RunIdentityContract {
    @Test
    void aRunIsLoadedAsItWasToldOf() {
        String id;
        try (ActiveRun run = experiment.beginRun(SPEC)) {
            id = run.id();
            run.metric("acc", 0.5);
            run.metrics(Map.of("acc", 0.9, "iterations", 12, "converged", true, "solver", "qp"));
            run.tag("good");
            run.note("went well");
            run.warn("slow disk");
            clock.advance(Duration.ofMillis(1500));
            run.complete(Map.of("best", Map.of("x", List.of(1, 2))));
        }
        RunRecord record = experiment.run(id).record();
        assertThat(record.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(record.name()).contains("baseline");
        assertThat(record.parameters()).isEqualTo(SPEC.parameters());
        assertThat(record.seed()).hasValue(7);
        assertThat(record.context()).isEqualTo(SPEC.context());
        assertThat(record.datasets()).isEqualTo(SPEC.datasets());
        assertThat(record.metrics().asMap())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("acc", 0.9, "iterations", 12L, "converged", true, "solver", "qp"));
        assertThat(record.tags()).containsExactly("first", "good");
        assertThat(record.notes()).containsExactly("to begin with", "went well");
        assertThat(record.warnings()).containsExactly("slow disk");
        assertThat(record.provenance().codeHash()).isEqualTo("abc123");
        assertThat(record.provenance().host()).isEqualTo("node-7");
        assertThat(record.provenance().versions().text("java")).contains(System.getProperty("java.version"));
        assertThat(record.summary().get("best")).isEqualTo(Map.of("x", List.of(1L, 2L)));
        assertThat(record.started()).isEqualTo(Instant.parse("2026-03-01T12:00:00Z"));
        assertThat(record.duration()).contains(Duration.ofMillis(1500));
        assertThat(record.error()).isEmpty();
        assertThat(record.derived()).isEmpty();
        assertThat(record.attempt()).isEqualTo(1);
        assertThat(record.experiment()).isEqualTo("truss:1.0");
    }

    @Test
    void whatIsToldOfARunIsThereWhileItGoesOn() {
        try (ActiveRun run = experiment.beginRun(SPEC)) {
            run.metric("loss", 0.25);
            run.tag("live");
            Run seen = experiment.run(run.id());
            assertThat(seen.status()).isEqualTo(RunStatus.RUNNING);
            assertThat(seen.metrics().get("loss")).isEqualTo(0.25);
            assertThat(seen.tags()).containsExactly("first", "live");
            assertThat(seen.record().finished()).isEmpty();
            run.cancel();
        }
    }

    @Test
    void metricsKeepEveryBit() {
        double payload = Double.longBitsToDouble(0x7ff8000000000123L);
        Map<String, Object> exact = Map.of(
                "nan", payload,
                "up", Double.POSITIVE_INFINITY,
                "down", Double.NEGATIVE_INFINITY,
                "minus zero", -0.0,
                "least", Double.MIN_VALUE,
                "long", Long.MAX_VALUE);
        ActiveRun run = experiment.beginRun(SPEC);
        run.metrics(exact);
        run.complete();
        assertThat(experiment.run(run.id()).metrics()).isEqualTo(Attributes.of(exact));
    }

    @Test
    void aMetricOfAWrongTypeIsRefusedBeforeAnythingIsWritten() {
        try (ActiveRun run = experiment.beginRun(SPEC)) {
            run.metric("ok", 1);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> run.metrics(Map.of("ok", 2, "list", List.of(1), "map", Map.of())))
                    .withMessageContaining("'list' is a list")
                    .withMessageContaining("'map' is a map");
            assertThatIllegalArgumentException().isThrownBy(() -> run.metric("thread", Thread.currentThread()));
            run.complete();
            assertThat(experiment.run(run.id()).metrics().asMap()).isEqualTo(Map.of("ok", 1L));
        }
    }

    @Test
    void aFailedRunKeepsItsErrorAndWhatItToldBefore() {
        ActiveRun run = experiment.beginRun(SPEC);
        run.metric("loss", 3);
        run.artifacts().save("partial", "half");
        run.fail(new IllegalStateException("no convergence", new ArithmeticException("/ by zero")));
        Run failed = experiment.run(run.id());
        assertThat(failed.status()).isEqualTo(RunStatus.FAILED);
        RunError error = failed.record().error().orElseThrow();
        assertThat(error.type()).isEqualTo("java.lang.IllegalStateException");
        assertThat(error.message()).isEqualTo("no convergence");
        assertThat(error.stack()).contains("aFailedRunKeeps").contains("Caused by: java.lang.ArithmeticException");
        assertThat(failed.metrics().get("loss")).isEqualTo(3L);
        assertThat(failed.artifact("partial").read(String.class)).isEqualTo("half");
    }

    @Test
    void aRunEndsOnce() {
        ActiveRun run = experiment.beginRun(SPEC);
        run.fail(RunError.of("Diverged", "loss is NaN"));
        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(run::complete)
                .withMessageContaining("cannot become completed")
                .withMessageContaining("failed");
        assertThatExceptionOfType(ConflictException.class).isThrownBy(run::cancel);
        assertThatExceptionOfType(ConflictException.class).isThrownBy(() -> experiment.completeRun(run.id(), Map.of()));
        assertThatIllegalStateException().isThrownBy(() -> run.metric("late", 1));
        run.close();
        assertThat(experiment.run(run.id()).status()).isEqualTo(RunStatus.FAILED);
    }

    @Test
    void aRunThatIsClosedBeforeItsEndHasFailed() {
        ActiveRun run = experiment.beginRun(SPEC);
        run.close();
        assertThat(experiment.run(run.id()).record().error().orElseThrow().type())
                .isEqualTo("NotCompleted");
    }

    @Test
    void anUnknownRunIsAnError() {
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> experiment.run("nobody"))
                .withMessageContaining("'nobody'")
                .withMessageContaining("'truss:1.0'");
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> experiment.failRun("nobody", RunError.of("x", "y")));
        assertThat(experiment.findRun("nobody")).isEmpty();
        assertThat(experiment.deleteRun("nobody")).isFalse();
    }

    @Test
    void somebodyElseEndsARun() {
        ActiveRun run = experiment.beginRun(SPEC);
        run.metric("loss", 0.5);
        Run cancelled = experiment.cancelRun(run.id(), "the machine is needed");
        assertThat(cancelled.status()).isEqualTo(RunStatus.CANCELLED);
        assertThat(cancelled.record().warnings()).containsExactly("the machine is needed");
        assertThat(cancelled.metrics().get("loss")).isEqualTo(0.5);
        assertThatExceptionOfType(ConflictException.class).isThrownBy(run::complete);
        run.close();
        assertThat(experiment.run(run.id()).status()).isEqualTo(RunStatus.CANCELLED);
    }

    @Test
    void runsBegunWithinOneMillisecondKeepTheirOrder() {
        List<String> begun = IntStream.range(0, 50)
                .mapToObj(i -> {
                    ActiveRun run = experiment.beginRun("r" + i, Map.of("i", i), List.of());
                    run.complete();
                    return run.id();
                })
                .toList();
        assertThat(begun).doesNotHaveDuplicates().isSorted();
        assertThat(experiment.results().list().stream().map(Run::id)).containsExactlyElementsOf(begun);
        List<String> backwards = experiment.results().orderBy(Order.descending("started")).limit(3).list().stream()
                .map(Run::id)
                .toList();
        assertThat(backwards).containsExactly(begun.get(49), begun.get(48), begun.get(47));
    }

    @Test
    void theClosedWorkspaceCancelsWhatGoesOn() {
        ActiveRun run = experiment.beginRun(SPEC);
        workspace.close();
        assertThatIllegalStateException().isThrownBy(() -> experiment.beginRun(SPEC));
        try (Workspace other = Workspace.open(manager)) {
            RunRecord record = other.experiment("truss:1.0").run(run.id()).record();
            assertThat(record.status()).isEqualTo(RunStatus.CANCELLED);
            assertThat(record.warnings()).containsExactly("The workspace was closed.");
        }
    }

    @Test
    void stepsAreToldOneByOneAndReadInTheirOrder() {
        ActiveRun run = experiment.beginRun(SPEC);
        run.step(2, Map.of("loss", 0.25, "acc", 0.5));
        run.step(1, "loss", 0.5);
        run.step(3, "loss", -0.0);
        run.complete();
        Run done = experiment.run(run.id());
        assertThat(done.steps()).extracting("step").containsExactly(1L, 2L, 3L);
        assertThat(done.steps().get(1).values().asMap()).isEqualTo(Map.of("loss", 0.25, "acc", 0.5));
        StructuredData series = done.data("loss");
        assertThat(series.shape()).containsExactly(3L, 2L);
        assertThat(series.matrix()).isDeepEqualTo(new double[][] {{1, 0.5}, {2, 0.25}, {3, -0.0}});
        assertThat(series.metadata().text("type")).contains("stepped_metric");
    }

    @Test
    void logsAreAppendedListedAndFollowed() {
        ActiveRun run = experiment.beginRun(SPEC);
        run.log("train", "epoch 1\r\nwith a second line");
        run.logs().append("train", "warn", "überraschend \u2603");
        run.log("a/b.c ../x", "odd name");
        Run seen = experiment.run(run.id());
        assertThat(seen.logs().names()).containsExactly("a/b.c ../x", "train");
        LogPage page = seen.logs().read("train", 0, 1);
        assertThat(page.entries()).extracting(LogEntry::text).containsExactly("epoch 1\r\nwith a second line");
        run.log("train", "epoch 2");
        LogPage rest = seen.logs().read("train", page.next(), 10);
        assertThat(rest.entries()).extracting(LogEntry::text).containsExactly("überraschend \u2603", "epoch 2");
        assertThat(rest.entries().get(0).level()).isEqualTo("warn");
        assertThat(seen.logs().read("train", rest.next(), 10).entries()).isEmpty();
        assertThat(seen.logs().read("nothing", 0, 10).entries()).isEmpty();
        for (String bad : List.of("", "a\0", "a\nb")) {
            assertThatIllegalArgumentException().isThrownBy(() -> run.log(bad, "x"));
        }
        run.complete();
    }

    @Test
    void theLogsOfASiblingAreNeverTouched() {
        ActiveRun a = experiment.beginRun(RunSpec.named("a").id("a"));
        ActiveRun ab = experiment.beginRun(RunSpec.named("b").id("a_b"));
        ActiveRun a1 = experiment.beginRun(RunSpec.named("c").id("a.1"));
        for (ActiveRun run : List.of(a, ab, a1)) {
            run.log("run", "of " + run.id());
            run.artifacts().save("x", run.id());
            run.complete();
        }
        assertThat(experiment.deleteRun("a")).isTrue();
        for (String id : List.of("a_b", "a.1")) {
            assertThat(experiment.run(id).logs().text("run")).isEqualTo("of " + id);
            assertThat(experiment.run(id).artifact("x").read(String.class)).isEqualTo(id);
        }
    }

    @Test
    void tagsAndNotesAreChangedAfterwards() {
        ActiveRun active = experiment.beginRun(SPEC);
        active.complete();
        Run run = experiment
                .run(active.id())
                .tag("paper")
                .tag("paper")
                .untag("first")
                .note("see table 2");
        assertThat(run.tags()).containsExactly("paper");
        assertThat(experiment.run(run.id()).record().notes()).containsExactly("to begin with", "see table 2");
        assertThat(experiment.run(run.id()).status()).isEqualTo(RunStatus.COMPLETED);
    }

    @Test
    void theNewestManifestIsTheOneSubmittedLast() {
        Instant noon = Instant.parse("2026-03-01T12:00:00Z");
        ExperimentManifest late = ExperimentManifest.named("truss")
                .version("1.0")
                .description("ten bars")
                .tags(List.of("t"))
                .operation(Map.of("ref", "Truss::solve", "code_hash", "abc"))
                .space(Map.of("type", "grid", "total_cases", 4), Map.of("base", 42, "replicates", 3))
                .context(Map.of("data", 1))
                .runs(List.of("r1", "r2"))
                .submitted(noon);
        experiment.saveManifest(late);
        experiment.saveManifest(late.submitted(noon.minusSeconds(60)));
        experiment.saveManifest(late.submitted(noon.minusMillis(1)).totalRuns(9));
        workspace
                .experiment("truss:1.0:2")
                .saveManifest(ExperimentManifest.named("other").submitted(noon.plusSeconds(9)));
        assertThat(experiment.manifest()).contains(late);
        assertThat(experiment.manifests()).hasSize(3).last().isEqualTo(late);
        assertThat(workspace.experiment("none").manifest()).isEmpty();
    }

    @Test
    void experimentsDoNotSeeEachOther() {
        experiment.beginRun(SPEC.identified()).complete();
        assertThat(workspace.experiment("truss_1.0").results().count()).isZero();
        workspace.experiment("truss_1.0").beginRun(SPEC.identified()).complete();
        assertThat(workspace.experiments()).containsExactly("truss:1.0", "truss_1.0");
        assertThat(experiment.results().count()).isEqualTo(1);
    }
}
