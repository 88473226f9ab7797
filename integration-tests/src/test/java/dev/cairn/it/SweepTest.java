package dev.cairn.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.query.FieldInfo;
import dev.cairn.workspace.Experiment;
import dev.cairn.workspace.Run;
import dev.cairn.workspace.RunResults;
import dev.cairn.workspace.RunStatus;
import dev.cairn.workspace.Workspace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sweeps of other processes: killed, told to end, resumed, and many at once. */
@SuppressWarnings("NullAway.Init")
class SweepTest {
    /** The long form: {@code -Dcairn.runs.processes=10 -Dcairn.runs.each=2000}. */
    private static final int PROCESSES = Integer.getInteger("cairn.runs.processes", 3);

    private static final int EACH = Integer.getInteger("cairn.runs.each", 40);
    private static final String NAME = "sweep:1.0";
    private static final String SLOW = "400";

    @TempDir
    Path folder;

    private String store(String kind) {
        return switch (kind) {
            case "files" -> folder.resolve("files").toString();
            case "h2" -> "h2:" + folder.resolve("db");
            default -> Postgres.uri(Postgres.emptied("sweep"));
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"files", "h2"})
    void aKilledSweepIsResumedWhereItWas(String kind) throws Exception {
        String store = store(kind);
        ChildJvm.start(SweepProgram.class, store, NAME, 1, 6, SLOW).killAfter("begun 4", 100);
        try (Workspace workspace = Workspace.open(store)) {
            Experiment experiment = workspace.experiment(NAME);
            assertThat(parameters(experiment.results().status(RunStatus.COMPLETED)))
                    .containsExactly(1L, 2L, 3L);
            Run killed = experiment.run(SweepProgram.spec(4).fingerprint());
            assertThat(killed.status()).isEqualTo(RunStatus.STALE);
            assertThat(killed.metrics().get("square")).isEqualTo(16L);
            assertThat(killed.logs().text("train")).isEqualTo("run 4 begins");
        }
        String again = ChildJvm.start(SweepProgram.class, store, NAME, 1, 6, 0).join();
        assertThat(again.lines().filter(line -> line.startsWith("begun")).toList())
                .containsExactly("begun 4", "begun 5", "begun 6");
        try (Workspace workspace = Workspace.open(store)) {
            Experiment experiment = workspace.experiment(NAME);
            assertThat(experiment.results().status(RunStatus.COMPLETED).count()).isEqualTo(6);
            Run resumed = experiment.run(SweepProgram.spec(4).fingerprint());
            assertThat(resumed.record().attempt()).isEqualTo(2);
            assertThat(resumed.record().earlier().get(0).status()).isEqualTo(RunStatus.STALE);
            assertThat(resumed.attempt(1).artifacts().list()).hasSizeLessThanOrEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"files", "h2"})
    void aSweepThatIsToldToEndCancelsItsRun(String kind) throws Exception {
        String store = store(kind);
        ChildJvm.start(SweepProgram.class, store, NAME, 1, 3, "60000").endAfter("begun 1", 300);
        try (Workspace workspace = Workspace.open(store)) {
            Run run = workspace.experiment(NAME).run(SweepProgram.spec(1).fingerprint());
            assertThat(run.status()).isEqualTo(RunStatus.CANCELLED);
            assertThat(run.record().warnings()).containsExactly("The process was told to end.");
            assertThat(run.metrics().get("square")).isEqualTo(1L);
            assertThat(workspace.experiment(NAME).resumeRun(SweepProgram.spec(1)))
                    .isPresent();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"files", "postgresql"})
    void manyProcessesWriteRunsOfOneExperimentAtOnce(String kind) throws Exception {
        String store = store(kind);
        long start = System.nanoTime();
        List<ChildJvm> children = new ArrayList<>();
        for (int i = 0; i < PROCESSES; i++) {
            children.add(ChildJvm.start(SweepProgram.class, store, NAME, i * EACH + 1, (i + 1) * EACH, 0));
        }
        for (ChildJvm child : children) {
            child.join();
        }
        System.out.printf(
                "%s: %d processes, %d runs each: %.1f s%n", kind, PROCESSES, EACH, (System.nanoTime() - start) / 1e9);
        try (Workspace workspace = Workspace.open(store)) {
            check(workspace.experiment(NAME), (long) PROCESSES * EACH);
        }
    }

    @Test
    void manyWhoDoTheSameSweepShareTheWork() throws Exception {
        String store = store("files");
        List<ChildJvm> children = new ArrayList<>();
        for (int i = 0; i < PROCESSES; i++) {
            children.add(ChildJvm.start(SweepProgram.class, store, NAME, 1, EACH, 1));
        }
        long done = 0;
        for (ChildJvm child : children) {
            done += child.join().lines().filter(line -> line.startsWith("done")).count();
        }
        assertThat(done).isEqualTo(EACH);
        try (Workspace workspace = Workspace.open(store)) {
            check(workspace.experiment(NAME), EACH);
        }
    }

    private static void check(Experiment experiment, long runs) {
        assertThat(experiment.results().status(RunStatus.COMPLETED).count()).isEqualTo(runs);
        assertThat(experiment.results().count()).isEqualTo(runs);
        Set<Long> seen = new TreeSet<>();
        for (Run run : experiment.results().list()) {
            long i = (Long) run.parameters().asMap().get("i");
            seen.add(i);
            assertThat(run.metrics().asMap()).isEqualTo(Map.of("square", i * i, "half", i / 2.0));
            assertThat(run.artifact("model").read(String.class)).isEqualTo("model of " + i);
            assertThat(run.logs().text("train")).isEqualTo("run " + i + " begins");
            assertThat(run.record().attempt()).isEqualTo(1);
        }
        assertThat(seen).hasSize((int) runs);
        Map<String, FieldInfo> fields = new HashMap<>();
        experiment.results().fields().forEach(field -> fields.put(field.path().toString(), field));
        for (String field :
                List.of("parameters.i", "parameters.group", "metrics.square", "metrics.half", "status", "seed")) {
            assertThat(fields.get(field).documents()).as(field).isEqualTo(runs);
        }
        assertThat(fields.get("parameters.i").least()).isEqualTo(1L);
        assertThat(fields.get("parameters.i").greatest()).isEqualTo(runs);
        assertThat(fields.get("parameters.group").values()).containsExactly("g0", "g1", "g2", "g3", "g4");
    }

    private static List<Long> parameters(RunResults results) {
        return results.list().stream()
                .map(run -> (Long) run.parameters().asMap().get("i"))
                .toList();
    }
}
