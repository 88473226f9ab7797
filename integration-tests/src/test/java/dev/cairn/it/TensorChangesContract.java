package dev.cairn.it;

import static dev.cairn.testkit.faults.Operation.BLOB_CREATE;
import static dev.cairn.testkit.faults.Operation.DOCUMENT_GET;
import static dev.cairn.testkit.faults.Operation.DOCUMENT_PUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.cairn.ConflictException;
import dev.cairn.CorruptException;
import dev.cairn.NotFoundException;
import dev.cairn.StorageManager;
import dev.cairn.StorageManagers;
import dev.cairn.spi.DocumentKey;
import dev.cairn.tensor.Tensor;
import dev.cairn.testkit.faults.Faults;
import dev.cairn.testkit.faults.FaultyBackend;
import dev.cairn.testkit.faults.StepSelection;
import dev.cairn.workspace.LayerTensors;
import dev.cairn.workspace.RowBlock;
import dev.cairn.workspace.TensorBatch;
import dev.cairn.workspace.TensorStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What tensors of runs do while others change them or some cannot be read, and what is refused. */
abstract class TensorChangesContract extends WorkspaceTest {
    final Faults faults = new Faults();

    @Override
    StorageManager manager() {
        return StorageManagers.builder()
                .primary(new FaultyBackend(store(), faults))
                .clock(clock)
                .build();
    }

    final TensorStore tensors() {
        return experiment.tensors();
    }

    static Tensor of(double... values) {
        return Tensor.of(values, values.length);
    }

    /** The first put of the document of that kind and id. */
    private StepSelection firstPut(String kind, String id) {
        return faults.on(DOCUMENT_PUT)
                .about(new DocumentKey("truss:1.0", kind, id))
                .first(1);
    }

    @Test
    void alikeEntriesGetNumbersOfTheirOwn() {
        TensorStore one = tensors();
        TensorStore other = tensors();
        assertThat(one.append("u", Map.of(), Map.of())).isZero();
        assertThat(other.append("u", Map.of(), Map.of())).isEqualTo(1);
        assertThat(one.append("u", Map.of(), Map.of())).isEqualTo(2);
        List<Long> faster = new ArrayList<>();
        firstPut("tensor-entry", "u.3").before(put -> faster.add(other.append("u", Map.of(), Map.of())));
        long slower = one.append("u", Map.of(), Map.of());
        assertThat(faster).hasSize(1).doesNotContain(slower);
        assertThat(tensors().entries("u")).hasSize(5);
    }

    @Test
    void whoeverFellBehindAppendsBehindTheLast() {
        TensorStore one = tensors();
        TensorStore other = tensors();
        one.append("u", Map.of("i", 0), Map.of());
        other.append("u", Map.of("i", 1), Map.of());
        for (int i = 0; i < 250; i++) {
            one.append("u", Map.of("i", i + 2), Map.of());
        }
        faults.forget();
        long number = other.append("u", Map.of("i", 252), Map.of("L", Map.of("k", of(1))));
        assertThat(number).isEqualTo(252);
        assertThat(faults.count(BLOB_CREATE)).isEqualTo(1);
        assertThat(tensors().entries("u").map(LayerTensors::index)).hasSize(253).contains(number);
    }

    @Test
    void aBatchPutWhileItsRunIsMadeAnewIsThere() {
        TensorStore one = tensors();
        TensorStore other = tensors();
        one.putBatch("r", 0, List.of(of(1)));
        firstPut("tensor-batch", "r.0").before(put -> {
            other.deleteRun("r");
            other.putBatch("r", 0, List.of(of(2)));
        });
        one.putBatch("r", 0, List.of(of(3)));
        assertThat(tensors().batches("r")).containsExactly(0L);
        assertThat(tensors().getBatch("r", 0).list()).containsExactly(of(3));
    }

    @Test
    void anEntryAppendedWhileItsRunIsMadeAnewReplacesNone() {
        TensorStore one = tensors();
        TensorStore other = tensors();
        one.append("u", Map.of("i", 0), Map.of());
        firstPut("tensor-entry", "u.1").before(put -> {
            other.deleteRun("u");
            other.append("u", Map.of("i", 1), Map.of());
            other.append("u", Map.of("i", 2), Map.of());
        });
        long number = one.append("u", Map.of("i", 3), Map.of());
        assertThat(tensors().entries("u").map(LayerTensors::index)).hasSize(3).contains(number);
    }

    @Test
    void aRunIsDeletedThoughItIsChangedMeanwhile() {
        TensorStore one = tensors();
        TensorStore other = tensors();
        one.putBatch("r", 0, List.of(of(1)));
        firstPut("tensor-run", "r").before(put -> other.putRunMetadata("r", Map.of("a", 1)));
        assertThat(one.deleteRun("r")).isTrue();
        assertThat(tensors().exists("r")).isFalse();
        one.putBatch("s", 0, List.of(of(1)));
        firstPut("tensor-run", "s")
                .before(put -> assertThat(other.deleteRun("s")).isTrue());
        assertThat(one.deleteRun("s")).isFalse();
        assertThat(tensors().exists("s")).isFalse();
    }

    @Test
    void aBatchIsDeletedThoughItIsReplacedMeanwhile() {
        TensorStore one = tensors();
        TensorStore other = tensors();
        one.putBatch("r", 0, List.of(of(1)));
        firstPut("tensor-batch", "r.0").before(put -> other.putBatch("r", 0, List.of(of(2))));
        assertThat(one.deleteBatch("r", 0)).isTrue();
        assertThat(tensors().exists("r", 0)).isFalse();
    }

    @Test
    void aBatchPutAnewWhileItsRowsAreReadIsNoticed() {
        tensors().putLayers("r", 0, Map.of(), Map.of("L", Map.of("a", Tensor.of(new float[] {1, 2}, 2, 1))));
        Iterator<RowBlock> blocks = tensors().rows("r", "L", "a", 1).iterator();
        assertThat(blocks.next().rows().floats()).containsExactly(1);
        tensors().putLayers("r", 0, Map.of(), Map.of("L", Map.of("a", Tensor.of(new float[] {3, 4}, 2, 1))));
        assertThatExceptionOfType(ConflictException.class).isThrownBy(blocks::next);
    }

    @Test
    void rowsAreCountedOutOneBlockAfterAnother() {
        Tensor rowsOfNothing = Tensor.of(new float[0], 2_000_000_000, 0);
        tensors().putLayers("r", 0, Map.of(), Map.of("L", Map.of("a", rowsOfNothing)));
        assertThat(tensors().rows("r", "L", "a", 1).limit(3)).hasSize(3);
    }

    @Test
    void aBatchThatCannotBeReadIsListedAndNamed() {
        for (int i = 0; i < 3; i++) {
            tensors().putLayers("r", i, Map.of("i", i), Map.of("L", Map.of("a", of(i))));
            tensors().append("r", Map.of("i", i), Map.of());
        }
        faults.on(DOCUMENT_GET)
                .about(new DocumentKey("truss:1.0", "tensor-layers", "r.1"))
                .damage();
        faults.on(DOCUMENT_GET)
                .about(new DocumentKey("truss:1.0", "tensor-entry", "r.1"))
                .damage();
        assertThat(tensors().batches("r")).containsExactly(0L, 1L, 2L);
        assertThat(tensors().getLayers("r", 2).tensors()).containsOnlyKeys("L");
        for (Stream<?> all :
                List.<Stream<?>>of(tensors().iterate("r"), tensors().entries("r"), rowsOf("r"))) {
            assertThatExceptionOfType(CorruptException.class)
                    .isThrownBy(all::toList)
                    .withMessageContaining("r.1");
        }
        tensors().putLayers("r", 1, Map.of(), Map.of());
        faults.endAll();
        assertThat(tensors().getLayers("r", 1).metadata().isEmpty()).isTrue();
    }

    /** Looked for when they are asked for. */
    private Stream<RowBlock> rowsOf(String run) {
        return Stream.of(run).flatMap(each -> tensors().rows(each, "L", "a", 1));
    }

    @Test
    void whatIsRefusedMakesNoRun() {
        Map<String, Tensor> reserved = Map.of("__metadata__", of(1));
        assertThatIllegalArgumentException().isThrownBy(() -> tensors().putBatch("r", 0, reserved));
        List<Tensor> none = Collections.singletonList(null);
        assertThatIllegalArgumentException().isThrownBy(() -> tensors().putBatch("r", 0, none));
        Map<String, Tensor> noneByName = Collections.singletonMap("n", null);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tensors().putBatch("r", 0, noneByName))
                .withMessageContaining("'n'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tensors().append("r", Map.of(), Map.of("L", noneByName)))
                .withMessageContaining("'n'");
        long tooMuch = 1_000_000_000_000_000_000L;
        assertThatIllegalArgumentException().isThrownBy(() -> tensors().putBatch("r", tooMuch, List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> tensors().putBatch("r", Long.MAX_VALUE, List.of()));
        assertThat(tensors().runs()).isEmpty();
        tensors().putBatch("r", tooMuch - 1, List.of());
        assertThat(((TensorBatch) tensors().get("runs/r/batch_" + (tooMuch - 1) + ".safetensors")).list())
                .isEmpty();
    }

    @Test
    void keysOfNothingAreNotFound() {
        tensors().putBatch("r", 0, List.of());
        for (String key : List.of(
                "runs/none/meta.json",
                "runs/none/detectors",
                "runs/r/batch_0",
                "runs/r/detectors",
                "runs/%zz/meta.json",
                "runs/%72/meta.json",
                "runs/r/batch_0/%/k.safetensors")) {
            assertThatExceptionOfType(NotFoundException.class)
                    .as(key)
                    .isThrownBy(() -> tensors().get(key));
        }
    }

    @Test
    void aTensorAloneTakesNoKeyOfARun() {
        for (String key :
                List.of("runs/r/meta.json", "runs/r/batch_0/L/k.safetensors", "runs/r/batch_000000.safetensors")) {
            assertThatIllegalArgumentException().isThrownBy(() -> tensors().putTensor(key, of(1)));
        }
        String key = tensors().putTensor("runs/r/extra", of(1));
        assertThat(tensors().get(key)).isEqualTo(of(1));
    }

    @Test
    void aBatchOfLayersWithoutActivationsIsAnEmptyMap() {
        tensors().putLayers("d", 0, Map.of(), Map.of("L0", Map.of("ids", of(1))));
        tensors().putBatch("d", 1, Map.of("x", of(2)));
        assertThat(tensors().iterate("d").map(TensorBatch::index)).containsExactly(0L, 1L);
        assertThat(tensors().getBatch("d", 0).map()).isEmpty();
    }

    @Test
    void aRunThatIsNotThereIsNotImported() {
        tensors().putRunMetadata("r", Map.of("a", 1));
        TensorStore empty = workspace.experiment("empty").tensors();
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> tensors().importRun(empty, "r"));
        assertThat(tensors().runMetadata("r").size()).isEqualTo(1);
    }

    @Test
    void aBatchThatIsDeletedWhileItIsReadIsNone() {
        TensorStore other = tensors();
        tensors().putLayers("r", 0, Map.of("a", 1), Map.of("L", Map.of("k", of(1))));
        faults.on(DOCUMENT_GET)
                .about(new DocumentKey("truss:1.0", "tensor-layers", "r.0"))
                .first(1)
                .after(get -> other.deleteBatch("r", 0));
        LayerTensors none = tensors().getLayers("r", 0);
        assertThat(none.tensors()).isEmpty();
        assertThat(none.metadata().isEmpty()).isTrue();
    }
}
