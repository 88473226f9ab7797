package dev.cairn.replay.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the library of the runtime brings along. */
class NativeLibraryTest {
    /** Later versions send events from their first call on, before a program can forbid it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "linux-x64/libonnxruntime.so",
                "linux-aarch64/libonnxruntime.so",
                "osx-aarch64/libonnxruntime.dylib"
            })
    void knowsNoPlaceToReportTo(String library) throws IOException {
        assertThat(text(library)).contains("onnxruntime").doesNotContain(".events.data.microsoft.com");
    }

    private static String text(String library) throws IOException {
        try (InputStream bytes =
                Objects.requireNonNull(OrtEnvironment.class.getResourceAsStream("native/" + library))) {
            return new String(bytes.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
