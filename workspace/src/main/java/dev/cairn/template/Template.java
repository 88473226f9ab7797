package dev.cairn.template;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A template as it is kept. Immutable.
 *
 * @param spec what it was given
 * @param created when it was saved first
 * @param modified when it was saved last
 */
public record Template(TemplateSpec spec, Instant created, Instant modified) {
    /** By which it is found. */
    public String name() {
        return spec.name();
    }

    /** What it is kept with. */
    public String category() {
        return spec.category();
    }

    /** For people. */
    public String description() {
        return spec.description();
    }

    /** To find it by. */
    public List<String> tags() {
        return spec.tags();
    }

    /** How good it was, by metric. */
    public Map<String, Double> metrics() {
        return spec.metrics();
    }

    /** For people. */
    public String notes() {
        return spec.notes();
    }

    /** The configuration of a pipeline: a map, a list, a text, a number. */
    public Object config() {
        return spec.config();
    }
}
