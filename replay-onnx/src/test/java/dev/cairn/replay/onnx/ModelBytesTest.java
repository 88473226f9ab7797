package dev.cairn.replay.onnx;

import static ai.onnx.proto.OnnxMl.TensorProto.DataType.FLOAT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataLocation;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import dev.cairn.operator.Transformer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What is no model, and what would read other files. */
class ModelBytesTest {
    @Nested
    class NoModel {
        @Test
        void noBytes() {
            refused(new byte[0]);
        }

        @Test
        void textAndNoise() {
            refused("{\"model\": \"pls\"}".getBytes(StandardCharsets.UTF_8));
            byte[] noise = new byte[4_000];
            new Random(1).nextBytes(noise);
            refused(noise);
        }

        @Test
        void aModelWithoutAGraph() {
            refused(ModelProto.newBuilder().setIrVersion(8).build().toByteArray());
        }

        /** The last bytes name the version of the operators: without them the runtime takes another, or refuses. */
        @Test
        void aModelThatIsCutOffWithinItsGraph() throws IOException {
            byte[] whole = Graphs.plusOne(FLOAT, -1, 2).bytes();
            int endOfGraph = whole.length - 4;
            for (int length = 0; length < endOfGraph; length++) {
                refused(Arrays.copyOf(whole, length));
            }
            try (Transformer plusOne = Reading.transformer(whole)) {
                assertThat(plusOne.transform(new double[][] {{1, 2}})).isDeepEqualTo(new double[][] {{2, 3}});
            }
        }

        @Test
        void aModelOfAnUnknownOperator() {
            byte[] model = new Graphs()
                    .input("x", FLOAT, -1, 2)
                    .node("RunProgram", "y", "x")
                    .output("y", FLOAT, -1, 2)
                    .bytes();
            assertThatIOException()
                    .isThrownBy(() -> Reading.read(model, Map.of()))
                    .withMessageContaining("Cannot read the ONNX model 'test.Model': ONNX Runtime refuses it")
                    .withMessageContaining("RunProgram");
        }

        @Test
        void graphsNestedWithoutEnd() {
            ByteString nested = ByteString.EMPTY;
            for (int level = 0; level < 60; level++) {
                nested = field(1, field(5, field(6, nested)));
            }
            refused(field(7, nested).toByteArray());
        }

        private ByteString field(int number, ByteString content) {
            return UnknownFieldSet.newBuilder()
                    .addField(
                            number,
                            UnknownFieldSet.Field.newBuilder()
                                    .addLengthDelimited(content)
                                    .build())
                    .build()
                    .toByteString();
        }

        private void refused(byte[] bytes) {
            assertThatIOException()
                    .isThrownBy(() -> Reading.read(bytes, Map.of()))
                    .withMessageContaining("Cannot read the ONNX model 'test.Model'")
                    .withMessageContaining("its " + bytes.length + " bytes are no ONNX model");
        }
    }

    @Nested
    class OtherFiles {
        private final TensorProto elsewhere = Graphs.one(FLOAT)
                .clearFloatData()
                .setDataLocation(DataLocation.EXTERNAL)
                .addExternalData(
                        StringStringEntryProto.newBuilder().setKey("location").setValue("pom.xml"))
                .build();

        @Test
        void areRefusedInAConstantOfTheGraph() {
            ModelProto.Builder model = Graphs.plusOne(FLOAT, -1, 2).model();
            model.getGraphBuilder().setInitializer(0, elsewhere);
            refused(model.build());
        }

        /** Each place is tried once: a message that was seen on one path holds its tensors on all. */
        @Test
        void areRefusedWhereverTheSchemaHasATensor() {
            Set<String> places = new HashSet<>();
            Deque<FieldDescriptor> path = new ArrayDeque<>();
            visit(ModelProto.getDescriptor(), path, new HashSet<>(), places);
            assertThat(places)
                    .contains("GraphProto.initializer", "AttributeProto.t", "AttributeProto.tensors")
                    .contains("SparseTensorProto.values", "SparseTensorProto.indices");
        }

        @Test
        void areRefusedByThePlaceAloneAndByTheFileAlone() {
            ModelProto.Builder model = Graphs.plusOne(FLOAT, -1, 2).model();
            model.getGraphBuilder().setInitializer(0, elsewhere.toBuilder().clearExternalData());
            refused(model.build());
            model.getGraphBuilder().setInitializer(0, elsewhere.toBuilder().clearDataLocation());
            refused(model.build());
        }

        @Test
        void areNotMissedWhenTheGraphComesTwice() {
            byte[] first = Graphs.plusOne(FLOAT, -1, 2).bytes();
            ModelProto.Builder second = ModelProto.newBuilder();
            second.getGraphBuilder().addInitializer(elsewhere);
            ByteString both = ByteString.copyFrom(first).concat(second.build().toByteString());
            assertRefused(both.toByteArray());
        }

        @Test
        void aTensorThatSaysThatItIsHereIsRead() throws IOException {
            ModelProto.Builder model = Graphs.plusOne(FLOAT, -1, 2).model();
            model.getGraphBuilder().getInitializerBuilder(0).setDataLocation(DataLocation.DEFAULT);
            try (Transformer plusOne = Reading.transformer(model.build().toByteArray())) {
                assertThat(plusOne.transform(new double[][] {{1, 2}})).isDeepEqualTo(new double[][] {{2, 3}});
            }
        }

        private void visit(
                Descriptor message, Deque<FieldDescriptor> path, Set<FieldDescriptor> seen, Set<String> places) {
            for (FieldDescriptor field : message.getFields()) {
                if (field.getJavaType() != JavaType.MESSAGE || !seen.add(field)) {
                    continue;
                }
                path.push(field);
                if (field.getMessageType().equals(TensorProto.getDescriptor())) {
                    places.add(message.getName() + "." + field.getName());
                    refused(along(path));
                } else {
                    visit(field.getMessageType(), path, seen, places);
                }
                path.pop();
            }
        }

        /** A model with nothing but that tensor at the end of that path, the innermost field first. */
        private Message along(Deque<FieldDescriptor> path) {
            Message inner = elsewhere;
            for (FieldDescriptor field : path) {
                DynamicMessage.Builder outer = DynamicMessage.newBuilder(field.getContainingType());
                inner = field.isRepeated()
                        ? outer.setField(field, Collections.singletonList(inner))
                                .build()
                        : outer.setField(field, inner).build();
            }
            return inner;
        }

        private void refused(Message model) {
            assertRefused(model.toByteArray());
        }

        private void assertRefused(byte[] model) {
            assertThatIOException()
                    .isThrownBy(() -> Reading.read(model, Map.of()))
                    .withMessageContaining("it keeps tensors outside of itself (external data)");
        }
    }
}
