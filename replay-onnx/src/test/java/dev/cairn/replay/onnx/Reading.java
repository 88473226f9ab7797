package dev.cairn.replay.onnx;

import dev.cairn.model.Attributes;
import dev.cairn.operator.Operator;
import dev.cairn.operator.OperatorFormat;
import dev.cairn.operator.OperatorFormat.Description;
import dev.cairn.operator.Predictor;
import dev.cairn.operator.Transformer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;
import java.util.ServiceLoader;

/** Reads models the way that replaying does: with the format of the name {@code onnx}. */
final class Reading {
    private Reading() {}

    static OperatorFormat format() {
        return ServiceLoader.load(OperatorFormat.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(format -> format.name().equals("onnx"))
                .findFirst()
                .orElseThrow();
    }

    static Operator read(byte[] bytes, Map<String, String> parameters) throws IOException {
        return format().read(new ByteArrayInputStream(bytes), new Description("test.Model", Attributes.of(parameters)));
    }

    static Predictor predictor(byte[] bytes) throws IOException {
        return (Predictor) read(bytes, Map.of());
    }

    static Transformer transformer(byte[] bytes) throws IOException {
        return (Transformer) read(bytes, Map.of());
    }
}
