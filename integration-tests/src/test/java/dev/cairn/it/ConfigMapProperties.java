package dev.cairn.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.StorageManagers;
import dev.cairn.config.StorageConfig;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a configuration holds, its map and its URI mean the same. */
class ConfigMapProperties {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Occurs in no other value that is generated. */
    private static final String SECRET = "\u2620";

    @Property(tries = 100)
    void aMapWithSecretsIsTheConfiguration(@ForAll("configs") StorageConfig config) throws JsonProcessingException {
        StorageConfig resolved = config.resolved();
        String text = JSON.writeValueAsString(config.toMapWithSecrets());

        assertThat(StorageConfig.fromMap(JSON.readerForMapOf(Object.class).readValue(text)))
                .isEqualTo(resolved)
                .hasSameHashCodeAs(resolved);
        assertThat(resolved.resolved()).isEqualTo(resolved);
    }

    @Property(tries = 100)
    void aMapWithoutSecretsHasAllElse(@ForAll("configs") StorageConfig config) {
        StorageConfig shown = StorageConfig.fromMap(config.toMap());

        assertThat(config.toMap().toString()).doesNotContain(SECRET);
        assertThat(shown.toMapWithSecrets()).isEqualTo(shown.toMap()).isEqualTo(config.toMap());
        Map<String, Object> all = new HashMap<>(config.toMapWithSecrets());
        all.keySet().removeAll(List.of("password", "secondary_config"));
        Map<String, Object> left = new HashMap<>(config.toMap());
        left.remove("secondary_config");
        assertThat(left).isEqualTo(all);
    }

    @Property(tries = 100)
    void aUriOfTheSameIsEqual(@ForAll("backends") StorageConfig first, @ForAll("backends") StorageConfig second) {
        StorageConfig twoTiers =
                first.with(Map.of("secondary_type", second.type(), "secondary_config", second.values()));

        String uri = uri(first);
        String both = uri + (uri.contains("?") ? "&" : "?") + "secondary=" + encoded(uri(second));
        assertThat(StorageManagers.parse(both)).isEqualTo(twoTiers.resolved());
    }

    /** The URI that a person would write of {@code config}. */
    private static String uri(StorageConfig config) {
        Map<String, Object> rest = new HashMap<>(config.values());
        String place = switch (config.type()) {
            case "memory" -> "memory:";
            case "filesystem" -> "file://" + encoded(rest.remove("base_path")).replace("%2F", "/");
            default -> String.valueOf(rest.remove("connection_string"));
        };
        StringBuilder uri = new StringBuilder(place);
        rest.forEach((key, value) -> uri.append(uri.indexOf("?") < 0 ? '?' : '&')
                .append(key)
                .append('=')
                .append(encoded(value)));
        return uri.toString();
    }

    private static String encoded(Object value) {
        return URLEncoder.encode(String.valueOf(value), StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Provide
    Arbitrary<StorageConfig> configs() {
        Arbitrary<Map<String, Object>> manager = keys(Map.of(
                "use_cache", Arbitraries.of(true, false, "TRUE", "false"),
                "cache_size_mb", Arbitraries.of(1, 100L, "0250"),
                "experiment_id", words(),
                "adopt", Arbitraries.of(true, false),
                "read_only", Arbitraries.of("true", "false")));
        return Combinators.combine(backends(), manager, backends().optional())
                .as((first, own, second) -> second.map(backend -> first.with(
                                Map.of("secondary_type", backend.type(), "secondary_config", backend.values())))
                        .orElse(first)
                        .with(own));
    }

    @Provide
    Arbitrary<StorageConfig> backends() {
        return Arbitraries.oneOf(
                memory(),
                files(),
                database(),
                database()
                        .flatMap(index -> words().map(root -> StorageConfig.of(
                                "indexed",
                                index.with(Map.of("file_root", "/" + root)).values()))));
    }

    private static Arbitrary<StorageConfig> memory() {
        return keys(Map.of(
                        "max_memory_mb", Arbitraries.of(1, 512L, "64"),
                        "eviction", Arbitraries.of("none", "LRU")))
                .map(values -> StorageConfig.of("memory", values));
    }

    private static Arbitrary<StorageConfig> files() {
        Arbitrary<Map<String, Object>> keys = keys(Map.of("durability", Arbitraries.of("force", "None")));
        return Combinators.combine(words(), keys)
                .as((path, values) ->
                        StorageConfig.of("filesystem", values).with(Map.of("base_path", "/x/../" + path)));
    }

    private static Arbitrary<StorageConfig> database() {
        Arbitrary<Map<String, Object>> keys = keys(Map.of(
                "user", words(),
                "password", words().map(word -> word + SECRET),
                "pool_size", Arbitraries.of(1, 8, "20"),
                "connect_timeout_s", Arbitraries.of(10L, 3),
                "notify", Arbitraries.of(true, false)));
        Arbitrary<String> places = Arbitraries.of(
                "h2:/a/../b",
                "h2:mem:x;CACHE_SIZE=9;IFEXISTS=TRUE",
                "jdbc:h2:file:/c",
                "postgresql://h/db",
                "postgres://u@h:5433",
                "postgresql://u:" + encoded("p?&@/" + SECRET) + "@h/db?sslmode=require&ApplicationName=a%20b",
                "jdbc:postgresql://h,i/db?loginTimeout=3&connectTimeout=2");
        return Combinators.combine(places, keys)
                .as((place, values) -> StorageConfig.of("database", values).with(Map.of("connection_string", place)));
    }

    /** Any of these keys, or none. */
    private static Arbitrary<Map<String, Object>> keys(Map<String, Arbitrary<?>> known) {
        return Arbitraries.of(known.keySet()).set().flatMap(chosen -> {
            Arbitrary<Map<String, Object>> values = Arbitraries.just(Map.of());
            for (String key : chosen) {
                values = Combinators.combine(values, known.get(key)).as((all, value) -> {
                    Map<String, Object> more = new HashMap<>(all);
                    more.put(key, value);
                    return more;
                });
            }
            return values;
        });
    }

    /** Texts with all that a URI must encode. */
    private static Arbitrary<String> words() {
        return Arbitraries.strings()
                .withChars("ab1 %&?#=+@:;'\"\u00e4".toCharArray())
                .ofMaxLength(8)
                .map(word -> "w" + word + "z");
    }
}
