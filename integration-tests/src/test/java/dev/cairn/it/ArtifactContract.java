package dev.cairn.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.cairn.CollectOptions;
import dev.cairn.ConflictException;
import dev.cairn.NotFoundException;
import dev.cairn.model.Attributes;
import dev.cairn.spi.Digest;
import dev.cairn.workspace.ActiveRun;
import dev.cairn.workspace.Artifact;
import dev.cairn.workspace.DiskUse;
import dev.cairn.workspace.Run;
import dev.cairn.workspace.RunSpec;
import dev.cairn.workspace.StructuredData;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What artifacts and data of runs do in every store. */
abstract class ArtifactContract extends WorkspaceTest {
    /** What a user may have of his own. */
    record Layer(String name, int width, double rate) {}

    private ActiveRun run() {
        return experiment.beginRun(RunSpec.named("artifacts"));
    }

    @Test
    void objectsComeBackAsTheyWere() {
        ActiveRun run = run();
        Map<String, Object> objects = Map.of(
                "bytes",
                new byte[] {1, -1, 0},
                "text",
                "grün \u2603\r\n",
                "map",
                Map.of("a", List.of(1L, 2.5, "x", true), "up", Double.POSITIVE_INFINITY, "$ref", "d"),
                "list",
                List.of(1L, Double.NEGATIVE_INFINITY),
                "doubles",
                new double[] {1, Double.NEGATIVE_INFINITY, -0.0},
                "matrix",
                new double[][] {{1, 2, 3}, {4, 5, 6}},
                "longs",
                new long[] {Long.MIN_VALUE, 5},
                "record",
                new Layer("dense", 32, 0.1));
        objects.forEach((name, value) -> run.artifacts().save(name, value));
        run.complete();
        Run done = experiment.run(run.id());
        assertThat(done.artifacts().list())
                .extracting(Artifact::name)
                .containsExactlyInAnyOrderElementsOf(objects.keySet());
        objects.forEach((name, value) -> {
            Class<?> type = value instanceof Map ? Map.class : value instanceof List ? List.class : value.getClass();
            Object again = done.artifact(name).read(type);
            assertThat(again).as(name).usingRecursiveComparison().isEqualTo(value);
        });
        assertThat(done.artifact("matrix").mediaType()).isEqualTo("application/x-safetensors");
        assertThat(done.artifact("map").mediaType()).isEqualTo("application/json");
        assertThat(done.artifact("text").read(byte[].class)).isEqualTo("grün \u2603\r\n".getBytes(UTF_8));
    }

    @Test
    void whatNoCodecKnowsIsRefusedBeforeAnythingIsWritten() {
        ActiveRun run = run();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> run.artifacts().save("thread", Thread.currentThread()))
                .withMessageContaining("java.lang.Thread")
                .withMessageContaining("ArtifactCodec");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> run.artifacts().save("jagged", new double[][] {{1}, {2, 3}}))
                .withMessageContaining("rows of a matrix");
        run.artifacts().save("text", "x");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> run.artifacts().get("text").read(double[].class))
                .withMessageContaining("text/plain");
        assertThat(run.artifacts().list()).hasSize(1);
        run.complete();
    }

    @Test
    void streamsAndFilesAreSavedWithSizeAndDigest() throws IOException {
        byte[] bytes = new byte[3_000_000];
        new Random(1).nextBytes(bytes);
        Path file = Files.write(folder.resolve("model.bin"), bytes);
        ActiveRun run = run();
        run.artifacts().save("model", file, "application/octet-stream");
        run.artifacts().save("same", new ByteArrayInputStream(bytes), "application/octet-stream");
        run.artifacts().save("plot", "image/png", Attributes.of(Map.of("dpi", 300)), out -> out.write(bytes, 0, 1000));
        Artifact model = experiment.run(run.id()).artifact("model");
        assertThat(model.size()).isEqualTo(3_000_000);
        assertThat(model.sha256()).isEqualTo(Digest.of(bytes).hex());
        assertThat(model.read(byte[].class)).isEqualTo(bytes);
        Artifact plot = experiment.run(run.id()).artifact("plot");
        assertThat(plot.metadata().get("dpi")).isEqualTo(300L);
        Path copy = folder.resolve("copy.png");
        Files.writeString(copy, "old");
        plot.copyTo(copy);
        assertThat(copy).hasBinaryContent(Arrays.copyOf(bytes, 1000));
        DiskUse use = experiment.diskUse();
        assertThat(use.blobs().bytes()).isEqualTo(3_001_000);
        assertThat(use.blobs().count()).isEqualTo(2);
        run.complete();
    }

    @Test
    void whatFailsWhileItIsWrittenLeavesNothing() {
        ActiveRun run = run();
        run.artifacts().save("x", "before");
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> run.artifacts().save("x", "text/plain", Attributes.empty(), out -> {
                    out.write("half".getBytes(UTF_8));
                    throw new IOException("the disk of the source is gone");
                }));
        assertThat(run.artifacts().get("x").read(String.class)).isEqualTo("before");
        run.complete();
    }

    @Test
    void savingAgainReplacesWhateverTheFormat() {
        ActiveRun run = run();
        run.artifacts().save("x", Map.of("a", 1));
        run.artifacts().save("x", "text now");
        assertThat(run.artifacts().list()).singleElement().satisfies(x -> {
            assertThat(x.mediaType()).isEqualTo("text/plain");
            assertThat(x.read(String.class)).isEqualTo("text now");
        });
        assertThat(run.artifacts().remove("x")).isTrue();
        assertThat(run.artifacts().remove("x")).isFalse();
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> run.artifacts().get("x"))
                .withMessageContaining("no artifact 'x'");
        run.complete();
    }

    @Test
    void namesAreNamesAndNoPaths() {
        ActiveRun run = run();
        for (String odd : List.of("../../evil", "/abs", ".", "..", "_manifest", "a/b", "con", "weiß \u2603")) {
            run.artifacts().save(odd, odd);
            assertThat(experiment.run(run.id()).artifact(odd).read(String.class))
                    .isEqualTo(odd);
        }
        for (String bad : List.of("", " ", "a\0b", "\n")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> run.artifacts().save(bad, "x"));
        }
        run.complete();
        assertThat(folder.getParent().resolve("evil")).doesNotExist();
    }

    @Test
    void manyWritersOfOneRunLoseNothing() {
        ActiveRun run = run();
        List<Run> writers =
                IntStream.range(0, 4).mapToObj(i -> experiment.run(run.id())).toList();
        IntStream.range(0, 4)
                .parallel()
                .forEach(writer -> IntStream.range(0, 25)
                        .forEach(i -> writers.get(writer).artifacts().save("a" + writer + "-" + i, "content " + i)));
        assertThat(experiment.run(run.id()).artifacts().list()).hasSize(100);
        assertThat(experiment.run(run.id()).artifact("a3-24").read(String.class))
                .isEqualTo("content 24");
        run.complete();
    }

    @Test
    void aReaderSeesTheOldOrTheNewContentAndNothingElse() throws IOException {
        ActiveRun run = run();
        byte[] old = new byte[400_000];
        byte[] young = new byte[700_000];
        Arrays.fill(young, (byte) 1);
        run.artifacts().save("x", old);
        try (InputStream reading = run.artifacts().get("x").open()) {
            byte[] first = reading.readNBytes(1000);
            run.artifacts().save("x", young);
            assertThat(first).containsOnly(0);
            assertThat(reading.readAllBytes()).hasSize(399_000).containsOnly(0);
        }
        assertThat(run.artifacts().get("x").read(byte[].class)).isEqualTo(young);
        run.complete();
    }

    @Test
    void structuredDataKeepsTypeShapeAndMetadata() {
        ActiveRun run = run();
        run.data(
                "m",
                StructuredData.of(new double[][] {{1, Double.MIN_VALUE}, {3, 4}})
                        .withMetadata(Map.of("unit", "m")));
        run.data("cube", StructuredData.of(new long[] {1, 2, 3, 4, 5, 6, 7, 8}, 2, 2, 2));
        run.data("tree", StructuredData.json(Map.of("leaf", List.of(1, "two"))));
        run.data("none", StructuredData.of(new double[0]));
        run.artifacts().save("m", "an artifact of the same name");
        run.complete();
        Run done = experiment.run(run.id());
        assertThat(done.dataNames()).containsExactly("cube", "m", "none", "tree");
        StructuredData m = done.data("m");
        assertThat(m.type()).isEqualTo("f64");
        assertThat(m.shape()).containsExactly(2L, 2L);
        assertThat(m.matrix()).isDeepEqualTo(new double[][] {{1, Double.MIN_VALUE}, {3, 4}});
        assertThat(m.metadata().get("unit")).isEqualTo("m");
        assertThat(done.data("cube").shape()).containsExactly(2L, 2L, 2L);
        assertThat(done.data("cube").longs()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(done.data("tree").json()).isEqualTo(Map.of("leaf", List.of(1L, "two")));
        assertThat(done.data("none").shape()).containsExactly(0L);
        assertThat(done.artifact("m").read(String.class)).isEqualTo("an artifact of the same name");
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> done.data("k"))
                .withMessageContaining("[cube, m, none, tree]");
        assertThatIllegalArgumentException().isThrownBy(() -> StructuredData.of(new double[3], 2, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> m.longs());
    }

    @Test
    void aDeletedRunTakesWithItAllThatIsItsOwn() {
        ActiveRun run = run();
        run.log("train", "a line");
        run.artifacts().save("mine", "only of this run");
        run.artifacts().save("shared", "of both");
        run.data("d", StructuredData.of(new double[] {1}));
        ActiveRun other = run();
        other.artifacts().save("shared", "of both");
        other.complete();
        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> experiment.deleteRun(run.id()))
                .withMessageContaining("cancel it first");
        run.complete();
        assertThat(experiment.deleteRun(run.id())).isTrue();
        assertThat(experiment.findRun(run.id())).isEmpty();
        assertThat(experiment.results().count()).isEqualTo(1);
        clock.advance(Duration.ofDays(2));
        manager.collectGarbage(CollectOptions.defaults());
        DiskUse use = experiment.diskUse();
        assertThat(use.documents().keySet()).containsExactly("artifact", "run");
        assertThat(use.journals().count()).isZero();
        assertThat(experiment.run(other.id()).artifact("shared").read(String.class))
                .isEqualTo("of both");
    }

    @Test
    void aRunIsBegunAgainAfterItWasDeletedWithNothingOfTheOldOne() {
        RunSpec spec = RunSpec.of(Map.of("a", 1)).identified();
        ActiveRun first = experiment.beginRun(spec);
        first.log("train", "old");
        first.artifacts().save("x", "old");
        first.complete();
        experiment.deleteRun(first.id());
        ActiveRun again = experiment.beginRun(spec);
        again.log("train", "new");
        again.complete();
        Run run = experiment.run(first.id());
        assertThat(run.logs().text("train")).isEqualTo("new");
        assertThat(run.artifacts().list()).isEmpty();
        assertThat(run.record().earlier()).isEmpty();
    }
}
