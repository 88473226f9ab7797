package dev.cairn.formats.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.CorruptException;
import dev.cairn.NotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class BadFilesTest {
    @TempDir
    Path folder;

    @Test
    void anEmptyFileIsCalledEmpty() throws IOException {
        refuses("a.csv", "", "empty");
        refuses("a.pf", " \n\n", "empty");
    }

    @Test
    void aRowOfAnotherLengthIsNamedByItsLine() throws IOException {
        refuses("a.csv", "1,2,3\n4,5\n", "line 2", "2 numbers", "3");
        refuses("a.pf", "1 2\n\n3 4 5\n", "line 3", "3 numbers", "2");
    }

    @Test
    void textWhereNumbersAreIsQuoted() throws IOException {
        refuses("a.csv", "3.0,2.3\nasdfg\n", "line 2", "column 1", "asdfg");
        refuses("a.pf", "1 2\n1 0x10\n", "line 2", "column 2", "0x10");
        refuses("a.csv", "1,2\n3,\n", "line 2", "column 2", "missing");
        refuses("a.csv", "1,2\n3,4d\n", "line 2", "4d");
        refuses("a.csv", "1,2\n3,1e400\n", "line 2", "range");
    }

    @Test
    void decimalCommasAreCalledThat() throws IOException {
        refuses("a.csv", "0,5 1,25\n", "line 1", "written with a point");
        refuses("a.csv", "0,5;1,25\n", "line 1", "written with a point");
        refuses("a.pf", "0.5 1\n0,5 1\n", "line 2", "written with a point");
    }

    @Test
    void bytesThatAreNoUtf8AreNamedByTheirPlace() throws IOException {
        Path file = folder.resolve("a.csv");
        Files.write(file, "name,b\nx,1\ngröße,2\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatExceptionOfType(CorruptException.class)
                .isThrownBy(() -> ResultReaders.read(file))
                .withMessageContainingAll("line 3", "byte 13", "0xF6", "UTF-8");
        Files.write(file, "1,2\n".getBytes(StandardCharsets.UTF_16));
        assertThatExceptionOfType(CorruptException.class)
                .isThrownBy(() -> ResultReaders.read(file))
                .withMessageContaining("UTF-16");
    }

    @Test
    void aByteOrderMarkIsNoNumber() throws IOException {
        Path file = Files.writeString(folder.resolve("a.csv"), "\ufeff1,2\n");
        assertThat(ResultReaders.read(file).result().objective("f1").get(0)).isEqualTo(1);
    }

    @Test
    void aLineThatIsTooLongIsRefusedBeforeItIsHeld() throws IOException {
        Path file = Files.writeString(folder.resolve("a.csv"), "1,2\n" + "1".repeat(1000) + ",2\n");
        assertThatExceptionOfType(CorruptException.class)
                .isThrownBy(() -> ResultReaders.read(file, ReadOptions.none().withLongestLine(100)))
                .withMessageContainingAll("line 2", "100 bytes");
    }

    @Test
    void aLastLineWithoutAnEndIsReadAndSaid() throws IOException {
        ReadResult read = ResultReaders.read(Files.writeString(folder.resolve("a.csv"), "1,2\n3,4"));
        assertThat(read.result().rows()).isEqualTo(2);
        assertThat(read.notCarried()).anyMatch(lost -> lost.contains("whole"));
    }

    @Test
    void aCarriageReturnWithinALineIsRefused() throws IOException {
        refuses("a.pf", "1 2\r3 4\r\n", "line 1", "carriage return");
    }

    @Test
    void aFileThatIsNotThereIsNotFound() {
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> ResultReaders.read(folder.resolve("none.csv")));
    }

    private void refuses(String name, String text, String... words) throws IOException {
        Path file = Files.writeString(folder.resolve(name), text);
        assertThatExceptionOfType(CorruptException.class)
                .isThrownBy(() -> ResultReaders.read(file))
                .withMessageContaining(file.toString())
                .withMessageContainingAll(words);
    }
}
