package dev.cairn.formats.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dflib.Exp.$double;

import dev.cairn.formats.MemoryWorkspace;
import dev.cairn.workspace.ActiveRun;
import dev.cairn.workspace.Experiment;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.dflib.DataFrame;
import org.dflib.DoubleSeries;
import org.dflib.LongSeries;
import org.dflib.Series;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway.Init")
class RunFramesTest {
    private final MemoryWorkspace workspace = new MemoryWorkspace();
    private Experiment experiment;

    @BeforeEach
    void open() {
        experiment = workspace.experiment();
    }

    @AfterEach
    void close() {
        workspace.close();
    }

    private void run(String name, Map<String, ?> parameters, Map<String, ?> metrics) {
        ActiveRun run = experiment.beginRun(name, parameters, List.of());
        run.metrics(metrics);
        run.complete();
    }

    @Test
    void aRowIsARunAndColumnsHaveTheTypesOfTheirValues() {
        run("a", Map.of("lr", 0.1, "n", 5L, "mixed", "x"), Map.of("acc", 1L, "ok", true));
        run("b", Map.of("lr", 0.2, "n", 6L, "mixed", 2L), Map.of("acc", 0.5, "loss", Double.NaN, "ok", false));

        DataFrame frame = RunFrames.from(experiment.results());

        assertThat(frame.height()).isEqualTo(2);
        assertThat(frame.getColumnsIndex()).contains("id", "status", "param.lr", "metric.acc");
        assertThat((Series<?>) frame.getColumn("param.lr")).isInstanceOf(DoubleSeries.class);
        assertThat((Series<?>) frame.getColumn("param.n")).isInstanceOf(LongSeries.class);
        assertThat((Series<?>) frame.getColumn("metric.acc")).isInstanceOf(DoubleSeries.class);
        assertThat((Series<?>) frame.getColumn("attempt")).isInstanceOf(LongSeries.class);
        assertThat(frame.getColumn("status").toList()).containsExactly("completed", "completed");
        assertThat(frame.getColumn("metric.acc").toList()).containsExactly(1.0, 0.5);
        assertThat(frame.getColumn("metric.loss").toList()).containsExactly(null, Double.NaN);
        assertThat(frame.getColumn("param.mixed").toList()).containsExactly("x", 2L);
        assertThat(frame.getColumn("metric.ok").toList()).containsExactly(true, false);
        assertThat(frame.getColumn("started").toList()).allMatch(time -> time instanceof Instant);
        assertThat(frame.getColumn("seed").toList()).containsExactly(null, null);
    }

    @Test
    void filtersOfTheStoreAndOfTheLibraryBothHold() {
        run("a", Map.of("lr", 0.1), Map.of("acc", 0.5));
        run("b", Map.of("lr", 0.2), Map.of("acc", 0.7));
        run("c", Map.of("lr", 0.2), Map.of("acc", 0.9));

        DataFrame some = RunFrames.from(experiment.results().parameter("lr", 0.2));

        assertThat(some.height()).isEqualTo(2);
        assertThat(some.rows($double("metric.acc").gt(0.8))
                        .select()
                        .getColumn("name")
                        .toList())
                .containsExactly("c");
    }

    @Test
    void noRunsAreAFrameWithoutRows() {
        DataFrame frame = RunFrames.from(experiment.results());
        assertThat(frame.height()).isZero();
        assertThat(frame.getColumnsIndex()).contains("id", "status");
    }
}
