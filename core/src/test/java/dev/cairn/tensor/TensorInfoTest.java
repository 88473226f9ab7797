package dev.cairn.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class TensorInfoTest {

    @Test
    void countsElementsAndBytes() {
        TensorInfo matrix = new TensorInfo("m", DType.F32, List.of(2L, 3L), 8, 32);
        assertThat(matrix.elementCount()).isEqualTo(6);
        assertThat(matrix.byteSize()).isEqualTo(24);
    }

    @Test
    void countsOneElementInAScalarAndNoneWhereADimensionIsZero() {
        assertThat(new TensorInfo("s", DType.F32, List.of(), 0, 4).elementCount())
                .isEqualTo(1);
        assertThat(new TensorInfo("e", DType.F32, List.of(3L, 0L), 4, 4).elementCount())
                .isZero();
    }

    @Test
    void keepsItsShapeWhenTheGivenListChanges() {
        List<Long> shape = new ArrayList<>(List.of(2L));
        TensorInfo tensor = new TensorInfo("t", DType.U8, shape, 0, 2);
        shape.set(0, 7L);
        assertThat(tensor.shape()).containsExactly(2L);
    }

    @Test
    void refusesARangeThatDoesNotFitShapeAndType() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TensorInfo("t", DType.F32, List.of(3L), 0, 8))
                .withMessage("the data_offsets [0,8] hold 8 bytes, but F32 of shape [3] needs 12");
    }

    @Test
    void refusesARangeThatIsNone() {
        assertThatIllegalArgumentException().isThrownBy(() -> new TensorInfo("t", DType.F32, List.of(), 8, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new TensorInfo("t", DType.F32, List.of(), -4, 0));
    }

    @Test
    void refusesNamesThatNoFileCanHold() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TensorInfo("__metadata__", DType.U8, List.of(), 0, 1))
                .withMessageContaining("reserved");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TensorInfo("a\ud800", DType.U8, List.of(), 0, 1))
                .withMessageContaining("lone surrogate");
    }

    @Test
    void cutsLongShapesInMessages() {
        List<Long> shape = Collections.nCopies(1000, 1L);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TensorInfo("t", DType.U8, shape, 0, 2))
                .withMessageContaining("(1000 dimensions)")
                .withMessageMatching(".{1,200}");
    }
}
