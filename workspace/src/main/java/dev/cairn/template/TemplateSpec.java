package dev.cairn.template;

import dev.cairn.model.Attributes;
import dev.cairn.pipeline.PipelineRecord;
import dev.cairn.spi.Names;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What a template is given when it is saved. Immutable.
 *
 * @param name by which it is found; kept in lower case, spaces as {@code _}, of other signs only {@code _}, {@code -} and {@code .}
 * @param category what it is kept with: lower-case letters from a to z, digits, {@code _}, {@code -} and {@code .}
 * @param description for people
 * @param tags to find it by
 * @param metrics how good it was, by metric
 * @param notes for people
 * @param config the configuration of a pipeline: a map, a list, a text, a number
 */
public record TemplateSpec(
        String name,
        String category,
        String description,
        List<String> tags,
        Map<String, Double> metrics,
        String notes,
        Object config) {
    /** The category of a template that is given none. */
    public static final String GENERAL = "general";

    static final String CONFIG = "config";

    public TemplateSpec {
        name = TemplateNames.name(name);
        category = TemplateNames.category(category);
        Names.given("description", description);
        Names.given("notes", notes);
        tags = List.copyOf(tags);
        tags.forEach(tag -> Names.check("tag", tag));
        metrics.forEach((metric, value) -> Names.given("value of " + Names.check("metric", metric), value));
        metrics = Collections.unmodifiableMap(new TreeMap<>(metrics));
        config = Objects.requireNonNull(Attributes.of(Map.of(CONFIG, Names.given("configuration", config)))
                .get(CONFIG));
    }

    /** A template of the category {@value #GENERAL}, to which the rest is added. */
    public static TemplateSpec of(String name, Object config) {
        return new TemplateSpec(name, GENERAL, "", List.of(), Map.of(), "", config);
    }

    /** The configuration of a pipeline, and its best scores as {@code val.rmse} and {@code test.rmse}, if its metric is {@code rmse}. */
    public static TemplateSpec of(String name, PipelineRecord pipeline) {
        Map<String, Double> metrics = new TreeMap<>();
        Double val = pipeline.bestVal();
        if (val != null) {
            metrics.put("val." + pipeline.metric(), val);
        }
        Double test = pipeline.bestTest();
        if (test != null) {
            metrics.put("test." + pipeline.metric(), test);
        }
        return of(name, pipeline.config()).metrics(metrics);
    }

    /** The same in another category. */
    public TemplateSpec category(String newCategory) {
        return new TemplateSpec(name, newCategory, description, tags, metrics, notes, config);
    }

    /** The same with a description. */
    public TemplateSpec description(String newDescription) {
        return new TemplateSpec(name, category, newDescription, tags, metrics, notes, config);
    }

    /** The same with these tags. */
    public TemplateSpec tags(String... newTags) {
        return new TemplateSpec(name, category, description, List.of(newTags), metrics, notes, config);
    }

    /** The same with these metrics. */
    public TemplateSpec metrics(Map<String, Double> newMetrics) {
        return new TemplateSpec(name, category, description, tags, newMetrics, notes, config);
    }

    /** The same with notes. */
    public TemplateSpec notes(String newNotes) {
        return new TemplateSpec(name, category, description, tags, metrics, newNotes, config);
    }
}
