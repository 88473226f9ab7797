package dev.cairn.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.cairn.StorageManager;
import dev.cairn.StorageManagers;
import dev.cairn.model.OptimizationResult;
import dev.cairn.testkit.SampleResults;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;

/** Runs commands in a folder of their own, as a shell would. */
@SuppressWarnings("NullAway.Init")
abstract class CommandTest {
    @TempDir
    Path folder;

    final Map<String, String> environment = new HashMap<>();
    final Deque<String> answers = new ArrayDeque<>();
    boolean people;
    int width = 100;

    /**
     * What a command printed, and how it ended.
     *
     * @param out what was asked for
     * @param err what else there was to say
     */
    record Ran(int exitCode, String out, String err) {
        Ran expecting(int code) {
            assertThat(exitCode).as("out:%n%s%nerr:%n%s", out, err).isEqualTo(code);
            return this;
        }

        Ran ok() {
            return expecting(ExitCode.OK);
        }

        JsonNode json() {
            try {
                return JsonMapper.builder().build().readTree(out);
            } catch (JsonProcessingException e) {
                throw new AssertionError("This is no JSON: " + out, e);
            }
        }

        List<String> lines() {
            return out.lines().toList();
        }
    }

    Ran run(String... args) {
        StringWriter out = new StringWriter();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                new PrintWriter(out),
                new PrintStream(err, true, UTF_8),
                people,
                false,
                width,
                () -> Optional.ofNullable(answers.poll()),
                environment,
                folder);
        int exitCode = new Cairn(terminal).run(args);
        return new Ran(exitCode, out.toString(), err.toString(UTF_8));
    }

    /** The store that {@code cairn init} makes. */
    StorageManager store() {
        return StorageManagers.open(folder.resolve("results").toString());
    }

    /** Makes a store with results {@code r0}, {@code r1} and so on, each with a seed and a quality. */
    void filled(int count) {
        run("init").ok();
        try (StorageManager manager = store()) {
            for (int i = 0; i < count; i++) {
                manager.saveResult("r" + i, sample(i));
            }
        }
    }

    static OptimizationResult sample(int number) {
        return SampleResults.numbered(number, 3).toBuilder()
                .metadata("quality", number / 8.0)
                .metadata("kind", number % 2 == 0 ? "even" : "odd")
                .build();
    }

    /** The folder of real files beside the project; skips the test where it is absent. */
    static Path realFiles() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path data = at.resolveSibling("shared").resolve("data");
            if (Files.isDirectory(data)) {
                return data;
            }
        }
        return Assumptions.abort("There is no folder shared/data beside the project.");
    }
}
