package dev.cairn.chain;

import dev.cairn.NotFoundException;
import dev.cairn.operator.BuiltInOperator;
import dev.cairn.spi.Digest;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Artifacts without a store. */
final class ArtifactsInMemory implements ChainArtifacts {
    private final Map<String, ChainArtifact> described = new HashMap<>();
    private final Map<String, byte[]> content = new LinkedHashMap<>();

    /** Adds an operator, and returns its id. */
    String add(BuiltInOperator operator) {
        return add("cairn", operator.operatorClass(), operator.toBytes());
    }

    String add(String format, String operatorClass, byte[] bytes) {
        String sha256 = Digest.of(bytes).hex();
        String id = sha256 + "." + format;
        described.put(id, new ChainArtifact(id, sha256, bytes.length, format, operatorClass, "operator"));
        content.put(id, bytes);
        return id;
    }

    void remove(String id) {
        content.remove(id);
    }

    void replace(String id, byte[] bytes) {
        content.put(id, bytes);
    }

    @Override
    public ChainArtifact artifact(String id) {
        ChainArtifact artifact = described.get(id);
        if (artifact == null) {
            throw new NotFoundException("There is no artifact '" + id + "'.");
        }
        return artifact;
    }

    @Override
    public InputStream open(String id) {
        byte[] bytes = content.get(id);
        if (bytes == null) {
            throw new NotFoundException("There is no artifact '" + id + "'.");
        }
        return new ByteArrayInputStream(bytes);
    }
}
