package dev.cairn.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The sections of a report and what is written above each. */
final class Sections {
    static final String SUMMARY = "summary";
    static final String COMPARISON = "comparison";
    static final String RESULTS = "results";
    static final String RUNS = "runs";
    static final String PIPELINES = "pipelines";
    static final String FIELDS = "fields";
    static final String FAILURES = "failures";
    static final String PROVENANCE = "provenance";

    /** Ids and headings in the order of the page. */
    static final Map<String, String> NAMES = names();

    private Sections() {}

    private static Map<String, String> names() {
        Map<String, String> names = new LinkedHashMap<>();
        names.put(SUMMARY, "Summary");
        names.put(COMPARISON, "Comparison");
        names.put(RESULTS, "Results");
        names.put(RUNS, "Runs");
        names.put(PIPELINES, "Pipelines");
        names.put(FIELDS, "Fields");
        names.put(FAILURES, "Failures");
        names.put(PROVENANCE, "Provenance");
        return Collections.unmodifiableMap(names);
    }

    /** Begins a section with its heading. */
    static Html open(Html html, String id) {
        return html.element("h2", String.valueOf(NAMES.get(id)), "id", id);
    }

    /** Says how many rows are left out, if any are. */
    static void tellOfRest(Html html, int shown, long all, String things) {
        if (all > shown) {
            html.element("p", "The first " + shown + " of " + all + " " + things + ".", "class", "note");
        }
    }
}
