package dev.cairn.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dflib.Exp.$double;

import dev.cairn.StorageManager;
import dev.cairn.StorageManagers;
import dev.cairn.formats.frame.ResultFrames;
import dev.cairn.formats.frame.RunFrames;
import dev.cairn.formats.jmetal.JMetalResults;
import dev.cairn.formats.moea.MoeaResults;
import dev.cairn.formats.read.ResultReaders;
import dev.cairn.formats.write.ExportOptions;
import dev.cairn.formats.write.ExportedResult;
import dev.cairn.formats.write.ResultExporters;
import dev.cairn.model.History;
import dev.cairn.model.OptimizationResult;
import dev.cairn.workspace.ActiveRun;
import dev.cairn.workspace.Experiment;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dflib.DataFrame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.moeaframework.algorithm.NSGAII;
import org.uma.jmetal.component.algorithm.multiobjective.NSGAIIBuilder;
import org.uma.jmetal.component.catalogue.common.termination.impl.TerminationByEvaluations;
import org.uma.jmetal.operator.crossover.impl.SBXCrossover;
import org.uma.jmetal.operator.mutation.impl.PolynomialMutation;
import org.uma.jmetal.problem.multiobjective.zdt.ZDT1;

/** What docs/export.md and docs/frames.md show does what they say. */
@SuppressWarnings("NullAway.Init")
class ExportGuideTest {
    @TempDir
    Path folder;

    private static OptimizationResult found() {
        var algorithm = new NSGAIIBuilder<>(
                        new ZDT1(5), 20, 20, new SBXCrossover(0.9, 20), new PolynomialMutation(0.2, 20))
                .setTermination(new TerminationByEvaluations(400))
                .build();
        algorithm.run();
        return JMetalResults.from(algorithm);
    }

    @Test
    void oneResultInEachFormat() throws SQLException {
        OptimizationResult result = found().toBuilder()
                .history(History.builder().column("best", 2, 1).build())
                .build();
        Path front = folder.resolve("front.parquet");
        ExportedResult written = ResultExporters.write(result, front, ExportOptions.set("pareto_front"));
        assertThat(written.rows()).isEqualTo(result.paretoFront().size());
        assertThat(written.notCarried()).anyMatch(lost -> lost.contains("history"));
        ResultExporters.write(result, folder.resolve("progress.csv"), ExportOptions.history());
        ResultExporters.named("jmetal").write(result, folder.resolve("out/FUN.csv"), ExportOptions.solutions());
        assertThat(folder.resolve("out/VAR.csv")).isNotEmptyFile();
        ResultExporters.write(result, folder.resolve("all.json"));
        assertThat(ResultReaders.read(folder.resolve("all.json")).result()).isEqualTo(result);

        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement sql = duck.createStatement()) {
            try (ResultSet best =
                    sql.executeQuery("select f1, f2 from read_parquet('" + front + "') order by f1 limit 10")) {
                assertThat(best.next()).isTrue();
            }
            try (ResultSet problem = sql.executeQuery("select decode(value) from parquet_kv_metadata('" + front
                    + "') where decode(key) = 'cairn.problem'")) {
                assertThat(problem.next()).isTrue();
                assertThat(problem.getString(1)).contains("\"ZDT1\"", "\"direction\":\"minimize\"");
            }
        }
    }

    @Test
    void manyResultsOfAStoreInOneTable() {
        try (StorageManager manager = StorageManagers.create("memory", Map.of())) {
            manager.saveResult("nsgaii_zdt1", found());
            manager.saveResult("again", found());
            Path file = folder.resolve("all.parquet");
            try (Stream<String> keys = manager.listResults().stream()) {
                ExportedResult written =
                        ResultExporters.writeAll(keys.map(key -> Map.entry(key, manager.loadResult(key))), file);
                assertThat(written.rows()).isEqualTo(40);
            }
            NSGAII nsga2 = new NSGAII(new org.moeaframework.problem.ZDT.ZDT1(5));
            nsga2.run(500);
            manager.saveResult("moea_zdt1", MoeaResults.from(nsga2));
            assertThat(manager.loadResult("moea_zdt1").solver().name()).isEqualTo("NSGA-II");
        }
    }

    @Test
    void framesOfAResultAndOfRuns() {
        OptimizationResult result = found();
        DataFrame frame = ResultFrames.from(result);
        DataFrame best = frame.rows($double("f1").lt(0.5)).select();
        OptimizationResult some = ResultFrames.toResult(best, result);
        assertThat(some.rows()).isEqualTo((int)
                result.objective("f1").values().filter(value -> value < 0.5).count());

        try (MemoryWorkspace workspace = new MemoryWorkspace()) {
            Experiment experiment = workspace.experiment();
            for (double acc : new double[] {0.7, 0.9}) {
                ActiveRun run = experiment.beginRun("a" + acc, Map.of("lr", 0.2), List.of());
                run.metric("acc", acc);
                run.complete();
            }
            DataFrame runs = RunFrames.from(experiment.results().parameter("lr", 0.2));
            DataFrame top = runs.sort("metric.acc", false).head(10);
            assertThat(top.get("metric.acc", 0)).isEqualTo(0.9);
        }
    }
}
