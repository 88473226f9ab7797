package dev.cairn.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.StorageManager;
import dev.cairn.StorageManagers;
import dev.cairn.TierOptions;
import dev.cairn.spi.Content;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.DocumentState;
import dev.cairn.spi.Expectation;
import dev.cairn.spi.Put;
import dev.cairn.testkit.MutableClock;
import dev.cairn.testkit.faults.Faults;
import dev.cairn.testkit.faults.FaultyBackend;
import dev.cairn.workspace.ActiveRun;
import dev.cairn.workspace.Experiment;
import dev.cairn.workspace.Run;
import dev.cairn.workspace.RunSpec;
import dev.cairn.workspace.RunStatus;
import dev.cairn.workspace.Workspace;
import dev.cairn.workspace.WorkspaceOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What runs do in two stores while one of them is away. */
@SuppressWarnings("NullAway.Init")
class RunTiersTest {
    private static final RunSpec SPEC = RunSpec.of(Map.of("i", 1)).identified();

    @TempDir(factory = FastFolder.class)
    Path folder;

    private final MutableClock clock = MutableClock.at(Instant.parse("2026-03-01T12:00:00Z"));
    private final Faults primary = new Faults();
    private final Faults secondary = new Faults();
    private final AtomicLong nanoTime = new AtomicLong();
    private StorageManager manager;
    private Workspace workspace;
    private Experiment experiment;

    @BeforeEach
    void open() {
        manager = StorageManagers.builder()
                .primary(new FaultyBackend(Stores.unforced(folder.resolve("a"), clock), primary))
                .secondary(new FaultyBackend(Stores.unforced(folder.resolve("b"), clock), secondary))
                .tiers(TierOptions.defaults().withTimeout(Duration.ZERO).withoutBackground())
                .nanoTime(nanoTime::get)
                .clock(clock)
                .build();
        workspace = Workspace.open(manager, WorkspaceOptions.defaults().clock(clock));
        experiment = workspace.experiment("e");
    }

    @AfterEach
    void close() {
        primary.endAll();
        secondary.endAll();
        workspace.close();
        manager.close();
    }

    private void answerAgain(Faults tier) {
        tier.endAll();
        nanoTime.addAndGet(Duration.ofMinutes(5).toNanos());
    }

    /** A run of which a process long ago showed signs of life. */
    private ActiveRun lost() {
        ActiveRun run = experiment.beginRun(SPEC);
        run.log("train", "a line");
        run.artifacts().save("x", "content");
        DocumentKey heartbeat = new DocumentKey("e", DocumentKey.HEARTBEAT, run.id());
        String beat = "{\"format\":1,\"attempt\":1,\"at\":\"2026-03-01T12:00:10Z\"}";
        manager.tiers().documents().put(Put.live(heartbeat, Content.of(beat.getBytes(UTF_8)), Expectation.any()));
        clock.advance(Duration.ofMinutes(10));
        return run;
    }

    @Test
    void aRunIsDeletedWhileTheSecondaryIsAway() {
        String id = lost().id();
        secondary.outage();
        assertThat(experiment.deleteRun(id)).isTrue();
        assertThat(experiment.diskUse().documents()).isEmpty();
        assertThat(experiment.diskUse().journals().count()).isZero();
        answerAgain(secondary);
        manager.tiers().replicate();
        assertThat(manager.secondary()
                        .orElseThrow()
                        .documents()
                        .get(new DocumentKey("e", "run", id))
                        .find())
                .hasValueSatisfying(run -> assertThat(run.state()).isEqualTo(DocumentState.DELETED));
    }

    @Test
    void anIdentifiedRunIsBegunWhileTheSecondaryIsAway() {
        secondary.outage();
        ActiveRun run = experiment.resumeRun(SPEC).orElseThrow();
        run.artifacts().save("x", "content");
        run.complete();
        assertThat(experiment.resumeRun(SPEC)).isEmpty();
        answerAgain(secondary);
        assertThat(manager.tiers().replicate().isComplete()).isTrue();
    }

    @Test
    void runsAreListedWhileTheSecondaryIsAway() {
        experiment.beginRun(SPEC);
        clock.advance(Duration.ofMinutes(2));
        secondary.outage();
        assertThat(experiment.results().list())
                .singleElement()
                .satisfies(run -> assertThat(run.status()).isEqualTo(RunStatus.STALE));
    }

    @Test
    void aRunWithoutArtifactsHasNoneWhileTheSecondaryIsAway() {
        ActiveRun run = experiment.beginRun(SPEC);
        run.complete();
        secondary.outage();
        assertThat(experiment.run(run.id()).artifacts().list()).isEmpty();
        assertThat(experiment.run(run.id()).dataNames()).isEmpty();
    }

    @Test
    void artifactsAreReadFromTheSecondaryWhileThePrimaryIsAway() {
        ActiveRun run = experiment.beginRun(SPEC);
        run.artifacts().save("x", "content");
        run.complete();
        manager.tiers().replicate();
        primary.outage();
        Run found = experiment.run(run.id());
        assertThat(found.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(found.artifact("x").read(String.class)).isEqualTo("content");
    }
}
