package dev.cairn.it;

import dev.cairn.config.ConfigKey;
import dev.cairn.config.StorageConfig;
import dev.cairn.config.StorageUri;
import dev.cairn.spi.BackendFactory;
import dev.cairn.spi.StorageBackend;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A backend such as a user writes one: {@code myscheme://host/bucket}; keeps everything in memory. */
public final class BucketBackendFactory implements BackendFactory {
    @Override
    public String type() {
        return "bucket";
    }

    @Override
    public Set<String> schemes() {
        return Set.of("myscheme");
    }

    @Override
    public List<ConfigKey> keys() {
        return List.of(
                ConfigKey.text("bucket", "The bucket.").asRequired(),
                ConfigKey.text("token", "What opens it.").asSecret());
    }

    @Override
    public StorageConfig configOf(StorageUri uri) {
        Map<String, String> values = new HashMap<>(uri.parameters());
        values.put("bucket", uri.path().replaceFirst("^//", ""));
        return StorageConfig.of(type(), values);
    }

    @Override
    public StorageBackend open(StorageConfig config, Clock clock) {
        return Stores.memory(clock);
    }
}
