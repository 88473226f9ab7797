package dev.cairn.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.cairn.ConflictException;
import dev.cairn.CorruptException;
import dev.cairn.NotFoundException;
import dev.cairn.UnsupportedException;
import dev.cairn.chain.Chain;
import dev.cairn.chain.ChainArtifact;
import dev.cairn.chain.ChainBundle;
import dev.cairn.chain.ChainReplay;
import dev.cairn.chain.ChainStep;
import dev.cairn.chain.ReplayInput;
import dev.cairn.operator.LinearModel;
import dev.cairn.operator.Predictor;
import dev.cairn.operator.StandardScaling;
import dev.cairn.pipeline.ChainRecord;
import dev.cairn.pipeline.OperatorArtifacts;
import dev.cairn.pipeline.Pipelines;
import dev.cairn.spi.BlobInfo;
import dev.cairn.spi.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What fitted operators and the chains of them do in every store. */
abstract class OperatorContract extends PipelineTest {
    private static final byte[] BYTES = "the weights of a model".getBytes(UTF_8);

    private OperatorArtifacts artifacts() {
        return pipelines.artifacts();
    }

    private List<Digest> blobs() {
        try (Stream<BlobInfo> blobs = manager.tiers().blobs().list("truss:1.0")) {
            return blobs.map(BlobInfo::digest).toList();
        }
    }

    private void loseBlobs() {
        manager.tiers().primary().blobs().sweep("truss:1.0", blobs(), Instant.parse("2100-01-01T00:00:00Z"));
    }

    @Test
    void equalBytesAreOneArtifact() throws IOException {
        ChainArtifact first = artifacts().save(BYTES, "sklearn.PLS", "model", "joblib");
        Path file = Files.write(folder.resolve("model"), BYTES);
        ChainArtifact again = artifacts().save(file, "another.Class", "scaler", "joblib");
        assertThat(again).isEqualTo(first);
        assertThat(first.id()).isEqualTo(Digest.of(BYTES).hex() + ".joblib");
        assertThat(first.size()).isEqualTo(BYTES.length);
        assertThat(first.sha256()).isEqualTo(Digest.of(BYTES).hex());
        assertThat(first.operatorClass()).isEqualTo("sklearn.PLS");
        assertThat(blobs()).hasSize(1);
        ChainArtifact other = artifacts().save(BYTES, "sklearn.PLS", "model", "pickle");
        assertThat(other.id()).isNotEqualTo(first.id());
        assertThat(blobs()).hasSize(1);
    }

    @Test
    void bytesAreReadBackAndAsAFile() throws IOException {
        String id = artifacts().save(BYTES, "sklearn.PLS", "model", "joblib").id();
        assertThat(artifacts().bytes(id)).isEqualTo(BYTES);
        Path file = artifacts().path(id);
        assertThat(file).hasBinaryContent(BYTES);
        assertThat(file.getFileName()).hasToString(id);
        Files.delete(file);
        assertThat(artifacts().bytes(id)).isEqualTo(BYTES);
    }

    @Test
    void whatIsUnknownLostOrBadIsToldApart() {
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> artifacts().bytes("nothing"))
                .withMessageContaining("nothing")
                .withMessageContaining("SHA-256");
        String id = artifacts().save(BYTES, "sklearn.PLS", "model", "joblib").id();
        loseBlobs();
        assertThatExceptionOfType(CorruptException.class)
                .isThrownBy(() -> artifacts().bytes(id))
                .withMessageContaining("not there");
        assertThatExceptionOfType(CorruptException.class)
                .isThrownBy(() -> artifacts().path(id));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> artifacts().save(BYTES, "c", "model", "../evil"))
                .withMessageContaining("../evil");
        assertThatIllegalArgumentException().isThrownBy(() -> artifacts().save(BYTES, "", "model", "joblib"));
    }

    @Test
    void lostBytesAreThereAgainWhenTheyAreSavedAgain() {
        String id = artifacts().save(BYTES, "sklearn.PLS", "model", "joblib").id();
        loseBlobs();
        assertThat(artifacts().save(BYTES, "sklearn.PLS", "model", "joblib").id())
                .isEqualTo(id);
        assertThat(artifacts().bytes(id)).isEqualTo(BYTES);
    }

    @Test
    void aWriterThatFailsLeavesNothing() {
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> artifacts()
                        .save(
                                out -> {
                                    out.write(BYTES);
                                    throw new IOException("disk full");
                                },
                                "sklearn.PLS",
                                "model",
                                "joblib"))
                .withMessageContaining("disk full");
        assertThat(blobs()).isEmpty();
        assertThat(manager.tiers().documents().keys("truss:1.0", "operator")).isEmpty();
    }

    @Test
    void aChainIsReadAsItWasSaved() throws IOException {
        String pipeline = pipeline();
        Chain chain = Chain.of(
                        ChainStep.stateless(1, "SNV", Map.of("ddof", 1)).in(List.of(0)),
                        ChainStep.fitted(4, "Scaler", Map.of()),
                        ChainStep.fitted(7, "sklearn.PLS", Map.of("n", 5)))
                .model(7)
                .modelClass("PLSRegression")
                .preprocessings("SNV>Scaler")
                .shared(4, artifact("a"), artifact("b"))
                .source(4, 1, artifact("c"))
                .fold("0", artifact("m"), 0.25)
                .fold("final", artifact("m"))
                .branchPath(List.of(0, 2))
                .sourceIndex(1)
                .build();
        String id = pipelines.chains().save(pipeline, chain);
        ChainRecord read = pipelines.chains().get(id);
        assertThat(read.chain()).isEqualTo(chain);
        assertThat(read.pipeline()).isEqualTo(pipeline);
        assertThat(read.run()).isEqualTo(run.id());
        assertThat(read.dataset()).isEqualTo("wheat");
        assertThat(read.artifacts())
                .extracting(ChainArtifact::id)
                .containsExactlyInAnyOrderElementsOf(chain.artifacts());
        assertThat(pipelines.chains().ofPipeline(pipeline)).containsExactly(read);
        assertThat(pipelines.chains().results().modelClass("PLSRegression").list())
                .containsExactly(read);
        assertThat(pipelines
                        .chains()
                        .results()
                        .where("chain.folds = 'per_fold'")
                        .count())
                .isEqualTo(1);
        try (var in = pipelines.chains().artifacts(id).open(artifact("m"))) {
            assertThat(in).hasSameContentAs(new ByteArrayInputStream("m".getBytes(UTF_8)));
        }
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> pipelines.chains().artifacts(id).open("other"));
    }

    @Test
    void aChainOfUnknownArtifactsOrOfNothingIsRefused() {
        String pipeline = pipeline();
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> pipelines.chains().save(pipeline, chain("no scaler", "no model", artifact("m"))))
                .withMessageContaining("no scaler")
                .withMessageContaining("no model");
        String scaler = artifact("s");
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> pipelines.chains().save("nobody", chain(scaler, scaler, scaler)))
                .withMessageContaining("nobody");
        assertThat(pipelines.chains().find("nobody")).isEmpty();
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> pipelines.chains().get("nobody"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Chain.of(ChainStep.stateless(0, "SNV", Map.of()))
                        .model(3)
                        .build())
                .withMessageContaining("3");
        assertThat(pipelines.chains().results().count()).isZero();
        loseBlobs();
        assertThatExceptionOfType(CorruptException.class)
                .isThrownBy(() -> pipelines.chains().save(pipeline, chain(scaler, scaler, scaler)))
                .withMessageContaining(scaler);
    }

    @Test
    void chainsTellWhichArtifactsAreNeeded() {
        String pipeline = pipeline();
        String model = artifact("equal models");
        String id = pipelines.chains().save(pipeline, chain(artifact("scaler"), model, model));
        String unused = artifact("unused");
        assertThat(artifacts().references(model)).containsExactly(id);
        assertThat(artifacts().references(unused)).isEmpty();
        assertThat(artifacts().removeUnused(Duration.ofHours(1), false)).isEmpty();
        clock.advance(Duration.ofHours(2));
        assertThat(artifacts().removeUnused(Duration.ofHours(1), false)).containsExactly(unused);
        run.complete();
        experiment.deleteRun(run.id());
        pipelines.removeDeleted();
        assertThat(artifacts().find(model)).isEmpty();
        if (collect()) {
            assertThat(blobs()).isEmpty();
        }
    }

    @Test
    void aChainKeepsWhatItNeedsThoughItsArtifactIsRemoved() throws IOException {
        String pipeline = pipeline();
        String scaler = artifact("scaler");
        clock.advance(Duration.ofDays(2));
        artifacts().removeUnused(Duration.ofDays(1), false);
        assertThat(artifacts().find(scaler)).isEmpty();
        String id = pipelines.chains().save(pipeline, chain(scaler, artifact("m"), artifact("m")));
        assertThat(artifacts().find(scaler)).isPresent();
        collect();
        try (var in = pipelines.chains().artifacts(id).open(scaler)) {
            assertThat(in.readAllBytes()).isEqualTo("scaler".getBytes(UTF_8));
        }
    }

    @Test
    void aPipelineThatFailedGetsNoMoreChains() {
        String pipeline = pipeline();
        pipelines.fail(pipeline, "why");
        assertThatExceptionOfType(ConflictException.class).isThrownBy(() -> savedChain(pipeline));
        assertThat(pipelines.chains().results().count()).isZero();
    }

    /** A scaler and a linear model for each of two folds, on three features. */
    private String replayable(String pipeline) {
        double[][] samples = {{1, 2, 3}, {2, 4, 7}, {3, 5, 1}};
        String scaler = artifacts().save(StandardScaling.fit(samples), "scaler").id();
        String first = artifacts()
                .save(LinearModel.of(new double[] {1, 2, 3}, 0.1), "model")
                .id();
        String second = artifacts()
                .save(LinearModel.of(new double[] {3, 2, 1}, 0.2), "model")
                .id();
        return pipelines
                .chains()
                .save(
                        pipeline,
                        Chain.of(
                                        ChainStep.stateless(0, "cairn.StandardNormalVariate", Map.of()),
                                        ChainStep.fitted(1, "cairn.StandardScaling", Map.of()),
                                        ChainStep.fitted(2, "cairn.LinearModel", Map.of()))
                                .model(2)
                                .shared(1, scaler)
                                .fold("0", first)
                                .fold("1", second)
                                .build());
    }

    private static final double[][] NEW_SAMPLES = {{0.3, 1e-7, 5}, {-2, 1.0 / 3, 9}};

    @Test
    void aStoredChainIsReplayed() {
        String chain = replayable(pipeline());
        double[] said = pipelines.chains().replay(chain, NEW_SAMPLES);
        assertThat(said).hasSize(2).doesNotContain(Double.NaN);
        try (ChainReplay replay = pipelines.chains().replay(chain)) {
            assertThat(replay.replay(ReplayInput.of(NEW_SAMPLES))).containsExactly(said);
            assertThat(replay.replay(ReplayInput.of(NEW_SAMPLES))).containsExactly(said);
        }
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> pipelines.chains().replay("nobody", NEW_SAMPLES))
                .withMessageContaining("nobody");
        String foreign = savedChain(pipeline());
        assertThatExceptionOfType(UnsupportedException.class)
                .isThrownBy(() -> pipelines.chains().replay(foreign, NEW_SAMPLES))
                .withMessageContaining("joblib");
    }

    @Test
    void aBundleReplaysAlikeAndIsImported() {
        String chain = replayable(pipeline());
        double[] said = pipelines.chains().replay(chain, NEW_SAMPLES);
        Path file = pipelines.chains().exportBundle(chain, folder.resolve("made/model"));
        assertThat(file).hasFileName("model.cairn");
        try (ChainBundle bundle = ChainBundle.open(file)) {
            assertThat(bundle.replay(ReplayInput.of(NEW_SAMPLES))).containsExactly(said);
            assertThat(bundle.manifest().run()).isEqualTo(run.id());
            assertThat(bundle.manifest().chain()).isEqualTo(chain);
        }
        Pipelines others = workspace.experiment("elsewhere").pipelines();
        String pipeline = others.begin(
                workspace.experiment("elsewhere").beginRun(spec("import")).id(), SPEC);
        String imported = others.chains().importBundle(pipeline, file);
        assertThat(others.chains().replay(imported, NEW_SAMPLES)).containsExactly(said);
        assertThat(others.chains().get(imported).chain())
                .isEqualTo(pipelines.chains().get(chain).chain());
    }

    @Test
    void aBundleOfLostArtifactsIsNotWritten() {
        String chain = replayable(pipeline());
        loseBlobs();
        assertThatExceptionOfType(CorruptException.class)
                .isThrownBy(() -> pipelines.chains().exportBundle(chain, folder.resolve("lost")));
        assertThat(folder.resolve("lost.cairn")).doesNotExist();
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> pipelines.chains().exportBundle("nobody", folder.resolve("nobody")));
    }

    @Test
    void anOperatorIsLoadedAsWhatItIs() {
        String id =
                artifacts().save(LinearModel.of(new double[] {2}, 1), "model").id();
        assertThat(artifacts().load(id))
                .isInstanceOfSatisfying(
                        Predictor.class,
                        model -> assertThat(model.predict(new double[][] {{3}})).containsExactly(7));
        String other = artifact("pickled");
        assertThatExceptionOfType(UnsupportedException.class)
                .isThrownBy(() -> artifacts().load(other))
                .withMessageContaining("joblib");
    }
}
