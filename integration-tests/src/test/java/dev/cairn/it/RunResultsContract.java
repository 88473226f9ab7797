package dev.cairn.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.cairn.query.FieldInfo;
import dev.cairn.query.Order;
import dev.cairn.query.Page;
import dev.cairn.workspace.ActiveRun;
import dev.cairn.workspace.DerivedReport;
import dev.cairn.workspace.Retention;
import dev.cairn.workspace.RetentionReport;
import dev.cairn.workspace.Run;
import dev.cairn.workspace.RunError;
import dev.cairn.workspace.RunResults;
import dev.cairn.workspace.RunSpec;
import dev.cairn.workspace.RunStatus;
import dev.cairn.workspace.RunSummary;
import dev.cairn.workspace.RunTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How runs are filtered, tabulated, counted, derived from and given up, in every store. */
abstract class RunResultsContract extends WorkspaceTest {
    /** Twelve runs, a minute after one another: i = 0 to 11; every fourth failed; loss grows with i. */
    @BeforeEach
    void fill() {
        for (int i = 0; i < 12; i++) {
            Map<String, Object> parameters = new HashMap<>(Map.of("i", i, "opt", i % 2 == 0 ? "adam" : "sgd"));
            if (i == 5) {
                parameters.put("absent", null);
            }
            ActiveRun run = experiment.beginRun(
                    RunSpec.of(parameters).id("r" + i).tag("t" + i % 3).tag("all"));
            run.metrics(Map.of("loss", i / 2.0, "status", "a metric", "weird.name \"x\"", i));
            clock.advance(Duration.ofMinutes(1));
            if (i % 4 == 3) {
                run.fail(RunError.of("Odd", "it is"));
            } else {
                run.complete();
            }
        }
    }

    private static List<String> ids(RunResults results) {
        return results.list().stream().map(Run::id).toList();
    }

    @Test
    void filtersNarrowStepByStep() {
        RunResults results = experiment.results();
        assertThat(ids(results)).hasSize(12).startsWith("r0", "r1", "r2");
        assertThat(ids(results.status(RunStatus.FAILED))).containsExactly("r3", "r7", "r11");
        assertThat(ids(results.status(RunStatus.FAILED, RunStatus.COMPLETED).tags("all", "t1")))
                .containsExactly("r1", "r4", "r7", "r10");
        assertThat(ids(results.tags())).hasSize(12);
        assertThat(ids(results.parameter("opt", "sgd").status(RunStatus.COMPLETED)))
                .containsExactly("r1", "r5", "r9");
        assertThat(ids(results.parameter("i", 4))).containsExactly("r4");
        assertThat(ids(results.parameter("i", "4"))).isEmpty();
        assertThat(ids(results.parameter("nothing", 1))).isEmpty();
        assertThat(ids(results.metric("loss", 2.0))).containsExactly("r4");
        assertThat(ids(results.metric("weird.name \"x\"", 7))).containsExactly("r7");
        assertThat(ids(results.where("metrics.loss < 1 or parameters.i in (10, 11)")
                        .orderBy(Order.descending("metrics.loss"))))
                .containsExactly("r11", "r10", "r1", "r0");
        assertThat(results.parameter("opt", "adam").count()).isEqualTo(6);
        assertThat(results.where("metrics.loss > 100").first()).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> results.parameter("absent", nothing()));
    }

    @SuppressWarnings("NullAway")
    private static Object nothing() {
        return null;
    }

    @Test
    void whatNoRunHasIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> experiment.results().where("stats = 'failed'").list())
                .withMessageContaining("Did you mean 'status'?");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> experiment.results().where("metrics.loss > ").list())
                .withMessageContaining("expected");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> experiment.results().where("seed = 'x'").count())
                .withMessageContaining("is a number");
    }

    @Test
    void pagesFollowOneAnother() {
        RunResults results = experiment.results().orderBy(Order.descending("metrics.loss"));
        List<String> all = new ArrayList<>();
        Page<Run> page = results.page(5, null);
        while (true) {
            page.items().forEach(run -> all.add(run.id()));
            if (page.next() == null) {
                break;
            }
            page = results.page(5, page.next());
        }
        assertThat(all).hasSize(12).startsWith("r11", "r10").endsWith("r0");
        assertThat(ids(results.offset(2).limit(2))).containsExactly("r9", "r8");
    }

    @Test
    void theTableKeepsRecordParametersAndMetricsApart() {
        experiment.run("r2").derived(Map.of("score", 5));
        RunTable table = experiment.results().limit(6).table();
        assertThat(table.columns())
                .startsWith("id", "name", "status", "attempt", "seed", "started", "finished", "durationMillis", "tags")
                .contains("param.i", "param.opt", "metric.loss", "metric.status", "derived.score")
                .endsWith("derived.score");
        assertThat(table.columns().indexOf("param.opt"))
                .isLessThan(table.columns().indexOf("metric.loss"));
        assertThat(table.value(0, "status")).contains("completed");
        assertThat(table.value(3, "status")).contains("failed");
        assertThat(table.value(0, "metric.status")).contains("a metric");
        assertThat(table.value(2, "derived.score")).contains(5L);
        assertThat(table.value(1, "derived.score")).isEmpty();
        assertThat(table.value(1, "durationMillis")).contains(60_000L);
        assertThat(table.toString().lines()).hasSize(7);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table.value(0, "loss"))
                .withMessageContaining("metric.loss");
    }

    @Test
    void theSummaryCounts() {
        RunSummary summary = experiment.results().summary();
        assertThat(summary.total()).isEqualTo(12);
        assertThat(summary.byStatus()).isEqualTo(Map.of(RunStatus.COMPLETED, 9L, RunStatus.FAILED, 3L));
        assertThat(summary.average()).isEqualTo(Duration.ofMinutes(1));
        RunSummary none = workspace.experiment("empty").results().summary();
        assertThat(none.total()).isZero();
        assertThat(none.average()).isEqualTo(Duration.ZERO);
        assertThat(none.byStatus()).isEmpty();
    }

    @Test
    void derivedMetricsAreComputedFilteredAndComputedAgain() {
        String fingerprint = experiment.run("r1").record().started().toString();
        DerivedReport first = experiment
                .results()
                .computeDerived(
                        List.of(run -> Map.of("half", ((Double) run.metrics().get("loss")) / 2), run -> {
                            if (run.id().equals("r7")) {
                                throw new IllegalStateException("cannot");
                            }
                            return Map.of("name", run.id());
                        }),
                        false);
        assertThat(first.computed()).hasSize(11);
        assertThat(first.failures()).containsOnlyKeys("r7");
        assertThat(experiment.run("r7").record().derived()).isEmpty();
        assertThat(ids(experiment.results().derived("half", 1.0))).containsExactly("r4");
        assertThat(ids(experiment.results().where("derived.half > 2"))).containsExactly("r9", "r10", "r11");
        assertThat(experiment.run("r1").record().started()).hasToString(fingerprint);

        DerivedReport second = experiment.results().computeDerived(List.of(run -> Map.of("ok", 2)), false);
        assertThat(second.computed()).containsExactly("r7");
        assertThat(second.skipped()).hasSize(11);
        DerivedReport third = experiment.results().parameter("i", 4).computeDerived(List.of(run -> Map.of()), true);
        assertThat(third.computed()).containsExactly("r4");
        assertThat(experiment.run("r4").record().derived()).isPresent();
        assertThat(experiment
                        .results()
                        .parameter("i", 4)
                        .computeDerived(List.of(run -> Map.of("x", 1)), false)
                        .skipped())
                .containsExactly("r4");
        assertThat(experiment
                        .results()
                        .computeDerived(List.of(run -> Map.of("bad", List.of(1))), true)
                        .failures())
                .hasSize(12);
    }

    @Test
    void theFieldCatalogIsExact() {
        experiment.run("r2").derived(Map.of("score", 5));
        experiment.deleteRun("r11");
        Map<String, FieldInfo> fields = new HashMap<>();
        experiment.results().fields().forEach(field -> fields.put(field.path().toString(), field));
        assertThat(fields.get("metrics.loss").documents()).isEqualTo(11);
        assertThat(fields.get("metrics.loss").greatest()).isEqualTo(5L);
        assertThat(fields.get("parameters.opt").values()).containsExactlyInAnyOrder("adam", "sgd");
        assertThat(fields.get("derived.score").documents()).isEqualTo(1);
        assertThat(fields.get("status").documents()).isEqualTo(11);
    }

    @Test
    void retentionKeepsTheBestAndTheTagged() {
        Retention rule = Retention.keepBest(3, Order.ascending("metrics.loss")).andKeepTagged("t2");
        RetentionReport dry = experiment.retain(rule.dryRunOnly());
        assertThat(dry.deleted()).containsExactly("r3", "r4", "r6", "r7", "r9", "r10");
        assertThat(experiment.results().count()).isEqualTo(12);
        RetentionReport done = experiment.retain(rule);
        assertThat(done.deleted()).isEqualTo(dry.deleted());
        assertThat(done.kept()).isEqualTo(6);
        assertThat(ids(experiment.results())).containsExactly("r0", "r1", "r2", "r5", "r8", "r11");
    }

    @Test
    void retentionByAgeAndSizeDeletesTheOldest() {
        experiment.run("r4").artifacts().save("big", new byte[100_000]);
        RetentionReport aged = experiment.retain(Retention.deleteOlderThan(Duration.ofMinutes(10)));
        assertThat(aged.deleted()).containsExactly("r0", "r1");
        RetentionReport sized = experiment.retain(Retention.deleteBeyond(50_000));
        assertThat(sized.deleted()).containsExactly("r2", "r3", "r4");
        assertThat(sized.bytes()).isGreaterThan(100_000);
        assertThat(experiment.results().count()).isEqualTo(7);
    }

    @Test
    void retentionLeavesWhatGoesOn() {
        ActiveRun active = experiment.beginRun(RunSpec.named("on"));
        experiment.retain(Retention.keepBest(1, Order.ascending("metrics.loss")));
        assertThat(ids(experiment.results())).containsExactly("r0", active.id());
        active.complete();
    }
}
