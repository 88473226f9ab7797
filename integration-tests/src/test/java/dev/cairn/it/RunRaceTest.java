package dev.cairn.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.cairn.ConflictException;
import dev.cairn.UnavailableException;
import dev.cairn.query.Order;
import dev.cairn.query.Page;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.StorageBackend;
import dev.cairn.testkit.faults.Faults;
import dev.cairn.testkit.faults.FaultyBackend;
import dev.cairn.testkit.faults.Operation;
import dev.cairn.workspace.ActiveRun;
import dev.cairn.workspace.DerivedReport;
import dev.cairn.workspace.Experiment;
import dev.cairn.workspace.Retention;
import dev.cairn.workspace.RetentionReport;
import dev.cairn.workspace.Run;
import dev.cairn.workspace.RunError;
import dev.cairn.workspace.RunSpec;
import dev.cairn.workspace.RunStatus;
import dev.cairn.workspace.Workspace;
import dev.cairn.workspace.WorkspaceOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What becomes of a run when several work on it at once. */
class RunRaceTest extends WorkspaceTest {
    private static final RunSpec SPEC = RunSpec.of(Map.of("i", 1)).identified();
    private static final WorkspaceOptions QUICK =
            WorkspaceOptions.defaults().heartbeat(Duration.ofSeconds(1), Duration.ofSeconds(60));
    private final Faults faults = new Faults();

    @Override
    StorageBackend store() {
        return new FaultyBackend(Stores.unforced(folder.resolve("store"), clock), faults);
    }

    private ActiveRun failed() {
        ActiveRun run = experiment.beginRun(SPEC);
        run.log("train", "old");
        run.artifacts().save("model", "old");
        run.fail(RunError.of("Odd", "it is"));
        return run;
    }

    @Test
    void aDeletionLeavesWhatWasBegunMeanwhile() {
        ActiveRun first = failed();
        AtomicReference<ActiveRun> next = new AtomicReference<>();
        faults.on(Operation.JOURNAL_NAMES).nth(1).before(step -> {
            next.set(experiment.beginRun(SPEC));
            next.get().log("train", "new");
            next.get().metric("loss", 1);
        });
        experiment.deleteRun(first.id());
        faults.endAll();
        ActiveRun again = next.get();
        assertThat(again.logs().text("train")).isEqualTo("new");
        assertThat(experiment.run(again.id()).metrics().get("loss")).isEqualTo(1L);
        again.complete();
    }

    @Test
    void theProcessOfADeletedRunCannotEndTheNextOne() {
        ActiveRun lost = experiment.beginRun(SPEC);
        clock.advance(Duration.ofMinutes(5));
        experiment.deleteRun(lost.id());
        ActiveRun next = experiment.beginRun(SPEC);
        assertThatExceptionOfType(ConflictException.class).isThrownBy(lost::complete);
        assertThat(experiment.run(next.id()).status()).isEqualTo(RunStatus.RUNNING);
        next.complete();
    }

    @Test
    void closingARunThatWasDeletedDoesNothing() {
        ActiveRun lost = experiment.beginRun(SPEC);
        clock.advance(Duration.ofMinutes(5));
        experiment.deleteRun(lost.id());
        lost.close();
        assertThat(experiment.findRun(lost.id())).isEmpty();
    }

    @Test
    void twoWhoDeleteOneRunAtOnceDeleteItOnce() {
        ActiveRun run = failed();
        faults.on(Operation.DOCUMENT_PUT).nth(1).before(step -> experiment.deleteRun(run.id()));
        assertThat(experiment.deleteRun(run.id())).isFalse();
        assertThat(experiment.diskUse().documents()).isEmpty();
    }

    @Test
    void aRunThatIsTaggedMeanwhileIsResumedAllTheSame() {
        ActiveRun run = failed();
        faults.on(Operation.DOCUMENT_PUT)
                .nth(1)
                .before(step -> experiment.run(run.id()).tag("odd"));
        assertThat(experiment.resumeRun(SPEC)).isPresent().hasValueSatisfying(ActiveRun::complete);
    }

    @Test
    void twoWorkspacesThatBeginOneIdentityInOneInstantBeginItOnce() {
        try (Workspace other =
                Workspace.open(manager, WorkspaceOptions.defaults().clock(clock))) {
            ActiveRun run = experiment.beginRun(SPEC);
            clock.advance(Duration.ofSeconds(1));
            run.complete();
            RunSpec same = RunSpec.named("same").id("same");
            AtomicReference<ActiveRun> first = new AtomicReference<>();
            faults.on(Operation.DOCUMENT_PUT)
                    .nth(1)
                    .before(step -> first.set(other.experiment("truss:1.0").beginRun(same)));
            assertThat(experiment.resumeRun(same)).isEmpty();
            first.get().complete();
        }
    }

    @Test
    void whatIsToldWhileARunEndsIsKeptOrRefused() throws InterruptedException {
        ActiveRun run = experiment.beginRun(SPEC);
        Thread ending = new Thread(run::complete);
        faults.on(Operation.JOURNAL_APPEND).nth(1).before(step -> {
            ending.start();
            Stores.await("the end, or its wait", () -> isOverOrWaits(ending));
        });
        run.metric("loss", 0.5);
        ending.join();
        assertThat(experiment.run(run.id()).metrics().get("loss")).isEqualTo(0.5);
    }

    private static boolean isOverOrWaits(Thread thread) {
        return thread.getState() == Thread.State.TERMINATED || thread.getState() == Thread.State.WAITING;
    }

    @Test
    void aRunThatIsBegunWhileItsWorkspaceIsClosedDoesNotGoOn() {
        faults.on(Operation.DOCUMENT_PUT).nth(1).before(step -> workspace.close());
        assertThatIllegalStateException().isThrownBy(() -> experiment.beginRun(SPEC));
        try (Workspace other =
                Workspace.open(manager, WorkspaceOptions.defaults().clock(clock))) {
            Run run = other.experiment("truss:1.0").run(SPEC.fingerprint());
            assertThat(run.status()).isEqualTo(RunStatus.CANCELLED);
        }
    }

    @Test
    void retentionLeavesWhatWasTaggedMeanwhile() {
        for (int i = 0; i < 3; i++) {
            experiment.beginRun(RunSpec.named("n").id("r" + i)).complete();
        }
        faults.on(Operation.DOCUMENT_PUT)
                .nth(1)
                .before(step -> experiment.run("r1").tag("keep"));
        clock.advance(Duration.ofDays(2));
        RetentionReport report =
                experiment.retain(Retention.deleteOlderThan(Duration.ofDays(1)).andKeepTagged("keep"));
        assertThat(report.deleted()).containsExactly("r0", "r2");
        assertThat(report.failures()).containsOnlyKeys("r1");
    }

    @Test
    void pagesFollowOneAnotherThoughARunGetsStaleMeanwhile() {
        for (int i = 0; i < 3; i++) {
            experiment.beginRun(RunSpec.named("n").id("r" + i));
            clock.advance(Duration.ofSeconds(10));
        }
        Page<Run> first = experiment.results().status(RunStatus.RUNNING).page(1, null);
        assertThat(first.items()).extracting(Run::id).containsExactly("r0");
        clock.advance(Duration.ofSeconds(31));
        Page<Run> second = experiment.results().status(RunStatus.RUNNING).page(1, first.next());
        assertThat(second.items()).extracting(Run::id).containsExactly("r1");
    }

    @Test
    void aRunThatIsTaggedWhileItGoesOnShowsWhatItTold() {
        ActiveRun run = experiment.beginRun(SPEC);
        run.metric("loss", 0.5);
        Run tagged = experiment.run(run.id()).tag("odd");
        assertThat(tagged.metrics().get("loss")).isEqualTo(0.5);
        run.complete();
    }

    @Test
    void metricsAreDerivedFromWhatAStaleRunTold() {
        ActiveRun run = experiment.beginRun(SPEC);
        run.metric("loss", 0.5);
        clock.advance(Duration.ofMinutes(5));
        DerivedReport report = experiment
                .results()
                .computeDerived(
                        List.of(one -> Map.of("metrics", one.metrics().asMap().size())), false);
        assertThat(report.computed()).containsExactly(run.id());
        assertThat(experiment.run(run.id()).derived().get("metrics")).isEqualTo(1L);
    }

    @Test
    void whatWasDerivedFromOneAttemptIsNotSaidOfTheNext() {
        ActiveRun first = failed();
        Run run = experiment.run(first.id());
        ActiveRun next = experiment.beginRun(SPEC);
        assertThatExceptionOfType(ConflictException.class).isThrownBy(() -> run.derived(Map.of("score", 1)));
        next.complete();
        assertThat(experiment.run(next.id()).record().derived()).isEmpty();
    }

    private long beats(String id) {
        DocumentKey key = new DocumentKey("truss:1.0", DocumentKey.HEARTBEAT, id);
        return faults.count(step ->
                step.operation() == Operation.DOCUMENT_PUT && step.keys().contains(key));
    }

    /** Waits until one run has beaten twice, each time after the other was due. */
    private boolean fallsSilent(String silent, String beating) {
        faults.forget();
        Stores.await("two beats of " + beating, () -> beats(beating) >= 2);
        return beats(silent) == 0;
    }

    @Test
    void aRunThatCouldNotBeEndedWhenItWasClosedShowsNoMoreSignsOfLife() {
        try (Workspace quick = Workspace.open(manager, QUICK.clock(clock))) {
            Experiment same = quick.experiment("truss:1.0");
            ActiveRun closed = same.beginRun(SPEC);
            ActiveRun other = same.beginRun(RunSpec.named("other").id("other"));
            faults.outage();
            assertThatExceptionOfType(UnavailableException.class).isThrownBy(closed::close);
            faults.endAll();
            assertThat(fallsSilent(closed.id(), other.id())).isTrue();
        }
    }

    @Test
    void theProcessOfARunThatWasTakenOverShowsNoMoreSignsOfLife() {
        try (Workspace quick = Workspace.open(manager, QUICK.clock(clock))) {
            Experiment same = quick.experiment("truss:1.0");
            ActiveRun lost = same.beginRun(SPEC);
            ActiveRun other = same.beginRun(RunSpec.named("other").id("other"));
            clock.advance(Duration.ofMinutes(5));
            ActiveRun next = experiment.resumeRun(SPEC).orElseThrow();
            assertThat(next.attempt()).isEqualTo(2);
            Stores.await("a beat", () -> beats(other.id()) > 0);
            assertThat(fallsSilent(lost.id(), other.id())).isTrue();
            next.complete();
        }
    }

    @Test
    void theBestAreKeptInTheirOrder() {
        assertThat(experiment
                        .retain(Retention.keepBest(1, Order.ascending("metrics.loss")))
                        .deleted())
                .isEmpty();
    }
}
