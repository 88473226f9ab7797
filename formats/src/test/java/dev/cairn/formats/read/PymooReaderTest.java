package dev.cairn.formats.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.CorruptException;
import dev.cairn.model.OptimizationResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("NullAway.Init")
class PymooReaderTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"DF1.%s", "%S.txt", "run_%S.dat"})
    void readsFilesThatDifferInOneLetterAlone(String pattern) throws IOException {
        write(String.format(pattern, "x"), "0.5 0.25 0.125\n1 2 3\n");
        Path front = write(String.format(pattern, "f"), "1.0e+00 nan\n-inf 2\n");
        write(String.format(pattern, "g"), "-1\n1\n");
        write(String.format(pattern, "t"), "39\n16\n");
        ReadResult read = ResultReaders.read(front);
        OptimizationResult result = read.result();
        assertThat(read.files()).hasSize(4);
        assertThat(result.variableNames()).containsExactly("x1", "x2", "x3");
        assertThat(result.objective("f1").toArray()).containsExactly(1, Double.NEGATIVE_INFINITY);
        assertThat(result.objective("f2").get(0)).isNaN();
        assertThat(result.feasible().rows().toArray()).containsExactly(0);
        assertThat(result.observable("t1").value(1)).isEqualTo(16.0);
    }

    @Test
    void keepsTheCommentsOfAFront() throws IOException {
        ReadResult read = ResultReaders.read(write("cs1.pf", "# made by hand\n1 2 # best\n\n3 4\n"));
        assertThat(read.reader()).isEqualTo("pymoo");
        assertThat(read.result().rows()).isEqualTo(2);
        assertThat(read.result().metadata().get("comments")).isEqualTo(List.of("made by hand", "best"));
    }

    @Test
    void saysWhichPartsAreNotBesideAFile() throws IOException {
        ReadResult read = ResultReaders.read(write("DF1.x", "1 2\n"));
        assertThat(read.notCarried()).anyMatch(lost -> lost.contains("DF1.f"));
        assertThat(read.result().problem().objectives()).isEmpty();
    }

    @Test
    void refusesPartsOfDifferentNumbersOfRowsAndNamesBoth() throws IOException {
        Path front = write("a.f", "1\n2\n");
        write("a.x", "1\n");
        assertThatExceptionOfType(CorruptException.class)
                .isThrownBy(() -> ResultReaders.read(front))
                .withMessageContainingAll("a.f", "a.x", "2 rows");
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
