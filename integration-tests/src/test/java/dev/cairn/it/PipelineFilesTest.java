package dev.cairn.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.CollectOptions;
import dev.cairn.CollectReport;
import dev.cairn.CorruptException;
import dev.cairn.UnsupportedException;
import dev.cairn.chain.Chain;
import dev.cairn.chain.ChainStep;
import dev.cairn.operator.LinearModel;
import dev.cairn.pipeline.PipelineStatus;
import dev.cairn.pipeline.PredictionArrays;
import dev.cairn.spi.BlobSink;
import dev.cairn.spi.Content;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.Expectation;
import dev.cairn.spi.Put;
import dev.cairn.spi.StorageBackend;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What pipelines do where files were changed by someone else. */
class PipelineFilesTest extends PipelineTest {
    @Override
    StorageBackend store() {
        return Stores.unforced(folder.resolve("files"), clock);
    }

    private List<Path> files(String part) throws IOException {
        try (Stream<Path> all = Files.walk(folder.resolve("files"))) {
            return all.filter(Files::isRegularFile)
                    .filter(path -> path.toString().contains(part))
                    .toList();
        }
    }

    private void flipLastByteOfBlobs() throws IOException {
        for (Path blob : files("_blobs")) {
            byte[] bytes = Files.readAllBytes(blob);
            bytes[bytes.length - 1] ^= 1;
            Files.write(blob, bytes);
        }
    }

    @Test
    void aFlippedByteOfAnArtifactIsNoticedWhereverItIsRead() throws IOException {
        String pipeline = pipeline();
        String model = pipelines
                .artifacts()
                .save(LinearModel.of(new double[] {1, 2}, 3), "model")
                .id();
        String chain = pipelines
                .chains()
                .save(
                        pipeline,
                        Chain.of(ChainStep.fitted(0, "cairn.LinearModel", Map.of()))
                                .model(0)
                                .fold("0", model)
                                .build());
        flipLastByteOfBlobs();
        assertThatExceptionOfType(CorruptException.class)
                .isThrownBy(() -> pipelines.artifacts().bytes(model))
                .withMessageContaining(model.substring(0, 12));
        assertThatExceptionOfType(CorruptException.class)
                .isThrownBy(() -> pipelines.artifacts().path(model));
        assertThatExceptionOfType(CorruptException.class)
                .isThrownBy(() -> pipelines.chains().replay(chain, new double[][] {{1, 2}}));
        assertThatExceptionOfType(CorruptException.class)
                .isThrownBy(() -> pipelines.chains().exportBundle(chain, folder.resolve("bundle")));
        assertThat(folder.resolve("bundle.cairn")).doesNotExist();
        pipelines.artifacts().save(LinearModel.of(new double[] {1, 2}, 3), "model");
        assertThat(pipelines.chains().replay(chain, new double[][] {{1, 2}})).containsExactly(8);
    }

    @Test
    void aFlippedByteOfAnArrayIsNoticed() throws IOException {
        String id = pipelines
                .predictions()
                .save(prediction(pipeline(), "0", "val", 1)
                        .arrays(PredictionArrays.none().yPred(1, 2)));
        flipLastByteOfBlobs();
        assertThatExceptionOfType(CorruptException.class)
                .isThrownBy(() -> pipelines.predictions().arrays(id))
                .withMessageContaining(id);
        assertThat(pipelines.predictions().get(id).valScore()).isEqualTo(1);
    }

    @Test
    void aDamagedPipelineIsNamedAndItsNeighboursAreServed() throws IOException {
        String bad = pipeline();
        String good = pipeline();
        pipelines.predictions().save(List.of(prediction(bad, "0", "val", 1), prediction(good, "0", "val", 2)));
        for (Path file : files("pipeline")) {
            if (file.getFileName().toString().contains(bad)) {
                Files.writeString(file, Files.readString(file).replace("\"wheat\"", "\"whaet\""));
            }
        }
        assertThatExceptionOfType(CorruptException.class)
                .isThrownBy(() -> pipelines.get(bad))
                .withMessageContaining(bad.substring(0, 13));
        assertThat(pipelines.get(good).status()).isEqualTo(PipelineStatus.RUNNING);
        assertThat(pipelines.results().list()).hasSize(1);
        assertThat(pipelines.predictions().results().list())
                .singleElement()
                .satisfies(one -> assertThat(one.pipeline()).isEqualTo(good));
        assertThat(pipelines.predictions().results().top(5)).hasSize(1);
    }

    @Test
    void whatANewerVersionWroteIsRefused() {
        String pipeline = pipeline();
        DocumentKey key = new DocumentKey("truss:1.0", "pipeline", pipeline);
        Document there = manager.tiers().documents().get(key).findVisible().orElseThrow();
        byte[] newer = new String(there.content().body(), UTF_8)
                .replace("\"format\":1", "\"format\":2")
                .getBytes(UTF_8);
        Document changed = manager.tiers()
                .documents()
                .put(Put.live(
                        key,
                        Content.of(newer).under(there.content().parent()),
                        Expectation.revision(there.revision())));
        assertThatExceptionOfType(UnsupportedException.class)
                .isThrownBy(() -> pipelines.get(pipeline))
                .withMessageContaining("2");
        assertThatExceptionOfType(UnsupportedException.class).isThrownBy(() -> pipelines.fail(pipeline, "why"));
        assertThatExceptionOfType(UnsupportedException.class).isThrownBy(() -> savedChain(pipeline));
        assertThat(manager.tiers().documents().get(key).document()).isEqualTo(changed);
    }

    @Test
    void bytesThatNobodyNamesAreReportedAndCollected() {
        try (BlobSink sink = manager.tiers().blobs().create("truss:1.0")) {
            sink.write("left by a crash".getBytes(UTF_8));
            sink.commit();
        }
        artifact("named");
        CollectReport told =
                workspace.collectGarbage(CollectOptions.exclusively().asDryRun());
        assertThat(told.blobs()).isEqualTo(1);
        assertThat(told.bytes()).isEqualTo(15);
        assertThat(workspace.collectGarbage(CollectOptions.exclusively()).blobs())
                .isEqualTo(1);
        assertThat(workspace.collectGarbage(CollectOptions.exclusively()).blobs())
                .isZero();
    }

    @Test
    void aFileThatCannotBeReadIsNoArtifact() {
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> pipelines.artifacts().save(folder.resolve("nothing"), "c", "model", "onnx"))
                .withMessageContaining("nothing");
    }
}
