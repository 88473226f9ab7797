package dev.cairn.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.cairn.NotFoundException;
import dev.cairn.model.Attributes;
import dev.cairn.tensor.DType;
import dev.cairn.tensor.Tensor;
import dev.cairn.workspace.LayerTensors;
import dev.cairn.workspace.RowBlock;
import dev.cairn.workspace.TensorBatch;
import dev.cairn.workspace.TensorDescription;
import dev.cairn.workspace.TensorPrefixes;
import dev.cairn.workspace.TensorStore;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What tensors of runs do in every store. */
abstract class TensorContract extends TensorChangesContract {
    private static List<Long> indices(Stream<TensorBatch> batches) {
        return batches.map(TensorBatch::index).toList();
    }

    @Test
    void aNewStoreHasNothing() {
        assertThat(tensors().prefixes()).isEqualTo(TensorPrefixes.USUAL);
        assertThat(tensors().runs()).isEmpty();
        assertThat(tensors().batches("none")).isEmpty();
        assertThat(tensors().iterate("none")).isEmpty();
        assertThat(tensors().entries("none")).isEmpty();
        assertThat(tensors().deleteRun("none")).isFalse();
        assertThat(tensors().runMetadata("none")).isEqualTo(Attributes.empty());
        assertThat(workspace.experiments()).isEmpty();
    }

    @Test
    void aListIsAListAgainInItsOrder() {
        List<Tensor> twelve = IntStream.range(0, 12).mapToObj(i -> of(i)).toList();
        assertThat(tensors().putBatch("r", 0, twelve)).isEqualTo("runs/r/batch_000000.safetensors");
        TensorBatch batch = tensors().getBatch("r", 0);
        assertThat(batch.isList()).isTrue();
        assertThat(batch.list()).isEqualTo(twelve);
        assertThatIllegalStateException().isThrownBy(batch::map);
        tensors().putBatch("r", 1, List.of());
        assertThat(tensors().getBatch("r", 1).list()).isEmpty();
        assertThat(tensors().exists("r", 1)).isTrue();
    }

    @Test
    void aMapIsAMapAgainWhateverItsNames() {
        Map<String, Tensor> odd = new LinkedHashMap<>();
        odd.put("item_1", of(1));
        odd.put("item_0", of(0));
        odd.put("_empty_list", of());
        odd.put("a/b \u2603", of(2));
        tensors().putBatch("r", 2, odd);
        assertThat(tensors().getBatch("r", 2).map()).containsExactlyEntriesOf(odd);
        tensors().putBatch("r", 3, Map.of());
        assertThat(tensors().getBatch("r", 3).map()).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tensors().putBatch("r", 4, Map.of("__metadata__", of(1))));
        assertThat(tensors().exists("r", 4)).isFalse();
    }

    @Test
    void everyTypeAndShapeComesBackBitForBit() {
        Map<String, Tensor> all = new LinkedHashMap<>();
        for (DType dtype : DType.values()) {
            byte[] bytes = new byte[(int) dtype.byteSize(24)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) (i * 37 + 255);
            }
            all.put(dtype.name(), Tensor.of(dtype, ByteBuffer.wrap(bytes), 2, 3, 4));
        }
        all.put("scalar", Tensor.of(new double[] {-0.0}));
        all.put("nothing", Tensor.of(new double[0], 0, 3));
        tensors().putBatch("r", 0, all);
        assertThat(tensors().getBatch("r", 0).map()).containsExactlyEntriesOf(all);
    }

    @Test
    void layersComeBackWithTheirMetadata() {
        Map<String, Map<String, Tensor>> layers = Map.of("L0", Map.of("activations", of(1, 2)), "L1", Map.of());
        assertThat(tensors().putLayers("d", 0, Map.of("m", 1, "nan", Double.NaN), layers))
                .isEqualTo("runs/d/batch_0");
        LayerTensors read = tensors().getLayers("d", 0);
        assertThat(read.metadata()).isEqualTo(Attributes.of(Map.of("m", 1, "nan", Double.NaN)));
        assertThat(read.tensors()).isEqualTo(Map.of("L0", Map.of("activations", of(1, 2))));
        assertThat(tensors().getTensor("d", 0, "L0", "activations")).isEqualTo(of(1, 2));
        assertThat(tensors().getLayers("d", 9).tensors()).isEmpty();
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> tensors().getTensor("d", 0, "L0", "logits"))
                .withMessageContaining("'d'")
                .withMessageContaining("'logits'")
                .withMessageContaining("'L0'")
                .withMessageContaining("batch 0");
    }

    @Test
    void aBatchOfLayersIsAMapOfActivations() {
        tensors().putLayers("d", 0, Map.of(), Map.of("L0", Map.of("activations", of(1), "ids", of(9))));
        assertThat(tensors().getBatch("d", 0).map()).isEqualTo(Map.of("activations", of(1)));
        tensors()
                .putLayers(
                        "d",
                        1,
                        Map.of(),
                        Map.of(
                                "L0",
                                Map.of("activations", of(1)),
                                "L1",
                                Map.of("activations", of(2)),
                                "M",
                                Map.of("x", of(3))));
        assertThat(tensors().getBatch("d", 1).map())
                .isEqualTo(Map.of("activations_L0", of(1), "activations_L1", of(2)));
        tensors().putBatch("d", 1, List.of(of(7)));
        assertThat(tensors().getBatch("d", 1).list()).containsExactly(of(7));
        assertThat(tensors().batches("d")).containsExactly(0L, 1L);
    }

    @Test
    void overwritingRemovesWhatTheNewOneLacks() {
        tensors().putLayers("d", 0, Map.of("a", 1), Map.of("L0", Map.of("x", of(1)), "L1", Map.of("x", of(2))));
        tensors().putLayers("d", 0, Map.of("b", 1), Map.of("L0", Map.of("x", of(3))));
        assertThat(tensors().getLayers("d", 0).tensors()).isEqualTo(Map.of("L0", Map.of("x", of(3))));
        assertThat(tensors().getLayers("d", 0).metadata()).isEqualTo(Attributes.of(Map.of("b", 1)));
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> tensors().getTensor("d", 0, "L1", "x"));
        assertThat(tensors().rows("d", "L1", "x", 10)).isEmpty();
        assertThat(tensors().describe("d", 0)).hasSize(1);
    }

    @Test
    void rangesGoUpAndDownOverWhatThereIs() {
        for (long index : new long[] {5, 0, 2}) {
            tensors().putBatch("r", index, List.of(of((double) index)));
        }
        assertThat(indices(tensors().iterate("r"))).containsExactly(0L, 2L, 5L);
        assertThat(indices(tensors().iterate("r", 1, 100, 1))).containsExactly(2L, 5L);
        assertThat(indices(tensors().iterate("r", 0, 2, 1))).containsExactly(0L);
        assertThat(indices(tensors().iterate("r", 0, 100, 2))).containsExactly(0L, 2L);
        assertThat(indices(tensors().iterate("r", 10, 100, 1))).isEmpty();
        assertThat(indices(tensors().iterate("r", 5, -1, -1))).containsExactly(5L, 2L, 0L);
        assertThat(indices(tensors().iterate("r", 4, 0, -2))).containsExactly(2L);
        for (Runnable wrong : List.<Runnable>of(
                () -> tensors().iterate("none", 0, 1, 0),
                () -> tensors().iterate("r", -1, 1, 1),
                () -> tensors().iterate("r", 0, -2, -1))) {
            assertThatIllegalArgumentException().isThrownBy(wrong::run);
        }
    }

    @Test
    void entriesAreAppendedAndReadBack() {
        assertThat(tensors().append("u", Map.of("x", 1), Map.of("L0", Map.of("activations", of(1)))))
                .isZero();
        assertThat(tensors()
                        .append(
                                "u",
                                Map.of("x", 2, "batch_index", 99),
                                Map.of("L0", Map.of("activations", of(2)), "L1", Map.of("n", of(7)))))
                .isEqualTo(1);
        assertThat(experiment.tensors().append("u", Map.of(), Map.of())).isEqualTo(2);
        List<LayerTensors> entries = tensors().entries("u").toList();
        assertThat(entries).extracting(LayerTensors::index).containsExactly(0L, 1L, 2L);
        assertThat(entries.get(1).metadata()).isEqualTo(Attributes.of(Map.of("x", 2, "batch_index", 99)));
        assertThat(entries.get(1).tensors().get("L1")).isEqualTo(Map.of("n", of(7)));
        assertThat(entries.get(2).tensors()).isEmpty();
        assertThat(tensors().batches("u")).isEmpty();
    }

    @Test
    void twoWhoAppendAtOnceGetDifferentNumbers() {
        List<TensorStore> writers = List.of(experiment.tensors(), experiment.tensors(), experiment.tensors());
        List<Long> numbers = IntStream.range(0, 3)
                .parallel()
                .mapToObj(writer -> LongStream.range(0, 15)
                        .map(i -> writers.get(writer)
                                .append("u", Map.of("writer", writer, "i", i), Map.of("L", Map.of("k", of((double)
                                        i)))))
                        .boxed()
                        .toList())
                .flatMap(List::stream)
                .toList();
        assertThat(numbers).hasSize(45).doesNotHaveDuplicates();
        assertThat(tensors().entries("u").map(LayerTensors::index)).hasSameElementsAs(numbers);
    }

    @Test
    void metadataOfARunIsReplacedAsAWhole() {
        assertThat(tensors().putRunMetadata("r", Map.of("z", "\u017c\u00f3", "n", List.of(1, 2))))
                .isEqualTo("runs/r/meta.json");
        tensors().putRunMetadata("r", Map.of("a", Double.POSITIVE_INFINITY));
        assertThat(tensors().runMetadata("r")).isEqualTo(Attributes.of(Map.of("a", Double.POSITIVE_INFINITY)));
        assertThatIllegalArgumentException().isThrownBy(() -> tensors().putRunMetadata("r", Map.of("t", new Thread())));
        assertThat(tensors().runMetadata("r").size()).isEqualTo(1);
        tensors().putBatch("r", 0, List.of());
        assertThat(tensors().runMetadata("r").size()).isEqualTo(1);
    }

    @Test
    void aDeletedRunLeavesNothingToTheNextOfItsName() {
        tensors().putRunMetadata("r", Map.of("a", 1));
        tensors().putBatch("r", 0, List.of(of(1)));
        tensors().putLayers("r", 1, Map.of(), Map.of("L", Map.of("k", of(1))));
        tensors().append("r", Map.of(), Map.of());
        tensors().putBatch("other", 0, List.of());
        assertThat(tensors().runs()).containsExactly("other", "r");
        assertThat(tensors().deleteRun("r")).isTrue();
        assertThat(tensors().runs()).containsExactly("other");
        assertThat(tensors().exists("r")).isFalse();
        assertThat(tensors().batches("r")).isEmpty();
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> tensors().getBatch("r", 0));
        assertThat(experiment.tensors().append("r", Map.of(), Map.of())).isZero();
        assertThat(tensors().batches("r")).isEmpty();
        assertThat(tensors().runMetadata("r").isEmpty()).isTrue();
    }

    @Test
    void aBatchIsDeletedInBothForms() {
        tensors().putBatch("r", 0, List.of(of(1)));
        tensors().putLayers("r", 0, Map.of(), Map.of("L", Map.of("k", of(1))));
        tensors().putBatch("r", 1, List.of(of(1)));
        assertThat(tensors().deleteBatch("r", 0)).isTrue();
        assertThat(tensors().deleteBatch("r", 0)).isFalse();
        assertThat(tensors().batches("r")).containsExactly(1L);
        tensors().putBatch("r", 0, List.of());
        assertThat(tensors().batches("r")).containsExactly(0L, 1L);
    }

    @Test
    void namesAndShapesAreToldWithoutReading() {
        tensors().putLayers("r", 0, Map.of(), Map.of("L", Map.of("k", Tensor.of(new float[6], 2, 3))));
        assertThat(tensors().describe("r", 0))
                .containsExactly(new TensorDescription("L", "k", DType.F32, List.of(2L, 3L)));
        assertThat(tensors().describe("r", 1)).isEmpty();
    }

    @Test
    void oneLayerIsStreamedInBlocksOfRows() {
        double[] values = IntStream.range(0, 2 * 3 * 4).mapToDouble(i -> i).toArray();
        tensors().putLayers("r", 0, Map.of(), Map.of("L", Map.of("a", Tensor.of(values, 2, 3, 4))));
        tensors().putLayers("r", 1, Map.of(), Map.of("OTHER", Map.of("a", of(99))));
        tensors().putLayers("r", 2, Map.of(), Map.of("L", Map.of("a", of(7, 8, 9, 10))));
        tensors().putBatch("r", 3, Map.of("a", of(1, 2, 3, 4)));
        List<RowBlock> blocks = tensors().rows("r", "L", "a", 4).toList();
        assertThat(blocks).extracting(RowBlock::batch).containsExactly(0L, 0L, 2L);
        assertThat(blocks).extracting(RowBlock::firstRow).containsExactly(0L, 4L, 0L);
        assertThat(blocks)
                .extracting(block -> block.rows().shape())
                .containsExactly(List.of(4L, 4L), List.of(2L, 4L), List.of(1L, 4L));
        List<Double> all = new ArrayList<>();
        blocks.stream().limit(2).forEach(block -> {
            for (double value : block.rows().doubles()) {
                all.add(value);
            }
        });
        assertThat(all)
                .containsExactlyElementsOf(
                        IntStream.range(0, 24).mapToObj(i -> (double) i).toList());
        assertThatIllegalArgumentException().isThrownBy(() -> tensors().rows("r", "L", "a", 0));
    }

    @Test
    void keysResolve() {
        TensorStore store = tensors();
        String odd = "a/b ../\u2603";
        assertThat(store.get(store.putRunMetadata(odd, Map.of("m", 1)))).isEqualTo(Attributes.of(Map.of("m", 1)));
        assertThat(((TensorBatch) store.get(store.putBatch(odd, 1234567, List.of(of(1))))).list())
                .containsExactly(of(1));
        String layers = store.putLayers(odd, 2, Map.of(), Map.of("L/1", Map.of("k%", of(5))));
        assertThat(((LayerTensors) store.get(layers)).tensors()).isEqualTo(Map.of("L/1", Map.of("k%", of(5))));
        assertThat(store.get(layers + "/L%2F1/k%25.safetensors")).isEqualTo(of(5));
        assertThat(store.get(store.putTensor("models/net/w", of(3)))).isEqualTo(of(3));
        assertThat(store.withPrefixes(new TensorPrefixes("r", "d", "m")).putRunMetadata("x", Map.of()))
                .isEqualTo("r/x/meta.json");
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> store.get("runs/x/nothing"));
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> store.getTensor("models/none"));
    }

    @Test
    void badNamesAndNumbersAreRefusedBeforeAnythingIsWritten() {
        for (String bad : List.of("", "  ", "a\0", "a\nb")) {
            assertThatIllegalArgumentException().isThrownBy(() -> tensors().putBatch(bad, 0, List.of()));
            assertThatIllegalArgumentException().isThrownBy(() -> tensors().putRunMetadata(bad, Map.of()));
            assertThatIllegalArgumentException().isThrownBy(() -> tensors().append(bad, Map.of(), Map.of()));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> tensors().putLayers("r", 0, Map.of(), Map.of(bad, Map.of("k", of(1)))));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> tensors().putLayers("r", 0, Map.of(), Map.of("L", Map.of(bad, of(1)))));
            assertThatIllegalArgumentException().isThrownBy(() -> tensors().getTensor("r", 0, bad, "k"));
        }
        for (String bad : List.of("../x", "/x", "a//b", "a/./b", "a\\b")) {
            assertThatIllegalArgumentException().isThrownBy(() -> tensors().putTensor(bad, of(1)));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> tensors().putBatch("r", -1, List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> tensors().putLayers("r", -1, Map.of(), Map.of()));
        assertThat(tensors().runs()).isEmpty();
    }
}
