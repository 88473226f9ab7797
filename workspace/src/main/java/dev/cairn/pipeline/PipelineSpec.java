package dev.cairn.pipeline;

import dev.cairn.model.Attributes;
import dev.cairn.spi.Names;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a pipeline is given when it begins. Immutable.
 *
 * @param name for people; need not be unique: {@code 0001_pls_abc123}
 * @param config the configuration with everything resolved: a map, a list, a text, a number
 * @param choices which alternatives of a generator led to it
 * @param dataset the name of what it works on
 * @param datasetHash the digest of that; null if it is not known
 */
public record PipelineSpec(
        String name,
        Object config,
        List<?> choices,
        String dataset,
        @Nullable String datasetHash) {
    public PipelineSpec {
        Names.check("name of a pipeline", name);
        Names.check("name of a dataset", dataset);
        Attributes given = given(Names.given("configuration", config), choices);
        config = given.asMap().getOrDefault(CONFIG, Map.of());
        choices = (List<?>) given.asMap().getOrDefault(CHOICES, List.of());
    }

    static final String CONFIG = "config";
    static final String CHOICES = "choices";

    /** A pipeline on a dataset. */
    public static PipelineSpec of(String name, Object config, String dataset) {
        return new PipelineSpec(name, config, List.of(), dataset, null);
    }

    /** The same with what a generator chose. */
    public PipelineSpec choices(List<?> newChoices) {
        return new PipelineSpec(name, config, newChoices, dataset, datasetHash);
    }

    /** The same with the digest of the dataset. */
    public PipelineSpec datasetHash(String hash) {
        return new PipelineSpec(name, config, choices, dataset, Names.check("digest of a dataset", hash));
    }

    Attributes given() {
        return given(config, choices);
    }

    private static Attributes given(Object config, List<?> choices) {
        return Attributes.of(Map.of(CONFIG, config, CHOICES, choices));
    }
}
