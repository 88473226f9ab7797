package dev.cairn.formats.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.CorruptException;
import dev.cairn.model.LongColumn;
import dev.cairn.model.OptimizationResult;
import dev.cairn.model.RealColumn;
import dev.cairn.model.TextColumn;
import dev.cairn.model.VariableType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("NullAway.Init")
class CsvReaderTest {
    @TempDir
    Path folder;

    @Test
    void givesEachColumnTheTypeOfItsCellsAndKeepsMissingOnesMissing() throws IOException {
        OptimizationResult result =
                read("n,r,t,id,e\n1,0.5,a,007,\n,nan,\"x,\ny\",08,\n-3,,,1,\n").result();
        assertThat(result.observable("n")).isEqualTo(LongColumn.of(1, 0, -3).withMissing(1));
        assertThat(result.observable("r"))
                .isEqualTo(RealColumn.of(0.5, Double.NaN, 0).withMissing(2));
        assertThat(result.observable("t")).isEqualTo(TextColumn.of("a", "x,\ny", null));
        assertThat(result.observable("id")).isEqualTo(TextColumn.of("007", "08", "1"));
        assertThat(result.observable("e").value(0)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t"})
    void takesCommasSemicolonsAndTabs(String separator) throws IOException {
        OptimizationResult result = read(String.join(separator, "a", "b") + "\r\n" + String.join(separator, "1", "x")
                        + "\r\n")
                .result();
        assertThat(result.observable("a").value(0)).isEqualTo(1L);
        assertThat(result.observable("b").value(0)).isEqualTo("x");
    }

    @Test
    void takesVariablesAndObjectivesFromTheOptions() throws IOException {
        Path file = write("a,kind,cost,gain\n1,p,2,3\n2,q,4,5\n");
        OptimizationResult result = ResultReaders.read(
                        file,
                        ReadOptions.none()
                                .withVariables("a", "kind")
                                .minimizing("cost")
                                .maximizing("gain"))
                .result();
        assertThat(result.problem().variable("a").type()).isEqualTo(VariableType.INTEGER);
        assertThat(result.problem().variable("kind").categories()).containsExactly("p", "q");
        assertThat(result.objective("cost").toArray()).containsExactly(2, 4);
        assertThat(result.problem().objective("gain").direction()).hasToString("MAXIMIZE");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> ResultReaders.read(file, ReadOptions.none().minimizing("price")))
                .withMessageContainingAll("price", "a, kind, cost, gain");
    }

    @Test
    void minimizesTheLossOfNevergrad() throws IOException {
        assertThat(read("optimizer_name,loss\nDE,1\n").result().objectiveNames())
                .containsExactly("loss");
        assertThat(read("name,loss\nDE,1\n").notCarried()).anyMatch(lost -> lost.contains("objectives"));
    }

    @Test
    void keepsWholeNumbersExactWhereADoubleWouldNot() throws IOException {
        ReadResult read = read("big,mixed\n9007199254740993,9007199254740993\n1,0.5\n");
        assertThat(read.result().observable("big").value(0)).isEqualTo(9007199254740993L);
        assertThat(read.result().observable("mixed").value(0)).isEqualTo("9007199254740993");
        assertThat(read.notCarried()).anyMatch(lost -> lost.contains("mixed"));
    }

    @Test
    void refusesRaggedRowsDecimalCommasTwiceTheSameNameAndOpenQuotes() throws IOException {
        refuses("a,b\n1,2\n3\n", "line 3", "1 cells", "2");
        refuses("a;b\n1;2\n0,5;1\n", "line 3", "column a", "decimal comma");
        refuses("a,b,a\n1,2,3\n", "line 1", "two columns", "a");
        refuses("a,b\n1,\"2\n", "line");
        refuses("loss,optimizer_name\n1,x\nbad,y\n", "line 3", "loss", "bad");
        refuses("a,b\n1e999,2\n", "line 2", "range");
    }

    private void refuses(String text, String... words) throws IOException {
        Path file = write(text);
        assertThatExceptionOfType(CorruptException.class)
                .isThrownBy(() -> ResultReaders.read(file))
                .withMessageContaining(file.toString())
                .withMessageContainingAll(words);
    }

    private ReadResult read(String text) throws IOException {
        return ResultReaders.read(write(text));
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("table.csv"), text);
    }
}
