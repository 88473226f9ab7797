package dev.cairn.formats.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.formats.MemoryWorkspace;
import dev.cairn.formats.SharedData;
import dev.cairn.formats.imports.ImportReport.Imported;
import dev.cairn.formats.imports.ImportReport.Outcome;
import dev.cairn.model.Column;
import dev.cairn.model.History;
import dev.cairn.model.LongColumn;
import dev.cairn.model.OptimizationResult;
import dev.cairn.model.RealColumn;
import dev.cairn.model.Role;
import dev.cairn.spi.Digest;
import dev.cairn.tensor.Tensor;
import dev.cairn.workspace.Artifact;
import dev.cairn.workspace.LayerTensors;
import dev.cairn.workspace.Run;
import dev.cairn.workspace.RunStatus;
import dev.cairn.workspace.TensorStore;
import dev.cairn.workspace.Workspace;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files that real programs wrote, each folder imported by one call and compared with what plain code reads in them: numbers of things,
 * names, and the sum of the bits of all numbers.
 */
@SuppressWarnings("NullAway.Init")
class RealStoresTest {
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?([eE][+-]?\\d+)?");

    @TempDir
    Path temporary;

    private MemoryWorkspace memory;
    private Workspace workspace;

    @BeforeEach
    void open() {
        memory = new MemoryWorkspace();
        workspace = memory.workspace();
    }

    @AfterEach
    void close() {
        memory.close();
    }

    private ImportReport imported(Path folder) {
        ImportReport report = ResultImport.run(workspace, folder);
        assertThat(ResultImport.run(workspace, folder).count(Outcome.UNCHANGED))
                .as("known again")
                .isEqualTo(report.imported().size());
        return report;
    }

    private OptimizationResult result(Imported one) {
        return workspace.manager().loadResult(one.key());
    }

    private static long bits(DoubleStream values) {
        return values.mapToLong(Double::doubleToRawLongBits).sum();
    }

    private static long bits(Column column) {
        return column instanceof RealColumn reals
                ? bits(reals.values())
                : column instanceof LongColumn longs ? bits(longs.values().asDoubleStream()) : 0;
    }

    private long bitsOf(ImportReport report, Role... roles) {
        return report.imported().stream()
                .map(this::result)
                .flatMap(result -> result.columns().entrySet().stream())
                .filter(column -> List.of(roles).contains(column.getKey().role()))
                .mapToLong(column -> bits(column.getValue()))
                .sum();
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(
                            file -> Files.isRegularFile(file) && file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }

    /** The sum of the bits of all numbers in lines that are no comments. */
    private static long bitsIn(List<Path> files, String separator) throws IOException {
        long sum = 0;
        for (Path file : files) {
            for (String line : Files.readAllLines(file)) {
                if (!line.isBlank() && !line.startsWith("#") && !line.startsWith("%")) {
                    sum += bits(Stream.of(line.strip().split(separator)).mapToDouble(Double::parseDouble));
                }
            }
        }
        return sum;
    }

    @Test
    void frontsOfJMetalAndItsMalformedFiles() throws IOException {
        Path folder = SharedData.find("jmetal");
        ImportReport report = imported(folder);
        List<Path> good = Stream.concat(
                        files(folder.resolve("referenceFrontsCSV"), ".csv").stream(),
                        files(folder.resolve("malformed"), "Point.dat").stream())
                .toList();
        good = Stream.concat(good.stream(), files(folder.resolve("malformed"), "Points.dat").stream())
                .toList();
        assertThat(report.imported()).hasSize(good.size());
        assertThat(bitsOf(report, Role.OBJECTIVE)).isEqualTo(bitsIn(good, ","));
        assertThat(report.failures())
                .extracting(ImportReport.Failure::reason)
                .satisfiesExactly(
                        empty -> assertThat(empty).contains("emptyFile.dat", "empty"),
                        missing -> assertThat(missing).contains("fileWithMissingData.dat", "line 2", "2 numbers"),
                        wrong -> assertThat(wrong).contains("fileWithWrongData.dat", "line 2", "asdfg"));
        assertThat(report.files()).isEqualTo(files(folder, "").size());
    }

    @Test
    void frontsAndTriplesOfPymoo() throws IOException {
        Path folder = SharedData.find("pymoo");
        ImportReport report = imported(folder);
        assertThat(report.failures()).isEmpty();
        assertThat(report.leftOut()).isEmpty();
        assertThat(report.imported())
                .hasSize(files(folder, ".pf").size() + files(folder, ".f").size());
        assertThat(bitsOf(report, Role.OBJECTIVE, Role.VARIABLE, Role.OBSERVABLE))
                .isEqualTo(bitsIn(files(folder, ""), "\\s+"));
    }

    @Test
    void frontsOfTheMoeaFramework() throws IOException {
        Path folder = SharedData.find("moea");
        ImportReport report = imported(folder);
        assertThat(report.imported()).hasSize(2);
        assertThat(bitsOf(report, Role.OBJECTIVE)).isEqualTo(bitsIn(files(folder, ""), "\\s+"));
    }

    @Test
    void aTableOfNevergrad() throws IOException {
        Path folder = SharedData.find("nevergrad");
        ImportReport report = imported(folder);
        assertThat(report.imported())
                .singleElement()
                .satisfies(one -> assertThat(one.rows()).isEqualTo(937));
        long sum = 0;
        for (String line : Files.readAllLines(files(folder, ".csv").get(0))) {
            sum += bits(Stream.of(line.split(","))
                    .filter(cell -> NUMBER.matcher(cell).matches())
                    .mapToDouble(Double::parseDouble));
        }
        assertThat(bitsOf(report, Role.OBJECTIVE, Role.OBSERVABLE)).isEqualTo(sum);
    }

    @Test
    void studiesOfOptuna() throws IOException, SQLException {
        Path folder = SharedData.find("optuna");
        ImportReport report = imported(folder);
        assertThat(report.failures()).isEmpty();
        String journal = Files.readString(folder.resolve("journal-4.0.0.log"));
        long studies = count(journal, "\"op_code\": 0,") - count(journal, "\"op_code\": 1,");
        double[] values = numbers(journal, "\"values\": \\[([^]]*)]");
        double[] params = numbers(journal, "\"param_name\": \"[xy]\", \"param_value_internal\": ([^,]*),");
        for (String name : List.of("rdb-2.6.0.db", "rdb-3.2.0.db")) {
            Path copy = Files.copy(folder.resolve(name), temporary.resolve(name));
            Properties readOnly = new Properties();
            readOnly.setProperty("open_mode", "1");
            try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + copy, readOnly)) {
                studies += (long) reals(database, "SELECT study_id FROM studies").length;
                values = DoubleStream.concat(
                                DoubleStream.of(values),
                                DoubleStream.of(reals(database, "SELECT value FROM trial_values")))
                        .toArray();
                params = DoubleStream.concat(
                                DoubleStream.of(params),
                                DoubleStream.of(
                                        reals(
                                                database,
                                                "SELECT param_value FROM trial_params WHERE distribution_json NOT LIKE '%Categorical%'")))
                        .toArray();
            }
        }
        assertThat(report.imported()).hasSize((int) studies);
        assertThat(bitsOf(report, Role.OBJECTIVE)).isEqualTo(bits(DoubleStream.of(values)));
        assertThat(bitsOf(report, Role.VARIABLE)).isEqualTo(bits(DoubleStream.of(params)));
        OptimizationResult study = workspace.manager().loadResult("journal-4.0.0.log/single_optimization");
        assertThat(study.rows()).isEqualTo((int) count(journal, "\"op_code\": 4, [^}]*\"study_id\": 4,"));
        assertThat(study.problem().objectives())
                .singleElement()
                .satisfies(value -> assertThat(value.direction().name()).isEqualTo("MINIMIZE"));
        assertThat(study.variable("z").value(0)).isEqualTo("0");
        assertThat(study.observable("user_attrs_a_0").value(0)).isEqualTo(0L);
        assertThat(study.observable("datetime_start").value(0)).isEqualTo("2024-06-07T17:27:27.682770");
    }

    private static long count(String text, String pattern) {
        return Pattern.compile(pattern).matcher(text).results().count();
    }

    private static double[] numbers(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .flatMap(found -> Stream.of(found.group(1).split(", ")))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    private static double[] reals(Connection database, String query) throws SQLException {
        DoubleStream.Builder values = DoubleStream.builder();
        try (Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                values.add(rows.getDouble(1));
            }
        }
        return values.build().toArray();
    }

    @Test
    void anExperimentOfCoco() throws IOException {
        Path folder = SharedData.find("coco");
        ImportReport report = imported(folder);
        assertThat(report.failures()).isEmpty();
        assertThat(report.leftOut()).isEmpty();
        String info = Files.readString(files(folder, ".info").get(0));
        assertThat(report.imported()).hasSize((int) count(info, "\\d+:\\d+\\|"));
        assertThat(report.imported().stream()
                        .filter(one -> one.notCarried().stream().anyMatch(lost -> lost.contains("there is no file"))))
                .hasSize(6);
        long sum = report.imported().stream()
                .map(this::result)
                .map(OptimizationResult::history)
                .map(History::columns)
                .flatMap(columns -> columns.values().stream())
                .mapToLong(RealStoresTest::bits)
                .sum();
        assertThat(sum).isEqualTo(bitsIn(files(folder, ".dat"), "\\s+"));
        OptimizationResult last = workspace.manager().loadResult("bbobexp_f1_i1.info/f1_d2_i2");
        assertThat(last.variable("x2").value(0)).isEqualTo(-4.0203);
        assertThat(last.run().evaluations()).isEqualTo(20);
    }

    @Test
    void experimentsOfMetalab() throws IOException {
        Path folder = SharedData.find("metalab");
        ImportReport report = imported(folder);
        assertThat(report.failures()).isEmpty();
        assertThat(report.imported()).hasSize(24);
        assertThat(workspace.experiments()).contains("descent:1.0", "descent:2.0");
        int failed = 0;
        for (Path file : files(folder, ".json")) {
            if (!Objects.requireNonNull(file.getParent()).endsWith("runs")) {
                continue;
            }
            String json = Files.readString(file);
            Run run = workspace.experiment(text(json, "experiment_id")).run(text(json, "run_id"));
            boolean isFailed = text(json, "status").equals("failed");
            failed += isFailed ? 1 : 0;
            assertThat(run.status()).isEqualTo(isFailed ? RunStatus.FAILED : RunStatus.COMPLETED);
            if (json.contains("\"final_loss\"")) {
                assertThat(run.metrics().real("final_loss")).hasValue(Double.parseDouble(number(json, "final_loss")));
            } else {
                assertThat(run.metrics().isEmpty()).isTrue();
            }
            assertThat(run.parameters().real("lr")).hasValue(Double.parseDouble(number(json, "lr")));
            assertThat(run.record().started()).hasToString(text(json, "started_at") + "Z");
            compareFiles(run, Objects.requireNonNull(file.getParent().getParent()));
        }
        assertThat(failed).isEqualTo(6);
        assertThat(workspace.experiment("descent:1.0").manifest().orElseThrow().runIds())
                .hasSize(16);
    }

    private static void compareFiles(Run run, Path store) throws IOException {
        Path artifact = store.resolve("artifacts").resolve(run.id()).resolve("x.npz");
        List<Artifact> artifacts = run.artifacts().list();
        assertThat(artifacts).hasSize(Files.exists(artifact) ? 1 : 0);
        if (Files.exists(artifact)) {
            assertThat(artifacts.get(0).sha256())
                    .isEqualTo(Digest.of(Files.readAllBytes(artifact)).hex());
        }
        assertThat(run.logs().text("run"))
                .isEqualTo(String.join(
                        "\n", Files.readAllLines(store.resolve("logs").resolve(run.id() + "_run.log"))));
        String loss =
                Files.readString(store.resolve("results").resolve(run.id()).resolve("loss.json"));
        double[] values = NUMBER.matcher(loss.substring(0, loss.indexOf("\"dtype\"")))
                .results()
                .mapToDouble(found -> Double.parseDouble(found.group()))
                .toArray();
        assertThat(run.data("loss").doubles()).containsExactly(values);
        assertThat(run.data("loss").shape()).containsExactly(values.length / 2L, 2L);
    }

    private static String text(String json, String name) {
        return group(json, "\"" + name + "\": \"([^\"]*)\"");
    }

    private static String number(String json, String name) {
        return group(json, "\"" + name + "\": ([^,\\s]*)");
    }

    private static String group(String json, String pattern) {
        Matcher found = Pattern.compile(pattern).matcher(json);
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    @Test
    void tensorsOfMiCrow() throws IOException {
        Path folder = SharedData.find("mi_crow");
        ImportReport report = imported(folder);
        assertThat(report.failures()).isEmpty();
        assertThat(report.imported())
                .extracting(Imported::key)
                .containsExactly("tensors/run_detector", "tensors/run_flat", "tensors/run_unified");
        TensorStore store = workspace.experiment("mi_crow").tensors();
        long bytes = 0;
        for (Path file : files(folder, ".safetensors")) {
            byte[] all = Files.readAllBytes(file);
            long header = ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN).getLong();
            for (int i = (int) (8 + header); i < all.length; i++) {
                bytes += all[i];
            }
        }
        assertThat(bytesOf(store)).isEqualTo(bytes);
        assertThat(store.entries("run_unified")).hasSize(4);
        assertThat(store.batches("run_detector")).containsExactly(0L, 1L, 3L);
    }

    /** The sum of the bytes of all tensors. */
    private static long bytesOf(TensorStore store) {
        long sum = 0;
        for (String run : store.runs()) {
            for (long index : store.batches(run)) {
                sum += store.getLayers(run, index).tensors().values().stream()
                        .flatMap(byKey -> byKey.values().stream())
                        .mapToLong(RealStoresTest::sum)
                        .sum();
            }
            for (LayerTensors entry : store.entries(run).toList()) {
                sum += entry.tensors().values().stream()
                        .flatMap(byKey -> byKey.values().stream())
                        .mapToLong(RealStoresTest::sum)
                        .sum();
            }
        }
        for (long index : store.batches("run_flat")) {
            var batch = store.getBatch("run_flat", index);
            sum += (batch.isList() ? batch.list().stream() : batch.map().values().stream())
                    .mapToLong(RealStoresTest::sum)
                    .sum();
        }
        return sum;
    }

    private static long sum(Tensor tensor) {
        long sum = 0;
        for (byte one : tensor.bytes()) {
            sum += one;
        }
        return sum;
    }

    @Test
    void allOfItByOneCall() {
        Path data = Objects.requireNonNull(SharedData.find("jmetal").getParent());
        ImportReport report = ResultImport.run(workspace, data);
        assertThat(report.failures()).hasSize(3);
        assertThat(report.leftOut())
                .extracting(one -> one.file().getFileName().toString())
                .containsExactly("README.md");
        long results = report.imported().stream()
                .filter(one -> one.experiment() == null)
                .count();
        assertThat(workspace.manager().listResults()).hasSize((int) results);
        assertThat(workspace.experiment("mi_crow").tensors().runs()).hasSize(3);
        assertThat(workspace.experiment("descent:2.0").results().count()).isEqualTo(6);
    }

    @Test
    void intoAStoreOfFiles() {
        Path studies = SharedData.find("optuna");
        Path tensors = SharedData.find("mi_crow");
        try (Workspace files = Workspace.open(temporary.resolve("store"))) {
            ImportReport report = ResultImport.run(files, studies, tensors);
            assertThat(report.complete()).isTrue();
            assertThat(bytesOf(files.experiment("mi_crow").tensors())).isNotZero();
            assertThat(ResultImport.run(files, studies, tensors).count(Outcome.UNCHANGED))
                    .isEqualTo(report.imported().size());
        }
    }
}
