package dev.cairn.formats.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@SuppressWarnings("NullAway.Init")
class DetectionTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FUN.csv|1,2|jmetal",
                "FUN.tsv|1 2|jmetal",
                "front.tsv|1 2|jmetal",
                "FUN|1|jmetal",
                "front.dat|1,2|jmetal",
                "front.pf|1 2|pymoo",
                "F.txt|1|pymoo",
                "front.pf|# made by hand~1 2|pymoo",
                "front.pf|# Version=5~# Problem=P|moea",
                "FUN.csv|# Problem=P~1 2|moea",
                "table.csv|a,b~1,2|csv",
                "table.txt|a;b~1;2|csv",
                "table.csv|loss~1|csv",
                "a.info|funcId = 1, DIM = 2, algId = 'A'~%|coco",
                "a.info|algorithm = 'A', indicator = 'hyp', folder = 'x'~% none|coco",
                "a.log|{\"op_code\": 0}|optuna"
            })
    void oneReaderRecognizesAFileByItsContent(String name, String text, String reader) throws IOException {
        Path file = Files.writeString(folder.resolve(name), text.replace('~', '\n') + "\n");
        assertThat(ResultReaders.recognizing(file).name()).isEqualTo(reader);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a.json|{\"a\": 1, \"b\": 2}",
                "a.txt|Once, there was~a result",
                "a.info|nothing = 1, DIM = 2~% none"
            })
    void aFileOfAnotherKindIsRefusedWithTheReadersThatThereAre(String name, String text) throws IOException {
        Path file = Files.writeString(folder.resolve(name), text.replace('~', '\n') + "\n");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ResultReaders.read(file))
                .withMessageContainingAll(file.toString(), "coco, csv, jmetal, metalab, mi-crow, moea, optuna, pymoo");
    }

    @Test
    void anArchiveIsNotUnpacked() throws IOException {
        Path file = folder.resolve("a.csv");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("FUN.csv"));
            zip.write("1,2\n".getBytes(StandardCharsets.UTF_8));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ResultReaders.read(file))
                .withMessageContainingAll(file.toString(), "zip archive", "unpack it");
    }

    @Test
    void aReaderIsFoundByItsName() {
        assertThat(ResultReaders.names())
                .containsExactly(
                        "cairn-json", "coco", "csv", "jmetal", "metalab", "mi-crow", "moea", "optuna", "pymoo");
        assertThat(ResultReaders.named("jmetal")).isInstanceOf(JMetalReader.class);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ResultReaders.named("none"))
                .withMessageContainingAll("none", "coco, csv, jmetal, metalab, mi-crow, moea, optuna, pymoo");
    }
}
