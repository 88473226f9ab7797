package dev.cairn.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.UnavailableException;
import dev.cairn.model.Attributes;
import dev.cairn.pipeline.PipelineSpec;
import dev.cairn.pipeline.Prediction;
import dev.cairn.pipeline.PredictionRecord;
import dev.cairn.pipeline.PredictionResults;
import dev.cairn.pipeline.Predictions;
import dev.cairn.spi.Json;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What DuckDB reads is what was written. */
@SuppressWarnings("NullAway.Init")
class PredictionParquetTest {
    @TempDir
    Path folder;

    private final MemoryWorkspace workspace = new MemoryWorkspace();
    private Predictions predictions;
    private String pipeline;

    @BeforeEach
    void begin() {
        String run = workspace.experiment().beginRun("a", Map.of(), List.of()).id();
        predictions = workspace.experiment().pipelines().predictions();
        pipeline = workspace.experiment().pipelines().begin(run, PipelineSpec.of("pls", Map.of(), "wheat"));
    }

    @AfterEach
    void close() {
        workspace.close();
    }

    private Prediction prediction(String dataset, String fold, @Nullable Double score) {
        return Prediction.of(pipeline, null, "PLS", fold, "val", dataset, "rmse")
                .scores(score, null, null);
    }

    private static List<Map<String, @Nullable Object>> read(String sql) throws SQLException {
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<Map<String, @Nullable Object>> all = new ArrayList<>();
            while (rows.next()) {
                Map<String, @Nullable Object> row = new LinkedHashMap<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    row.put(rows.getMetaData().getColumnName(i), rows.getObject(i));
                }
                all.add(row);
            }
            return all;
        }
    }

    private static String from(Path file) {
        return " from read_parquet('" + file + "')";
    }

    /** What a reader of the column of this name gets of {@code record}. */
    private static @Nullable Object expected(RecordComponent column, PredictionRecord record) throws Exception {
        Object value = column.getAccessor().invoke(record);
        return value instanceof Attributes attributes
                ? new String(Json.write(attributes), StandardCharsets.UTF_8)
                : column.getName().equals("created") ? record.created().truncatedTo(ChronoUnit.MICROS) : value;
    }

    private static void same(PredictionRecord record, Map<String, @Nullable Object> row) throws Exception {
        List<String> names = Arrays.stream(PredictionRecord.class.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
        assertThat(row.keySet()).containsExactlyElementsOf(names);
        for (RecordComponent column : PredictionRecord.class.getRecordComponents()) {
            Object read = row.get(column.getName());
            Object value = read instanceof OffsetDateTime time ? time.toInstant() : read;
            assertThat(value).as(column.getName()).isEqualTo(expected(column, record));
        }
    }

    @Test
    void everyColumnIsReadBitForBit() throws Exception {
        double[] scores = {
            0.1, -0.0, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MIN_VALUE, Math.PI
        };
        for (int i = 0; i < scores.length; i++) {
            predictions.save(prediction("wheat", "f" + i, scores[i]));
        }
        predictions.save(prediction("wheat", "none", null));
        predictions.save(prediction("wheat \u00fc\ud83d\ude00 'q'", "1", 0.5)
                .scores(0.5, 1e-300, Double.MAX_VALUE)
                .branch(-3, null)
                .details(new Prediction.Details(
                        Long.MAX_VALUE,
                        3_000_000_000L,
                        Attributes.of(Map.of("val", Map.of("r2", Double.NaN, "rmse", 0.1))),
                        Attributes.of(Map.of("n", 5)),
                        "SNV>PLS",
                        "left",
                        7,
                        1.0 / 3)));

        Path file = PredictionParquet.write(predictions.results(), folder.resolve("a/all"));

        assertThat(file).hasFileName("all.parquet");
        List<PredictionRecord> records = predictions.results().list();
        List<Map<String, @Nullable Object>> rows = read("select *" + from(file));
        assertThat(rows).hasSameSizeAs(records).hasSize(9);
        for (int i = 0; i < rows.size(); i++) {
            same(records.get(i), rows.get(i));
        }
        long bits = Double.doubleToRawLongBits((Double) Objects.requireNonNull(read("select \"valScore\"" + from(file)
                        + " where fold = '"
                        + records.stream()
                                .filter(record -> Objects.equals(record.valScore(), -0.0))
                                .findFirst()
                                .orElseThrow()
                                .fold()
                        + "'")
                .get(0)
                .get("valScore")));
        assertThat(bits).isEqualTo(Double.doubleToRawLongBits(-0.0));
    }

    @Test
    void columnsHaveTheirTypes() throws Exception {
        Path file = PredictionParquet.write(predictions.results(), folder.resolve("all"));

        Map<String, Object> types = new LinkedHashMap<>();
        read("describe select *" + from(file))
                .forEach(row -> types.put(
                        (String) Objects.requireNonNull(row.get("column_name")),
                        Objects.requireNonNull(row.get("column_type"))));

        assertThat(types)
                .hasSize(25)
                .containsEntry("id", "VARCHAR")
                .containsEntry("scores", "VARCHAR")
                .containsEntry("valScore", "DOUBLE")
                .containsEntry("samples", "BIGINT")
                .containsEntry("exclusionCount", "BIGINT")
                .containsEntry("branch", "INTEGER")
                .containsEntry("hasArrays", "BOOLEAN")
                .containsEntry("created", "TIMESTAMP WITH TIME ZONE");
    }

    @Test
    void filtersHoldAndNoMatchIsAFileWithAllColumnsAndNoRow() throws Exception {
        predictions.save(prediction("wheat", "0", 0.1));
        predictions.save(prediction("corn", "1", 0.2));
        PredictionResults all = predictions.results();

        Path one = PredictionParquet.write(all.dataset("wheat"), folder.resolve("one"));
        Path none = PredictionParquet.write(all.dataset("none"), folder.resolve("none"));

        assertThat(read("select dataset" + from(one))).hasSize(1).allMatch(row -> "wheat".equals(row.get("dataset")));
        assertThat(read("select *" + from(none))).isEmpty();
        assertThat(read("describe select *" + from(none))).hasSize(25);
    }

    @Test
    void theFileSaysWhatItIs() throws Exception {
        Path file = PredictionParquet.write(predictions.results(), folder.resolve("all"));

        assertThat(read("select decode(key) as k, decode(value) as v from parquet_kv_metadata('" + file + "')"))
                .containsExactlyInAnyOrder(
                        Map.of("k", "cairn.content", "v", "predictions"), Map.of("k", "cairn.format", "v", "1"));
    }

    @Test
    void manyRowsAreWrittenBlockByBlock() throws Exception {
        predictions.save(IntStream.range(0, 1300)
                .mapToObj(i -> prediction("wheat", "f" + i, (double) i))
                .toList());

        Path file = PredictionParquet.write(predictions.results(), folder.resolve("all"), 1);

        assertThat(read("select distinct row_group_num_rows as n from parquet_metadata('" + file + "') order by n"))
                .containsExactly(Map.of("n", 300L), Map.of("n", 500L));
        assertThat(read("select count(*) as n, sum(\"valScore\") as s" + from(file)))
                .containsExactly(Map.of("n", 1300L, "s", 1299 * 650.0));
    }

    @Test
    void anEarlierFileIsReplacedByTheWholeOrNotAtAll() throws IOException {
        Path file = folder.resolve("all.parquet");
        Files.writeString(file, "before");
        PredictionResults results = predictions.results();
        Files.createDirectories(folder.resolve("folder.parquet/below"));

        assertThatExceptionOfType(UnavailableException.class)
                .isThrownBy(() -> PredictionParquet.write(results, folder.resolve("folder.parquet")));
        workspace.close();
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> PredictionParquet.write(results, file));

        assertThat(file).hasContent("before");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(each -> each.getFileName().toString()))
                    .containsExactlyInAnyOrder("all.parquet", "folder.parquet");
        }
    }

    @Test
    void nothingOfHadoopIsThere() {
        assertThatExceptionOfType(ClassNotFoundException.class)
                .isThrownBy(() -> Class.forName("org.apache.hadoop.conf.Configuration"));
    }
}
