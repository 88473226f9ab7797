package dev.cairn.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.CorruptException;
import dev.cairn.UnavailableException;
import dev.cairn.pipeline.Prediction;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.StorageBackend;
import dev.cairn.testkit.faults.Faults;
import dev.cairn.testkit.faults.FaultyBackend;
import dev.cairn.testkit.faults.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What pipelines do with documents that somebody damaged: the others are served, and nothing is lost that can be mended. */
class PipelineDamageTest extends PipelineTest {
    private final Faults faults = new Faults();

    @Override
    StorageBackend store() {
        return new FaultyBackend(Stores.unforced(folder.resolve("store"), clock), faults);
    }

    private Path file(String kind, String id) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("store"))) {
            return files.filter(file -> file.toString().contains("/" + kind + "/" + id) && Files.isRegularFile(file))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private String predictedUnder(String pipeline, String chain) {
        return saved(Prediction.of(pipeline, chain, "PLS", "0", "val", "wheat", "rmse"));
    }

    @Test
    void whatLivesUnderADamagedChainIsNotRemovedWithWhatWasDeleted() throws IOException {
        String pipeline = pipeline();
        String chain = savedChain(pipeline);
        String id = predictedUnder(pipeline, chain);
        faults.on(Operation.DOCUMENT_PUT)
                .where(step -> step.keys().stream().anyMatch(key -> key.kind().equals("pipeline")))
                .nth(1)
                .failBefore();
        assertThatExceptionOfType(UnavailableException.class).isThrownBy(() -> pipelines.fail(pipeline, "why"));
        byte[] healthy = Files.readAllBytes(file("chain", chain));
        Files.writeString(file("chain", chain), "damaged");
        clock.advance(Duration.ofHours(2));
        pipelines.removeDeleted();
        Files.write(file("chain", chain), healthy);
        assertThat(pipelines.predictions().get(id).chain()).isEqualTo(chain);
    }

    @Test
    void theRestOfADeletedRunGoesThoughOneOfItsPipelinesIsDamaged() throws IOException {
        String damaged = pipeline();
        String healthy = pipeline();
        saved(prediction(damaged, "0", "val", 1));
        saved(prediction(healthy, "0", "val", 1));
        run.complete();
        Files.writeString(file("pipeline", damaged), "damaged");
        assertThat(experiment.deleteRun(run.id(), true).runs()).isEqualTo(1);
        pipelines.removeDeleted();
        assertThat(pipelines.predictions().results().count()).isZero();
        assertThat(pipelines.predictions().results().list()).isEmpty();
        assertThat(pipelines.results().list()).isEmpty();
    }

    @Test
    void predictionsUnderAPipelineThatIsDamagedWhileItFailsComeBackWithIt() throws IOException {
        String pipeline = pipeline();
        String id = saved(prediction(pipeline, "0", "val", 1));
        faults.on(Operation.DOCUMENT_PUT)
                .where(step -> step.keys().stream().anyMatch(key -> key.kind().equals("pipeline")))
                .nth(1)
                .failBefore();
        assertThatExceptionOfType(UnavailableException.class).isThrownBy(() -> pipelines.fail(pipeline, "why"));
        byte[] healthy = Files.readAllBytes(file("pipeline", pipeline));
        Files.writeString(file("pipeline", pipeline), "damaged");
        assertThatExceptionOfType(CorruptException.class).isThrownBy(pipelines::removeDeleted);
        Files.write(file("pipeline", pipeline), healthy);
        assertThat(pipelines.predictions().find(id)).isPresent();
    }

    @Test
    void aDamagedGraveDoesNotKeepTheOthersFromBeingFilled() throws IOException {
        faults.on(Operation.DOCUMENT_REMOVE, Operation.DOCUMENT_REMOVE_ALL).failBefore();
        String first = pipeline();
        saved(prediction(first, "0", "val", 1));
        pipelines.fail(first, "why");
        Files.writeString(file("grave", ""), "damaged");
        String second = pipeline();
        saved(prediction(second, "0", "val", 1));
        pipelines.fail(second, "why");
        faults.endAll();
        pipelines.removeDeleted();
        try (Stream<DocumentKey> keys = manager.tiers().documents().keys("truss:1.0", "prediction")) {
            assertThat(keys).hasSize(1);
        }
        assertThat(pipelines.predictions().results().list()).isEmpty();
    }
}
