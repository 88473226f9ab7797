package dev.cairn.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.cairn.CollectOptions;
import dev.cairn.ConflictException;
import dev.cairn.CorruptException;
import dev.cairn.NotFoundException;
import dev.cairn.chain.Chain;
import dev.cairn.chain.ChainArtifact;
import dev.cairn.chain.ChainStep;
import dev.cairn.pipeline.ChainRecord;
import dev.cairn.pipeline.OperatorArtifacts;
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
        workspace.collectGarbage(CollectOptions.exclusively());
        assertThat(blobs()).isEmpty();
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
        workspace.collectGarbage(CollectOptions.exclusively());
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
}
