package dev.cairn.formats.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.formats.MemoryWorkspace;
import dev.cairn.formats.SharedData;
import dev.cairn.formats.imports.ImportReport.Imported;
import dev.cairn.formats.imports.ImportReport.Outcome;
import dev.cairn.model.History;
import dev.cairn.model.OptimizationResult;
import dev.cairn.model.Role;
import dev.cairn.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Results that real programs wrote, each folder imported by one call and compared with what plain code reads in them: numbers of things,
 * names, and the sum of the bits of all numbers.
 */
@SuppressWarnings("NullAway.Init")
class RealResultsTest {
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

    private long bitsOf(ImportReport report, Role... roles) {
        return report.imported().stream()
                .map(this::result)
                .flatMap(result -> result.columns().entrySet().stream())
                .filter(column -> List.of(roles).contains(column.getKey().role()))
                .mapToLong(column -> Plain.bits(column.getValue()))
                .sum();
    }

    @Test
    void frontsOfJMetalAndItsMalformedFiles() throws IOException {
        Path folder = SharedData.find("jmetal");
        ImportReport report = imported(folder);
        List<Path> good = Stream.concat(
                        Plain.files(folder.resolve("referenceFrontsCSV"), ".csv").stream(),
                        Plain.files(folder.resolve("malformed"), "Point.dat").stream())
                .toList();
        good = Stream.concat(good.stream(), Plain.files(folder.resolve("malformed"), "Points.dat").stream())
                .toList();
        assertThat(report.imported()).hasSize(good.size());
        assertThat(bitsOf(report, Role.OBJECTIVE)).isEqualTo(Plain.bitsIn(good, ","));
        assertThat(report.failures())
                .extracting(ImportReport.Failure::reason)
                .satisfiesExactly(
                        empty -> assertThat(empty).contains("emptyFile.dat", "empty"),
                        missing -> assertThat(missing).contains("fileWithMissingData.dat", "line 2", "2 numbers"),
                        wrong -> assertThat(wrong).contains("fileWithWrongData.dat", "line 2", "asdfg"));
        assertThat(report.files()).isEqualTo(Plain.files(folder, "").size());
    }

    @Test
    void frontsAndTriplesOfPymoo() throws IOException {
        Path folder = SharedData.find("pymoo");
        ImportReport report = imported(folder);
        assertThat(report.failures()).isEmpty();
        assertThat(report.leftOut()).isEmpty();
        assertThat(report.imported())
                .hasSize(Plain.files(folder, ".pf").size()
                        + Plain.files(folder, ".f").size());
        assertThat(bitsOf(report, Role.OBJECTIVE, Role.VARIABLE, Role.OBSERVABLE))
                .isEqualTo(Plain.bitsIn(Plain.files(folder, ""), "\\s+"));
    }

    @Test
    void frontsOfTheMoeaFramework() throws IOException {
        Path folder = SharedData.find("moea");
        ImportReport report = imported(folder);
        assertThat(report.imported()).hasSize(2);
        assertThat(bitsOf(report, Role.OBJECTIVE)).isEqualTo(Plain.bitsIn(Plain.files(folder, ""), "\\s+"));
    }

    @Test
    void aTableOfNevergrad() throws IOException {
        Path folder = SharedData.find("nevergrad");
        ImportReport report = imported(folder);
        assertThat(report.imported())
                .singleElement()
                .satisfies(one -> assertThat(one.rows()).isEqualTo(937));
        long sum = 0;
        for (String line : Files.readAllLines(Plain.files(folder, ".csv").get(0))) {
            sum += Plain.bits(Stream.of(line.split(","))
                    .filter(cell -> Plain.NUMBER.matcher(cell).matches())
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
        assertThat(bitsOf(report, Role.OBJECTIVE)).isEqualTo(Plain.bits(DoubleStream.of(values)));
        assertThat(bitsOf(report, Role.VARIABLE)).isEqualTo(Plain.bits(DoubleStream.of(params)));
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
        String info = Files.readString(Plain.files(folder, ".info").get(0));
        assertThat(report.imported()).hasSize((int) count(info, "\\d+:\\d+\\|"));
        assertThat(report.imported().stream()
                        .filter(one -> one.notCarried().stream().anyMatch(lost -> lost.contains("there is no file"))))
                .hasSize(6);
        long sum = report.imported().stream()
                .map(this::result)
                .map(OptimizationResult::history)
                .map(History::columns)
                .flatMap(columns -> columns.values().stream())
                .mapToLong(Plain::bits)
                .sum();
        assertThat(sum).isEqualTo(Plain.bitsIn(Plain.files(folder, ".dat"), "\\s+"));
        OptimizationResult last = workspace.manager().loadResult("bbobexp_f1_i1.info/f1_d2_i2");
        assertThat(last.variable("x2").value(0)).isEqualTo(-4.0203);
        assertThat(last.run().evaluations()).isEqualTo(20);
    }
}
