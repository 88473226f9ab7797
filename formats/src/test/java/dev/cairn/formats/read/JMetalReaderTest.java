package dev.cairn.formats.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.CorruptException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@SuppressWarnings("NullAway.Init")
class JMetalReaderTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "FUN.csv, VAR.csv",
        "FUN.tsv, VAR.tsv",
        "FUN0.tsv, VAR0.tsv",
        "BEST_HV_FUN.csv, BEST_HV_VAR.csv",
        "FUN, VAR"
    })
    void readsObjectivesAndTheVariablesBesideThem(String fun, String var) throws IOException {
        Path front = write(fun, fun.endsWith(".csv") ? "1,2.5\n-0.0,1e-3\n" : "1 2.5 \n-0.0\t1e-3 \n");
        Path variables = write(var, "0.25\n0.75\n");
        for (Path named : new Path[] {front, variables}) {
            ReadResult read = ResultReaders.read(named);
            assertThat(read.reader()).isEqualTo("jmetal");
            assertThat(read.files()).containsExactly(front, variables);
            assertThat(read.result().objective("f1").toArray()).containsExactly(1, -0.0);
            assertThat(read.result().objective("f2").toArray()).containsExactly(2.5, 1e-3);
            assertThat(read.result().variable("x1").value(1)).isEqualTo(0.75);
            assertThat(read.result().problem().name())
                    .isEqualTo(folder.getFileName().toString());
        }
    }

    @Test
    void readsAReferenceFrontAndSaysThatItHasNoVariables() throws IOException {
        ReadResult read = ResultReaders.read(write("DTLZ2.3D.csv", "1,0,0\r\n0,1,0\r\n"));
        assertThat(read.result().problem().name()).isEqualTo("DTLZ2.3D");
        assertThat(read.result().rows()).isEqualTo(2);
        assertThat(read.notCarried()).contains("the variables: a front has none");
    }

    @Test
    void readsTheOneFrontOfAFolderAndRefusesSeveral() throws IOException {
        write("FUN0.csv", "1,2\n");
        assertThat(ResultReaders.read(folder).result().rows()).isEqualTo(1);
        write("FUN1.csv", "1,2\n");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> ResultReaders.read(folder))
                .withMessageContaining("2 fronts, FUN0.csv, FUN1.csv");
    }

    @Test
    void refusesVariablesOfAnotherNumberOfRowsAndNamesBoth() throws IOException {
        Path front = write("FUN.csv", "1,2\n3,4\n");
        Path variables = write("VAR.csv", "1\n2\n3\n");
        assertThatExceptionOfType(CorruptException.class)
                .isThrownBy(() -> ResultReaders.read(front))
                .withMessageContainingAll(front.toString(), variables.toString(), "2 rows", "3");
    }

    @Test
    void refusesBitsOfBinaryVariablesInsteadOfReadingThemAsNumbers() throws IOException {
        Path front = write("FUN.csv", "1,2\n");
        write("VAR.csv", "0110\n");
        assertThatExceptionOfType(CorruptException.class)
                .isThrownBy(() -> ResultReaders.read(front))
                .withMessageContainingAll("VAR.csv", "line 1", "bits");
    }

    @Test
    void takesTheDirectionAndTheProblemFromTheOptions() throws IOException {
        Path front = write("front.csv", "1,2\n");
        ReadResult read =
                ResultReaders.read(front, ReadOptions.none().withProblem("Car").maximizing("f2"));
        assertThat(read.result().problem().objective("f2").direction()).hasToString("MAXIMIZE");
        assertThat(read.result().problem().name()).isEqualTo("Car");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> ResultReaders.read(front, ReadOptions.none().maximizing("f3")))
                .withMessageContainingAll("f3", "f1, f2");
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
