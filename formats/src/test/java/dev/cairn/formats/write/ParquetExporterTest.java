package dev.cairn.formats.write;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.model.Attributes;
import dev.cairn.model.OptimizationResult;
import dev.cairn.model.Problem;
import dev.cairn.model.RealColumn;
import dev.cairn.model.Solver;
import dev.cairn.spi.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What DuckDB reads is what was written. */
@SuppressWarnings("NullAway.Init")
class ParquetExporterTest {
    @TempDir
    Path folder;

    private static List<Map<String, @Nullable Object>> read(String sql) throws SQLException {
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<Map<String, @Nullable Object>> all = new ArrayList<>();
            while (rows.next()) {
                Map<String, @Nullable Object> row = new LinkedHashMap<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    Object cell = rows.getObject(i);
                    row.put(
                            rows.getMetaData().getColumnName(i),
                            cell instanceof Array array ? Arrays.asList((Object[]) array.getArray()) : cell);
                }
                all.add(row);
            }
            return all;
        }
    }

    private static String from(Path file) {
        return " from read_parquet('" + file + "')";
    }

    private Path write(OptimizationResult result) {
        return ResultExporters.write(result, folder.resolve("all.parquet"))
                .files()
                .get(0);
    }

    private static @Nullable Object cell(OptimizationResult result, int column, int row) {
        Object value = new ArrayList<>(result.columns().values()).get(column).value(row);
        return value != null && column == 3 ? value.equals("1") : value;
    }

    @Test
    void everyCellIsReadAsItIsWrittenAndMissingOnesAreNull() throws SQLException {
        OptimizationResult result = Samples.everyType();
        List<Map<String, @Nullable Object>> rows = read("select *" + from(write(result)));

        assertThat(rows).hasSize(4);
        for (int row = 0; row < 4; row++) {
            List<@Nullable Object> expected = new ArrayList<>();
            for (int column = 0; column < result.columns().size(); column++) {
                expected.add(cell(result, column, row));
            }
            assertThat(new ArrayList<>(rows.get(row).values())).isEqualTo(expected);
        }
        assertThat(rows.get(0).keySet())
                .containsExactly(
                        "width",
                        "count",
                        "steel, \"kind\"",
                        "flag",
                        "mask",
                        "order",
                        "objectives/cost",
                        "gain",
                        "stress",
                        "observables/cost",
                        "status");
    }

    @Test
    void doublesKeepEveryBit() throws SQLException {
        double[] values = {
            -0.0, 0.0, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MIN_VALUE, Math.PI, 1
        };
        Problem problem = Samples.plain().problem();
        OptimizationResult result = OptimizationResult.builder()
                .problem(problem)
                .objective("f1", RealColumn.of(values).withMissing(7))
                .build();

        List<Map<String, @Nullable Object>> rows = read("select *" + from(write(result)));

        for (int row = 0; row < 7; row++) {
            double read = (Double) Objects.requireNonNull(rows.get(row).get("f1"));
            assertThat(Double.doubleToRawLongBits(read)).isEqualTo(Double.doubleToRawLongBits(values[row]));
        }
        assertThat(rows.get(7).get("f1")).isNull();
    }

    @Test
    void columnsHaveTheirTypes() throws SQLException {
        Map<String, Object> types = new LinkedHashMap<>();
        read("describe select *" + from(write(Samples.everyType())))
                .forEach(row -> types.put(
                        (String) Objects.requireNonNull(row.get("column_name")),
                        Objects.requireNonNull(row.get("column_type"))));
        assertThat(types)
                .containsEntry("width", "DOUBLE")
                .containsEntry("count", "BIGINT")
                .containsEntry("steel, \"kind\"", "VARCHAR")
                .containsEntry("flag", "BOOLEAN")
                .containsEntry("mask", "VARCHAR")
                .containsEntry("order", "BIGINT[]")
                .containsEntry("gain", "DOUBLE");
    }

    @Test
    void theFileSaysWhatTheColumnsAre() throws SQLException, IOException {
        OptimizationResult result = Samples.everyTypeBuilder()
                .solver(Solver.of("NSGA-II").withSeed(7))
                .build();
        Map<String, String> metadata = metadata(write(result));
        assertThat(metadata).containsEntry("cairn.content", "solutions").containsEntry("cairn.format", "1");
        assertThat(Json.read(bytes(metadata, "cairn.problem"), Problem.class)).isEqualTo(result.problem());
        assertThat(Json.read(bytes(metadata, "cairn.solver"), Solver.class)).isEqualTo(result.solver());
        assertThat(Json.read(bytes(metadata, "cairn.columns"), Attributes.class).asMap())
                .hasSize(11)
                .containsEntry("objectives/cost", "objectives/cost")
                .containsEntry("gain", "objectives/gain")
                .containsEntry("mask", "variables/mask");
    }

    private static Map<String, String> metadata(Path file) throws SQLException {
        Map<String, String> metadata = new LinkedHashMap<>();
        read("select decode(key) as k, decode(value) as v from parquet_kv_metadata('" + file + "')")
                .forEach(row -> metadata.put(String.valueOf(row.get("k")), String.valueOf(row.get("v"))));
        return metadata;
    }

    private static byte[] bytes(Map<String, String> metadata, String key) {
        return Objects.requireNonNull(metadata.get(key)).getBytes(UTF_8);
    }

    @Test
    void theHistoryAndASetCanBeWrittenInstead() throws SQLException {
        OptimizationResult result = Samples.everyType();
        Path history = folder.resolve("history.parquet");
        ResultExporters.write(result, history, ExportOptions.history());
        assertThat(read("select *" + from(history)))
                .containsExactly(
                        Map.of("generation", 0L, "best f1", 0.5), Map.of("generation", 1L, "best f1", Double.NaN));

        Path best = folder.resolve("best.parquet");
        ResultExporters.write(result, best, ExportOptions.set("best"));
        assertThat(read("select gain" + from(best)))
                .containsExactly(Map.of("gain", Double.NEGATIVE_INFINITY), Map.of("gain", 2.0));
    }

    @Test
    void manyResultsGoIntoOneFileGroupByGroup() throws SQLException {
        double[] values = IntStream.range(0, 700).mapToDouble(i -> i * 0.1).toArray();
        OptimizationResult result = OptimizationResult.builder()
                .problem(Samples.plain().problem())
                .objective("f1", values)
                .build();
        Path file = folder.resolve("many.parquet");
        ExportedResult written = new ParquetExporter(1)
                .writeAll(Stream.of(Map.entry("r1", result), Map.entry("r2", result)), file, ExportOptions.solutions());

        assertThat(written.rows()).isEqualTo(1400);
        assertThat(read("select result, count(*) as n, max(f1) as m" + from(file) + " group by result order by result"))
                .containsExactly(
                        Map.of("result", "r1", "n", 700L, "m", values[699]),
                        Map.of("result", "r2", "n", 700L, "m", values[699]));
        assertThat(read("select distinct row_group_id as id, row_group_num_rows as n from parquet_metadata('" + file
                        + "') order by id"))
                .extracting(row -> row.get("n"))
                .containsExactly(500L, 500L, 400L);
    }

    @Test
    void resultsOfSeveralProblemsHaveNoProblemInTheirFile() throws SQLException {
        OptimizationResult other = OptimizationResult.builder()
                .problem(Problem.builder("other")
                        .variable(Samples.plain().problem().variable("x1"))
                        .build())
                .variable("x1", 1)
                .build();
        OptimizationResult one = OptimizationResult.builder()
                .problem(Samples.plain().problem())
                .variable("x1", 2)
                .build();
        Path file = folder.resolve("two.parquet");
        ExportedResult written = ResultExporters.writeAll(Stream.of(Map.entry("a", one), Map.entry("b", other)), file);
        assertThat(written.notCarried()).anyMatch(lost -> lost.contains("the results are of several"));
        assertThat(metadata(file))
                .doesNotContainKeys("cairn.problem", "cairn.solver")
                .containsKey("cairn.columns");
    }
}
