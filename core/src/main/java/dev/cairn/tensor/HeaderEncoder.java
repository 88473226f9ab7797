package dev.cairn.tensor;

import dev.cairn.TooLargeException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Writes a header byte for byte as the reference does: compact JSON, metadata first, padded with spaces. */
final class HeaderEncoder {
    /** The largest length of the JSON, with its padding, that the format allows. */
    static final int MAX_BYTES = 100_000_000;

    private static final int ALIGNMENT = 8;

    private final StringBuilder json = new StringBuilder();

    private HeaderEncoder() {}

    /** The length and the JSON. */
    static byte[] encode(Map<String, String> metadata, List<TensorInfo> tensors) {
        HeaderEncoder encoder = new HeaderEncoder();
        encoder.header(metadata, tensors);
        return encoder.bytes();
    }

    private void header(Map<String, String> metadata, List<TensorInfo> tensors) {
        json.append('{');
        if (!metadata.isEmpty()) {
            metadata(metadata);
        }
        for (TensorInfo tensor : tensors) {
            tensor(tensor);
        }
        closeObject();
    }

    private void metadata(Map<String, String> metadata) {
        json.append('"').append(TensorInfo.RESERVED_NAME).append("\":{");
        metadata.forEach((key, value) -> {
            text(key);
            json.append(':');
            text(value);
            json.append(',');
        });
        closeObject();
        json.append(',');
    }

    private void tensor(TensorInfo tensor) {
        text(tensor.name());
        json.append(":{\"dtype\":\"").append(tensor.dtype()).append("\",\"shape\":[");
        String separator = "";
        for (long dimension : tensor.shape()) {
            json.append(separator).append(dimension);
            separator = ",";
        }
        json.append("],\"data_offsets\":[").append(tensor.begin()).append(',').append(tensor.end());
        json.append("]},");
    }

    /** Ends an object, in place of the comma after its last member. */
    private void closeObject() {
        int last = json.length() - 1;
        if (json.charAt(last) == ',') {
            json.setLength(last);
        }
        json.append('}');
    }

    /** A character takes at least one byte, so what is too long can be refused before it is copied. */
    private void text(String text) {
        requireRoom((long) json.length() + text.length());
        JsonText.appendQuoted(json, text);
    }

    private byte[] bytes() {
        byte[] text = json.toString().getBytes(StandardCharsets.UTF_8);
        int padding = -text.length & (ALIGNMENT - 1);
        int length = text.length + padding;
        requireRoom(length);
        ByteBuffer header =
                ByteBuffer.allocate(HeaderReader.LENGTH_BYTES + length).order(ByteOrder.LITTLE_ENDIAN);
        header.putLong(length).put(text).put(" ".repeat(padding).getBytes(StandardCharsets.US_ASCII));
        return header.array();
    }

    private static void requireRoom(long bytes) {
        if (bytes > MAX_BYTES) {
            throw new TooLargeException("The safetensors header takes more than " + MAX_BYTES
                    + " bytes, the limit of the format. Use fewer tensors or less metadata in one file.");
        }
    }
}
