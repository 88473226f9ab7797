package dev.cairn.tensor;

import static dev.cairn.tensor.SafetensorsFiles.file;
import static dev.cairn.tensor.SafetensorsFiles.json;
import static dev.cairn.tensor.SafetensorsFiles.source;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RowRangesTest {
    private static final byte[] DATA = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14};

    /** A matrix of 4 rows, a scalar, packed rows of a byte and a half, and a tensor without rows. */
    private static SafetensorsReader reader() throws IOException {
        String header = json("{'m':{'dtype':'U8','shape':[4,1,2],'data_offsets':[0,8]},"
                + "'s':{'dtype':'I8','shape':[],'data_offsets':[8,9]},"
                + "'p':{'dtype':'F4','shape':[4,3],'data_offsets':[9,15]},"
                + "'e':{'dtype':'F64','shape':[0,9223372036854775807,2],'data_offsets':[15,15]},"
                + "'n':{'dtype':'F64','shape':[3,0],'data_offsets':[15,15]}}");
        return SafetensorsReader.open(source(file(header.getBytes(StandardCharsets.UTF_8), DATA)));
    }

    @Test
    void areATensorOfThatManyRows() throws IOException {
        assertThat(reader().readRows("m", 1, 2))
                .isEqualTo(Tensor.of(DType.U8, ByteBuffer.wrap(new byte[] {2, 3, 4, 5}), 2, 1, 2));
        assertThat(reader().readRows("m", 0, 4)).isEqualTo(reader().tensor("m"));
    }

    @Test
    void mayBeEmpty() throws IOException {
        assertThat(reader().readRows("m", 4, 0).shape()).containsExactly(0L, 1L, 2L);
        assertThat(reader().readRows("e", 0, 0).byteSize()).isZero();
        assertThat(reader().readRows("n", 1, 2).shape()).containsExactly(2L, 0L);
    }

    @Test
    void goToATargetFromItsPositionOn() throws IOException {
        ByteBuffer target = ByteBuffer.allocate(6).position(1);
        reader().readRows("m", 3, 1, target);
        assertThat(target.array()).containsExactly(0, 6, 7, 0, 0, 0);
        assertThat(target.position()).isEqualTo(3);
        assertThat(target.limit()).isEqualTo(6);
    }

    @Test
    void areRefusedIfTheTargetIsTooSmallAndLeaveItAlone() throws IOException {
        SafetensorsReader reader = reader();
        ByteBuffer target = ByteBuffer.allocate(3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> reader.readRows("m", 0, 2, target))
                .withMessage("Tensor \"m\": 2 rows take 4 bytes, but the target has room for 3");
        assertThat(target.position()).isZero();
    }

    @Test
    void areRefusedWhereTheyLeaveTheTensor() throws IOException {
        SafetensorsReader reader = reader();
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> reader.readRows("m", 3, 2));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> reader.readRows("m", -1, 1));
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> reader.readRows("m", 1, Long.MAX_VALUE));
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> reader.readRows("m", 0, 5, ByteBuffer.allocate(99)));
    }

    @Test
    void areRefusedOfAScalarAndOfRowsThatShareAByte() throws IOException {
        SafetensorsReader reader = reader();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> reader.readRows("s", 0, 1))
                .withMessage("Tensor \"s\" is a scalar and has no rows");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> reader.readRows("p", 0, 1))
                .withMessageContaining("12 bits");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> reader.readRows("x", 0, 1))
                .withMessage("The file has no tensor \"x\" among its 5");
    }

    @Test
    void haveACountAndASizeInTheHeader() throws IOException {
        TensorInfo info = reader().header().find("m").orElseThrow();
        assertThat(info.rowCount()).isEqualTo(4);
        assertThat(info.rowBytes()).isEqualTo(2);
    }
}
