package dev.cairn.tensor;

import dev.cairn.CorruptException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the text of an index file says: the shard of each tensor, in the order of the text, and a total size, which may lie. */
final class ShardIndex {
    /** The limit of a header, whose tensors the index names a second time. */
    static final int MAX_BYTES = HeaderEncoder.MAX_BYTES;

    private final JsonInput input;
    private final JsonCursor json;
    private final Map<String, String> shards = new LinkedHashMap<>();
    private @Nullable String totalSize;
    private boolean mapped;

    private ShardIndex(byte[] text) {
        this.input = JsonInput.index(text);
        this.json = new JsonCursor(input);
    }

    /** Reads the index, but no more than a header may have, whatever the file's length. */
    static ShardIndex read(Path path) throws IOException {
        byte[] text;
        try (InputStream in = Files.newInputStream(path)) {
            text = in.readNBytes(MAX_BYTES + 1);
        }
        if (text.length > MAX_BYTES) {
            throw new CorruptException("Not a valid index of shards: it has more than " + MAX_BYTES
                    + " bytes. It is probably a file of another format.");
        }
        return parse(text);
    }

    static ShardIndex parse(byte[] text) {
        ShardIndex index = new ShardIndex(text);
        index.json.object(index::field);
        index.json.end();
        if (!index.mapped) {
            throw index.input.corrupt("the field weight_map is missing");
        }
        return index;
    }

    /** The file name of each tensor's shard by the tensor's name; every file name is one within a folder. */
    Map<String, String> shards() {
        return Collections.unmodifiableMap(shards);
    }

    /** The JSON of the total size as it stands; null if there is none. */
    @Nullable
    String totalSize() {
        return totalSize;
    }

    private void field(String name) {
        switch (name) {
            case "weight_map" -> {
                mapped = true;
                json.object(this::mapping);
            }
            case "metadata" -> metadata();
            default -> json.skip();
        }
    }

    private void metadata() {
        if (!json.takeNull()) {
            json.object(name -> {
                String value = json.raw();
                if (name.equals("total_size")) {
                    totalSize = value;
                }
            });
        }
    }

    private void mapping(String tensor) {
        if (input.peekPastSpace() != '"') {
            throw input.unexpected("a string as the value of " + JsonText.shown(tensor) + " in weight_map");
        }
        String file = json.string();
        if (!isFileName(file)) {
            throw input.corrupt("the shard " + JsonText.shown(file) + " of tensor " + JsonText.shown(tensor)
                    + " is not the name of a file in the folder of the index");
        }
        shards.put(tensor, file);
    }

    /** Refuses what leaves the folder on any system: separators, drives and streams of Windows, the folders of dots. */
    private static boolean isFileName(String name) {
        return !name.isEmpty()
                && !name.equals(".")
                && !name.contains("..")
                && name.chars().noneMatch(c -> c < ' ' || c == '/' || c == '\\' || c == ':');
    }
}
