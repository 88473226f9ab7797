package dev.cairn.template;

import dev.cairn.model.Attributes;
import dev.cairn.spi.Body;
import dev.cairn.spi.Content;
import dev.cairn.spi.Document;
import dev.cairn.spi.Json;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The body of a template's document, and what stands in the file of one that is exported. Its JSON is described in {@code docs/format.md}; a
 * change here is a change of the format.
 *
 * @param given the configuration under {@code config}
 */
record TemplateBody(
        int format,
        String name,
        String category,
        String description,
        List<String> tags,
        Map<String, Double> metrics,
        String notes,
        Instant created,
        Instant modified,
        Attributes given)
        implements Body {
    static final String KIND = "template";
    static final int FORMAT = 1;

    /** Refuses what cannot be a template. */
    TemplateBody {
        if (!given.contains(TemplateSpec.CONFIG)) {
            throw new IllegalArgumentException("The template has no configuration: given.config.");
        }
        new TemplateSpec(name, category, description, tags, metrics, notes, config(given));
        tags = List.copyOf(tags);
        metrics = Collections.unmodifiableMap(new TreeMap<>(metrics));
    }

    static TemplateBody of(Template template) {
        TemplateSpec spec = template.spec();
        return new TemplateBody(
                FORMAT,
                spec.name(),
                spec.category(),
                spec.description(),
                spec.tags(),
                spec.metrics(),
                spec.notes(),
                template.created(),
                template.modified(),
                Attributes.of(Map.of(TemplateSpec.CONFIG, spec.config())));
    }

    static Template of(Document document) {
        return Body.read(document, TemplateBody.class, FORMAT).template();
    }

    Template template() {
        TemplateSpec spec = new TemplateSpec(name, category, description, tags, metrics, notes, config(given));
        return new Template(spec, created, modified);
    }

    private static Object config(Attributes given) {
        Object config = given.get(TemplateSpec.CONFIG);
        return config == null ? Map.of() : config;
    }

    Content content() {
        return Content.of(Json.write(this));
    }
}
