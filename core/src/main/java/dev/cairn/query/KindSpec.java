package dev.cairn.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.cairn.spi.DocumentKey;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Which fields of the documents of one kind are indexed. Queries on others are answered too, by reading the documents.
 *
 * <p>Each is a {@link FieldPath}, or one with {@code .*} behind it, which means whatever is below, or {@code *}, which means everything. {@code created} is always one
 * of them. Immutable; equal where the fields are, whatever their order.
 *
 * @param kind the kind of document
 * @param paths the indexed fields, sorted
 * @param times those whose texts are times, as {@link java.time.Instant#parse} reads them, and are compared as such; a text
 *     there that is no time stays a text
 */
public record KindSpec(String kind, List<String> paths, List<String> times) {
    /** Behind a path: all that is below. */
    public static final String BELOW = ".*";

    /** All that a document holds. */
    public static final String ALL = "*";

    /** The fields of results that are indexed. */
    public static final KindSpec RESULT = new KindSpec(
            "result",
            List.of(
                    "created",
                    "updated",
                    "lineage",
                    "metadata.*",
                    "problem.name",
                    "problem.suite",
                    "rows",
                    "run.evaluations",
                    "run.finished",
                    "run.started",
                    "run.termination",
                    "saved.*",
                    "solver.name",
                    "solver.parameters.*",
                    "solver.seed",
                    "solver.version",
                    "tags"),
            List.of("run.finished", "run.started"));

    private static final ObjectMapper JSON = JsonMapper.builder().build();

    public KindSpec {
        DocumentKey.checkKind(kind);
        paths = sorted(Stream.concat(Stream.of("created"), paths.stream()));
        times = sorted(times.stream());
        for (String time : times) {
            if (time.endsWith(BELOW)) {
                throw new IllegalArgumentException("Whether '" + time + "' are times is said of each alone.");
            }
        }
    }

    /** The fields of {@code kind} that are indexed, none of which is a time. */
    public static KindSpec of(String kind, Collection<String> paths) {
        return new KindSpec(kind, List.copyOf(paths), List.of());
    }

    /** All fields of {@code kind}, none of which is a time. */
    public static KindSpec everything(String kind) {
        return of(kind, List.of(ALL));
    }

    /** What both index. */
    public KindSpec and(KindSpec other) {
        return new KindSpec(
                kind,
                Stream.concat(paths.stream(), other.paths.stream()).toList(),
                Stream.concat(times.stream(), other.times.stream()).toList());
    }

    /** Those of its paths that the store knows and no body holds. */
    public List<String> envelope() {
        return paths.stream().filter(FieldPath.ENVELOPE::contains).toList();
    }

    /** Whether {@code path} is one of the fields, by its own name or as one below another. */
    public boolean covers(FieldPath path) {
        if (paths.contains(path.toString()) || (!path.ofEnvelope() && paths.contains(ALL))) {
            return true;
        }
        List<String> names = path.names();
        return IntStream.range(1, names.size())
                .mapToObj(length -> FieldPath.ofBody(names.subList(0, length)) + BELOW)
                .anyMatch(paths::contains);
    }

    /** The same for other fields: to read them as the index does. */
    public KindSpec withPaths(Collection<String> others) {
        return new KindSpec(kind, List.copyOf(others), times);
    }

    /** The fields as a JSON object. */
    public String toJson() {
        try {
            return JSON.writeValueAsString(new Stored(paths, times));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Texts cannot be written as JSON.", e);
        }
    }

    /**
     * The spec of {@code kind} whose fields are those of {@code json}.
     *
     * @throws IllegalArgumentException if {@link #toJson} never wrote that
     */
    public static KindSpec ofJson(String kind, String json) {
        try {
            Stored stored = JSON.readValue(json, Stored.class);
            return new KindSpec(kind, stored.paths(), stored.times());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("This is no list of indexed fields: " + json, e);
        }
    }

    private record Stored(List<String> paths, List<String> times) {
        Stored {
            paths = List.copyOf(paths);
            times = List.copyOf(times);
        }
    }

    private static List<String> sorted(Stream<String> paths) {
        return List.copyOf(new TreeSet<>(paths.map(KindSpec::canonical).toList()));
    }

    private static String canonical(String pattern) {
        if (pattern.equals(ALL)) {
            return ALL;
        }
        if (!pattern.endsWith(BELOW)) {
            return FieldPath.parse(pattern).toString();
        }
        FieldPath above = FieldPath.parse(pattern.substring(0, pattern.length() - BELOW.length()));
        if (above.ofEnvelope()) {
            throw new IllegalArgumentException(
                    "There is nothing below '" + above + "', so '" + pattern + "' is no field.");
        }
        return above + BELOW;
    }
}
