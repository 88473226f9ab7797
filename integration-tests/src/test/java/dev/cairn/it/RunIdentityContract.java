package dev.cairn.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.cairn.ConflictException;
import dev.cairn.NotFoundException;
import dev.cairn.workspace.ActiveRun;
import dev.cairn.workspace.Provenance;
import dev.cairn.workspace.Run;
import dev.cairn.workspace.RunAttempt;
import dev.cairn.workspace.RunError;
import dev.cairn.workspace.RunRecord;
import dev.cairn.workspace.RunSpec;
import dev.cairn.workspace.RunStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which run it is, in every store: begun once, passed over, begun again, taken over. */
abstract class RunIdentityContract extends WorkspaceTest {
    static final RunSpec SPEC = RunSpec.of(Map.of("lr", 0.1, "opt", "adam", "layers", List.of(64, 32)))
            .name("baseline")
            .seed(7)
            .context(Map.of("data", "v2"))
            .datasets(List.of(Map.of("name", "wheat", "rows", 100)))
            .tag("first")
            .note("to begin with")
            .provenance(Provenance.ofThisProcess().withCodeHash("abc123").withHost("node-7"));

    @Test
    void anIdentifiedRunIsBegunOnce() {
        RunSpec same = SPEC.identified();
        ActiveRun run = experiment.beginRun(same);
        assertThat(run.id()).isEqualTo(SPEC.fingerprint()).hasSize(32);
        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> experiment.beginRun(same))
                .withMessageContaining("is running since");
        assertThat(experiment.resumeRun(SPEC)).isEmpty();
        run.complete();
        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> experiment.beginRun(same.name("another name, the same work")))
                .withMessageContaining("is completed since");
        assertThat(experiment.resumeRun(SPEC)).isEmpty();
        assertThat(experiment.resumeRun(SPEC.seed(8))).isPresent().hasValueSatisfying(ActiveRun::complete);
        assertThat(experiment.results().count()).isEqualTo(2);
    }

    @Test
    void aFailedOrCancelledIdentityBeginsItsNextAttempt() {
        ActiveRun first = experiment.beginRun(SPEC.identified());
        first.log("train", "one");
        first.metric("loss", 9);
        first.step(1, "loss", 9);
        first.artifacts().save("model", "first");
        first.fail(RunError.of("Diverged", "loss is NaN"));
        ActiveRun second = experiment.resumeRun(SPEC).orElseThrow();
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.attempt()).isEqualTo(2);
        second.log("train", "two");
        second.artifacts().save("model", "second");
        second.complete();

        Run run = experiment.run(first.id());
        assertThat(run.record().attempt()).isEqualTo(2);
        assertThat(run.metrics().asMap()).isEmpty();
        assertThat(run.logs().text("train")).isEqualTo("two");
        assertThat(run.artifact("model").read(String.class)).isEqualTo("second");
        assertThat(run.steps()).isEmpty();
        RunAttempt earlier = run.record().earlier().get(0);
        assertThat(earlier.status()).isEqualTo(RunStatus.FAILED);
        assertThat(earlier.error()).isEqualTo(RunError.of("Diverged", "loss is NaN"));
        assertThat(run.attempt(1).logs().text("train")).isEqualTo("one");
        assertThat(run.attempt(1).artifact("model").read(String.class)).isEqualTo("first");
        assertThat(run.attempt(1).steps()).hasSize(1);
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> run.attempt(3));
    }

    @Test
    void aRunWithAnIdOfItsOwnIsFoundAgainByIt() {
        experiment.beginRun(SPEC.id("../../etc/passwd")).complete();
        assertThat(experiment.run("../../etc/passwd").status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(experiment.resumeRun(RunSpec.of(Map.of("other", 1)).id("../../etc/passwd")))
                .isEmpty();
        for (String bad : List.of("", " ", "a\0b", "a\nb", "x".repeat(201))) {
            assertThatIllegalArgumentException().isThrownBy(() -> SPEC.id(bad));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> SPEC.id("mine").identified());
    }

    @Test
    void aRunThatMissesItsHeartbeatsIsStale() {
        ActiveRun lost = experiment.beginRun(SPEC.identified());
        lost.metric("loss", 1);
        clock.advance(Duration.ofSeconds(59));
        assertThat(experiment.run(lost.id()).status()).isEqualTo(RunStatus.RUNNING);
        clock.advance(Duration.ofSeconds(1));
        assertThat(experiment.run(lost.id()).status()).isEqualTo(RunStatus.STALE);
        assertThat(experiment.results().status(RunStatus.STALE).count()).isEqualTo(1);
        assertThat(experiment.results().status(RunStatus.RUNNING).count()).isZero();
        assertThat(experiment
                        .results()
                        .where("status = 'stale' or status = 'failed'")
                        .list())
                .singleElement()
                .satisfies(run -> assertThat(run.status()).isEqualTo(RunStatus.STALE));
        assertThat(experiment.results().where("status != 'stale'").count()).isZero();
        assertThat(experiment.results().summary().byStatus()).isEqualTo(Map.of(RunStatus.STALE, 1L));
        assertThat(experiment.run(lost.id()).metrics().get("loss")).isEqualTo(1L);
        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> experiment.completeRun(lost.id(), Map.of()))
                .withMessageContaining("process is gone");
    }

    @Test
    void aStaleRunIsTakenOverAndItsOldProcessIsToldSo() {
        ActiveRun lost = experiment.beginRun(SPEC.identified());
        clock.advance(Duration.ofMinutes(5));
        ActiveRun next = experiment.resumeRun(SPEC).orElseThrow();
        assertThat(next.attempt()).isEqualTo(2);
        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(lost::complete)
                .withMessageContaining("attempt 2 of it was begun meanwhile");
        lost.close();
        next.complete();
        RunRecord record = experiment.run(next.id()).record();
        assertThat(record.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(record.earlier().get(0).status()).isEqualTo(RunStatus.STALE);
        assertThat(record.earlier().get(0).finished()).isNull();
    }

    @Test
    void aRunThatWasOnlySlowCompletes() {
        ActiveRun slow = experiment.beginRun(SPEC.identified());
        clock.advance(Duration.ofMinutes(5));
        assertThat(experiment.run(slow.id()).status()).isEqualTo(RunStatus.STALE);
        slow.complete();
        assertThat(experiment.run(slow.id()).status()).isEqualTo(RunStatus.COMPLETED);
    }

    @Test
    void twoWhoBeginTheSameIdentityAtOnceBeginItOnce() {
        List<Optional<ActiveRun>> begun = IntStream.range(0, 8)
                .parallel()
                .mapToObj(i -> experiment.resumeRun(SPEC))
                .toList();
        assertThat(begun.stream().flatMap(Optional::stream)).hasSize(1);
    }
}
