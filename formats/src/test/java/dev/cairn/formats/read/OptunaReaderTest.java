package dev.cairn.formats.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.cairn.CorruptException;
import dev.cairn.UnsupportedException;
import dev.cairn.model.Direction;
import dev.cairn.model.LongColumn;
import dev.cairn.model.OptimizationResult;
import dev.cairn.model.RealColumn;
import dev.cairn.model.TextColumn;
import dev.cairn.model.VariableType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class OptunaReaderTest {
    private static final String X =
            "{\\\"name\\\": \\\"FloatDistribution\\\", \\\"attributes\\\": {\\\"step\\\": null, \\\"low\\\": -5.0, \\\"high\\\": 5.0, \\\"log\\\": false}}";
    private static final String N =
            "{\\\"name\\\": \\\"IntDistribution\\\", \\\"attributes\\\": {\\\"step\\\": 2, \\\"low\\\": 0, \\\"high\\\": 10, \\\"log\\\": false}}";
    private static final String WIDER = N.replace("10", "20");
    private static final String C =
            "{\\\"name\\\": \\\"CategoricalDistribution\\\", \\\"attributes\\\": {\\\"choices\\\": [\\\"a\\\", null, 1]}}";

    @TempDir
    Path folder;

    @Nested
    class Journal {
        private final List<String> lines = List.of(
                "{\"op_code\": 0, \"study_name\": \"gone\", \"directions\": [1]}",
                "{\"op_code\": 0, \"study_name\": \"two\", \"directions\": [1, 2]}",
                "{\"op_code\": 0, \"study_name\": \"two\", \"directions\": [2]}",
                "{\"op_code\": 0, \"study_name\": \"unset\", \"directions\": [0]}",
                "{\"op_code\": 4, \"study_id\": 0, \"datetime_start\": null}",
                "{\"op_code\": 4, \"study_id\": 1, \"datetime_start\": \"2024-01-01T00:00:00\"}",
                "{\"op_code\": 1, \"study_id\": 0}",
                "{\"op_code\": 4, \"study_id\": 0, \"datetime_start\": null}",
                "{\"op_code\": 4, \"study_id\": 1, \"datetime_start\": null}",
                "{\"op_code\": 2, \"study_id\": 1, \"user_attr\": {\"who\": [1, \"x\"]}}",
                param(1, "x", "0.1", X),
                param(1, "n", "4.0", N),
                param(1, "c", "0", C),
                param(2, "n", "20.0", WIDER),
                param(2, "c", "1", C),
                "{\"op_code\": 7, \"trial_id\": 2, \"step\": 5, \"intermediate_value\": NaN}",
                "{\"op_code\": 7, \"trial_id\": 2, \"step\": 3, \"intermediate_value\": -Infinity}",
                "{\"op_code\": 8, \"trial_id\": 1, \"user_attr\": {\"k\": 7, \"mixed\": true}}",
                "{\"op_code\": 8, \"trial_id\": 2, \"user_attr\": {\"mixed\": \"t\"}}",
                "{\"op_code\": 9, \"trial_id\": 2, \"system_attr\": {\"s\": \"text\"}}",
                "{\"op_code\": 6, \"trial_id\": 1, \"state\": 1, \"values\": [Infinity, -0.0], \"datetime_complete\": \"2024-01-01T00:00:01\"}",
                "{\"op_code\": 6, \"trial_id\": 1, \"state\": 3, \"values\": null, \"datetime_complete\": \"later\"}",
                "{\"op_code\": 6, \"trial_id\": 2, \"state\": 2, \"values\": null, \"datetime_complete\": null}");

        private static String param(int trial, String name, String value, String distribution) {
            return "{\"op_code\": 5, \"trial_id\": " + trial + ", \"param_name\": \"" + name
                    + "\", \"param_value_internal\": " + value + ", \"distribution\": \"" + distribution + "\"}";
        }

        private Path write(Stream<String> some) throws IOException {
            return Files.write(folder.resolve("j.log"), some.toList());
        }

        @Test
        void aStudyIsAResultWithARowForEachTrial() throws IOException {
            Collected all = Collected.of(write(lines.stream()));
            assertThat(all.results.keySet()).containsExactly("two", "unset");
            OptimizationResult two = all.get("two").result();
            assertThat(two.observable("number")).isEqualTo(LongColumn.of(0, 1));
            assertThat(two.status()).contains(TextColumn.of("COMPLETE", "PRUNED"));
            assertThat(two.variable("x")).isEqualTo(RealColumn.of(0.1, 0).withMissing(1));
            assertThat(two.variable("n")).isEqualTo(LongColumn.of(4, 20));
            assertThat(two.variable("c")).isEqualTo(TextColumn.of("a", "null"));
            assertThat(two.objective("values_0"))
                    .isEqualTo(RealColumn.of(Double.POSITIVE_INFINITY, 0).withMissing(1));
            assertThat(two.objective("values_1"))
                    .isEqualTo(RealColumn.of(-0.0, 0).withMissing(1));
            assertThat(two.problem().objective("values_1").direction()).isEqualTo(Direction.MAXIMIZE);
            assertThat(two.observable("datetime_start")).isEqualTo(TextColumn.of("2024-01-01T00:00:00", null));
            assertThat(two.observable("datetime_complete")).isEqualTo(TextColumn.of("2024-01-01T00:00:01", null));
        }

        @Test
        void distributionsBecomeBoundsAndCategoriesAndAreKeptAsTheyAre() throws IOException {
            ReadResult read = Collected.of(write(lines.stream())).get("two");
            OptimizationResult two = read.result();
            assertThat(two.problem().variable("x").lower()).isEqualTo(-5.0);
            assertThat(two.problem().variable("n").type()).isEqualTo(VariableType.INTEGER);
            assertThat(two.problem().variable("n").upper()).isEqualTo(20L);
            assertThat(two.problem().variable("c").categories()).containsExactly("a", "null", "1");
            assertThat(String.valueOf(two.metadata().get("distributions"))).contains("step=2");
            assertThat(read.notCarried())
                    .anyMatch(lost -> lost.contains("widest") && lost.contains("n"))
                    .anyMatch(lost -> lost.contains("categories"));
        }

        @Test
        void attributesAndIntermediateValuesAreKept() throws IOException {
            OptimizationResult two =
                    Collected.of(write(lines.stream())).get("two").result();
            assertThat(two.observable("user_attrs_k"))
                    .isEqualTo(LongColumn.of(7, 0).withMissing(1));
            assertThat(two.observable("user_attrs_mixed")).isEqualTo(TextColumn.of("true", "\"t\""));
            assertThat(two.observable("system_attrs_s")).isEqualTo(TextColumn.of(null, "text"));
            assertThat(two.metadata().get("user_attrs")).isEqualTo(Map.of("who", List.of(1L, "x")));
            assertThat(two.history().column("step")).isEqualTo(LongColumn.of(3, 5));
            assertThat(two.history().column("trial")).isEqualTo(LongColumn.of(1, 1));
            assertThat(two.history().column("intermediate_value"))
                    .isEqualTo(RealColumn.of(Double.NEGATIVE_INFINITY, Double.NaN));
        }

        @Test
        void aDirectionThatWasNeverSetIsTakenFromTheOptions() throws IOException {
            Path file = write(lines.stream());
            assertThat(Collected.of(file).get("unset").notCarried()).anyMatch(lost -> lost.contains("never set"));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ResultReaders.read(file))
                    .withMessageContainingAll("more than one result", "two", "unset");
        }

        @Test
        void nothingIsReadOfWhatFollowsABadLine() throws IOException {
            List<String> bad = new java.util.ArrayList<>(lines);
            bad.set(5, bad.get(5).substring(0, 20));
            Path file = write(bad.stream());
            assertThatExceptionOfType(BadLineException.class)
                    .isThrownBy(() -> Collected.of(file))
                    .withMessageContainingAll(file.toString(), "line 6", "ids")
                    .satisfies(bad6 -> assertThat(bad6.line()).isEqualTo(6));
        }

        @Test
        void aLastLineThatIsCutOffIsTold() throws IOException {
            Path file = write(lines.stream());
            Files.writeString(file, Files.readString(file).stripTrailing().substring(0, (int) Files.size(file) - 20));
            Collected all = Collected.of(file);
            assertThat(all.get("two").notCarried())
                    .anyMatch(lost -> lost.contains("line 23") && lost.contains("cut off"));
            assertThat(all.get("two").result().status()).contains(TextColumn.of("COMPLETE", "RUNNING"));
        }

        @Test
        void whatIsNoOperationIsRefusedWithItsLine() throws IOException {
            for (String line : List.of(
                    "{\"op_code\": 77}",
                    "{\"op_code\": 6, \"trial_id\": 9, \"state\": 1}",
                    "{\"op_code\": 9223372036854775808}",
                    "[]",
                    param(2, "y", "1", "{\\\"name\\\": \\\"None\\\"}"))) {
                Path file = write(Stream.concat(lines.stream().limit(9), Stream.of(line)));
                assertThatExceptionOfType(CorruptException.class)
                        .isThrownBy(() -> Collected.of(file))
                        .withMessageContainingAll(file.toString(), "line 10");
            }
        }
    }

    @Nested
    class Database {
        private Path make(String... more) throws SQLException {
            Path file = folder.resolve("o p#t?u%na.db");
            try (Connection connection = connect(file);
                    Statement sql = connection.createStatement()) {
                for (String one : Stream.of(
                                "CREATE TABLE studies (study_id INTEGER PRIMARY KEY, study_name TEXT)",
                                "CREATE TABLE version_info (schema_version INTEGER)",
                                "CREATE TABLE study_directions (study_id INTEGER, direction TEXT, objective INTEGER)",
                                "CREATE TABLE study_user_attributes (study_user_attribute_id INTEGER PRIMARY KEY, study_id INTEGER, \"key\" TEXT, value_json TEXT)",
                                "CREATE TABLE study_system_attributes (study_system_attribute_id INTEGER PRIMARY KEY, study_id INTEGER, \"key\" TEXT, value_json TEXT)",
                                "CREATE TABLE trials (trial_id INTEGER PRIMARY KEY, number INTEGER, study_id INTEGER, state TEXT, datetime_start DATETIME, datetime_complete DATETIME)",
                                "CREATE TABLE trial_user_attributes (trial_user_attribute_id INTEGER PRIMARY KEY, trial_id INTEGER, \"key\" TEXT, value_json TEXT)",
                                "CREATE TABLE trial_system_attributes (trial_system_attribute_id INTEGER PRIMARY KEY, trial_id INTEGER, \"key\" TEXT, value_json TEXT)",
                                "CREATE TABLE trial_params (param_id INTEGER PRIMARY KEY, trial_id INTEGER, param_name TEXT, param_value FLOAT, distribution_json TEXT)",
                                "CREATE TABLE trial_values (trial_id INTEGER, objective INTEGER, value FLOAT, value_type TEXT)",
                                "CREATE TABLE trial_intermediate_values (trial_id INTEGER, step INTEGER, intermediate_value FLOAT, intermediate_value_type TEXT)",
                                "INSERT INTO studies VALUES (1, 's'), (2, 'empty')",
                                "INSERT INTO study_directions VALUES (1, 'MAXIMIZE', 0), (2, 'MINIMIZE', 0)",
                                "INSERT INTO trials VALUES (7, 0, 1, 'COMPLETE', '2024-01-01 00:00:00.5', NULL), (9, 1, 1, 'FAIL', NULL, NULL)",
                                "INSERT INTO trial_params VALUES (1, 7, 'x', 0.1, '" + X.replace("\\", "") + "')",
                                "INSERT INTO trial_values VALUES (7, 0, NULL, 'INF_NEG')",
                                "INSERT INTO trial_intermediate_values VALUES (9, 1, NULL, 'NAN'), (9, 0, 0.5, 'FINITE')",
                                "INSERT INTO trial_user_attributes VALUES (1, 9, 'k', '{\"a\": 1}')")
                        .toList()) {
                    sql.execute(one);
                }
                for (String one : more) {
                    sql.execute(one);
                }
            }
            return file;
        }

        private Connection connect(Path file) throws SQLException {
            return DriverManager.getConnection(
                    "jdbc:sqlite:file:" + file.toUri().getRawPath());
        }

        @Test
        void isReadWithoutAnyChange() throws SQLException, IOException {
            Path file = make();
            byte[] before = Files.readAllBytes(file);
            Collected all = Collected.of(file);
            OptimizationResult study = all.get("s").result();
            assertThat(study.objective("value"))
                    .isEqualTo(RealColumn.of(Double.NEGATIVE_INFINITY, 0).withMissing(1));
            assertThat(study.problem().objective("value").direction()).isEqualTo(Direction.MAXIMIZE);
            assertThat(study.variable("x")).isEqualTo(RealColumn.of(0.1, 0).withMissing(1));
            assertThat(study.status()).contains(TextColumn.of("COMPLETE", "FAIL"));
            assertThat(study.observable("datetime_start")).isEqualTo(TextColumn.of("2024-01-01 00:00:00.5", null));
            assertThat(study.observable("user_attrs_k")).isEqualTo(TextColumn.of(null, "{\"a\":1}"));
            assertThat(study.history().column("intermediate_value")).isEqualTo(RealColumn.of(0.5, Double.NaN));
            assertThat(all.get("empty").result().rows()).isZero();
            assertThat(Files.readAllBytes(file)).isEqualTo(before);
            try (Stream<Path> beside = Files.list(folder)) {
                assertThat(beside).containsExactly(file);
            }
        }

        @Test
        void thatIsStillInUseIsReadWithWhatIsInItsLog() throws SQLException, IOException {
            Path file = make("PRAGMA journal_mode = WAL");
            try (Connection writer = connect(file);
                    Statement sql = writer.createStatement()) {
                sql.execute("INSERT INTO studies VALUES (3, 'late')");
                Path log = file.resolveSibling(file.getFileName() + "-wal");
                assertThat(log).isNotEmptyFile();
                byte[] before = Files.readAllBytes(file);
                assertThat(Collected.of(file).results.keySet()).containsExactly("s", "empty", "late");
                assertThat(Files.readAllBytes(file)).isEqualTo(before);
                assertThat(log).isNotEmptyFile();
            }
            assertThat(Collected.of(file).results.keySet()).as("closed").hasSize(3);
            try (Stream<Path> beside = Files.list(folder)) {
                assertThat(beside).containsExactly(file);
            }
        }

        @Test
        void thatIsCutOffIsRefused() throws SQLException, IOException {
            Path file = make();
            byte[] whole = Files.readAllBytes(file);
            for (int length : List.of(60, 5000, whole.length - 1)) {
                Files.write(file, java.util.Arrays.copyOf(whole, length));
                assertThatExceptionOfType(CorruptException.class)
                        .isThrownBy(() -> Collected.of(file))
                        .withMessageContainingAll(file.toString(), length + " bytes");
            }
        }

        @Test
        void thatIsDamagedIsRefused() throws SQLException, IOException {
            Path file = make();
            byte[] damaged = Files.readAllBytes(file);
            java.util.Arrays.fill(damaged, 100, 4000, (byte) 0x5A);
            Files.write(file, damaged);
            assertThatExceptionOfType(CorruptException.class)
                    .isThrownBy(() -> Collected.of(file))
                    .withMessageContainingAll(file.toString(), "damaged");
        }

        @Test
        void thatIsNoneOfOptunaIsRefused() throws SQLException {
            Path file = folder.resolve("other.db");
            try (Connection connection = connect(file);
                    Statement sql = connection.createStatement()) {
                sql.execute("CREATE TABLE cats (name TEXT)");
            }
            assertThatExceptionOfType(UnsupportedException.class)
                    .isThrownBy(() -> Collected.of(file))
                    .withMessageContainingAll(file.toString(), "none of Optuna");
        }

        @Test
        void ofAnOlderSchemaIsRefusedWithAdvice() throws SQLException {
            Path file = make("DROP TABLE study_directions");
            assertThatExceptionOfType(UnsupportedException.class)
                    .isThrownBy(() -> Collected.of(file))
                    .withMessageContainingAll(file.toString(), "study_directions", "optuna storage upgrade");
        }

        @Test
        void withoutADriverNamesTheArtifact() throws SQLException {
            Path file = make();
            Driver driver = DriverManager.getDriver("jdbc:sqlite:");
            DriverManager.deregisterDriver(driver);
            try {
                assertThatExceptionOfType(UnsupportedException.class)
                        .isThrownBy(() -> Collected.of(file))
                        .withMessageContainingAll(file.toString(), "org.xerial:sqlite-jdbc");
            } finally {
                DriverManager.registerDriver(driver);
            }
        }
    }
}
