package dev.cairn.tensor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the JSON of a header into tensors, in the order of the JSON, and metadata. Each tensor agrees with itself. */
final class HeaderParser {
    private final JsonInput input;
    private final JsonCursor json;
    private final List<TensorInfo> tensors = new ArrayList<>();
    private final Map<String, String> metadata = new LinkedHashMap<>();

    HeaderParser(byte[] bytes) {
        this.input = JsonInput.header(bytes);
        this.json = new JsonCursor(input);
    }

    void parse() {
        json.object(this::entry);
        json.end();
    }

    List<TensorInfo> tensors() {
        return tensors;
    }

    Map<String, String> metadata() {
        return metadata;
    }

    private void entry(String name) {
        if (!name.equals(TensorInfo.RESERVED_NAME)) {
            input.within(name);
            tensors.add(new TensorEntry(input, json).read(name));
            input.within(null);
        } else if (!json.takeNull()) {
            json.object(this::metadataField);
        }
    }

    private void metadataField(String key) {
        if (input.peekPastSpace() != '"') {
            throw input.unexpected("a string as the value of " + JsonText.shown(key) + " in __metadata__");
        }
        metadata.put(key, json.string());
    }
}
