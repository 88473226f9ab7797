package dev.cairn.backend.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.CorruptException;
import dev.cairn.Recording;
import dev.cairn.ResultRecorder;
import dev.cairn.StorageManager;
import dev.cairn.StorageManagers;
import dev.cairn.model.Generation;
import dev.cairn.model.Objective;
import dev.cairn.model.OptimizationResult;
import dev.cairn.model.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recordings in files that were damaged or cut off. */
class RecordingFilesTest {
    private static final OptimizationResult DESCRIPTION = OptimizationResult.builder()
            .problem(Problem.builder("p").objective(Objective.minimize("f1")).build())
            .build();

    @TempDir
    Path folder;

    private StorageManager manager;
    private Path file;

    @BeforeEach
    void recordThreeGenerations() {
        manager = StorageManagers.open(folder.toString());
        try (ResultRecorder recorder = manager.record("run", DESCRIPTION)) {
            for (long number = 0; number < 3; number++) {
                recorder.record(generation(number));
            }
        }
        file = folder.resolve("default/_journals/result/run/generations.jsonl");
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private static Generation generation(long number) {
        return Generation.builder(number, number)
                .time(Instant.EPOCH)
                .objective("f1", (double) number)
                .build();
    }

    private Recording recording() {
        return manager.recording("run").orElseThrow();
    }

    private static List<Long> numbers(Recording recording) {
        try (Stream<Generation> all = recording.generations()) {
            return all.map(Generation::number).toList();
        }
    }

    private void replace(String text, String by) throws IOException {
        String before = Files.readString(file);
        assertThat(before).contains(text);
        Files.writeString(file, before.replace(text, by));
    }

    @Test
    void aDamagedLineCostsItsGenerationAndIsNamed() throws IOException {
        replace("\"evaluations\":1,", "\"evaluations\":7,");

        Recording recording = recording();

        assertThat(numbers(recording)).containsExactly(0L, 2L);
        assertThat(recording.damages())
                .singleElement()
                .asString()
                .contains("generations.jsonl", "not as it was written");
        manager.resumeRecording("run").record(generation(3)).finish();
        assertThat(numbers(recording())).containsExactly(0L, 2L, 3L);
        assertThat(manager.loadResult("run").history().rows()).isEqualTo(3);
    }

    @Test
    void aLineThatWasCutOffIsNotThereAndDoesNotStandInTheWay() throws IOException {
        Files.writeString(file, "\n{\"crc32c\":\"00000000\",\"entry\":{\"generation\":3,", StandardOpenOption.APPEND);

        assertThat(numbers(recording())).containsExactly(0L, 1L, 2L);
        assertThat(recording().damages()).isEmpty();

        try (ResultRecorder recorder = manager.resumeRecording("run")) {
            assertThat(recorder.nextNumber()).isEqualTo(3);
            recorder.record(generation(3)).record(generation(4));
        }
        assertThat(numbers(recording())).containsExactly(0L, 1L, 2L, 3L, 4L);
        assertThat(recording().damages()).hasSize(1);
    }

    @Test
    void generationsCanBeReadWhereTheDescriptionIsDamaged() throws IOException {
        replace("minimize", "maximize");

        assertThat(numbers(recording())).containsExactly(0L, 1L, 2L);
        assertThat(recording().last()).contains(generation(2));
        assertThatThrownBy(() -> recording().description())
                .isInstanceOf(CorruptException.class)
                .hasMessageContaining("description");
        assertThatThrownBy(() -> manager.resumeRecording("run")).isInstanceOf(CorruptException.class);
        assertThat(manager.discardRecording("run")).isTrue();
    }

    @Test
    void eachEntryIsALineThatJsonReadersRead() throws IOException {
        List<String> lines = Files.readAllLines(file).stream()
                .filter(line -> !line.isBlank())
                .toList();

        assertThat(lines).hasSize(5);
        assertThat(lines.get(1)).contains("\"entry\":{\"format\":1,\"recording\":\"");
        assertThat(lines.get(4))
                .contains(
                        "\"entry\":{\"generation\":2,\"evaluations\":2,\"time\":\"1970-01-01T00:00:00Z\",\"scalars\":{},"
                                + "\"state\":{},\"rows\":1,\"columns\":{\"objectives/f1\":{\"type\":\"real\",\"values\":[2.0]}}}}");
    }
}
