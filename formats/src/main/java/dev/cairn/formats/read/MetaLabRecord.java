package dev.cairn.formats.read;

import dev.cairn.model.Attributes;
import dev.cairn.workspace.Provenance;
import dev.cairn.workspace.RunError;
import dev.cairn.workspace.RunExport;
import dev.cairn.workspace.RunStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The record of a run as metalab writes it, turned into one of this project. */
final class MetaLabRecord {
    private static final Set<String> KNOWN = Set.of(
            "run_id",
            "experiment_id",
            "status",
            "started_at",
            "finished_at",
            "metrics",
            "provenance",
            "error",
            "params_resolved",
            "tags",
            "warnings",
            "notes",
            "artifacts");

    private final MetaLabStore store;
    private final Path file;
    private final Map<String, @Nullable Object> json;
    private final List<String> lost = new ArrayList<>();

    MetaLabRecord(MetaLabStore store, Path file) {
        this.store = store;
        this.file = store.folder().inside(file);
        this.json = ForeignJson.object(file);
    }

    String id() {
        String id = text("run_id");
        return id == null ? Origin.stem(file) : id;
    }

    String experiment() {
        String experiment = text("experiment_id");
        if (experiment == null) {
            throw new IllegalArgumentException("the record names no experiment_id");
        }
        return experiment;
    }

    /** What the record says of artifacts. */
    List<?> artifacts() {
        return json.get("artifacts") instanceof List<?> list ? list : List.of();
    }

    /** What of the record has no place; complete once {@link #export} was called. */
    List<String> lost() {
        return lost;
    }

    /**
     * The record of this run.
     *
     * @param imported what is kept of where it came from
     */
    RunExport export(Map<String, ?> imported) {
        lost.clear();
        if (!id().equals(Origin.stem(file))) {
            lost.add("the name of the file " + file.getFileName() + ", which says another id");
        }
        RunStatus status = status();
        Instant started = started();
        return new RunExport(
                RunExport.FORMAT,
                id(),
                null,
                status,
                1,
                started,
                status == RunStatus.STALE ? null : finished(started),
                status == RunStatus.FAILED ? error() : null,
                Attributes.of(ForeignJson.named(json.get("params_resolved"))),
                null,
                Attributes.empty(),
                null,
                List.of(),
                metrics(),
                derived(),
                Attributes.empty(),
                texts("tags").stream().distinct().toList(),
                notes(),
                texts("warnings"),
                provenance(imported),
                List.of(),
                List.of());
    }

    private RunStatus status() {
        String status = text("status");
        return switch (String.valueOf(status)) {
            case "success" -> RunStatus.COMPLETED;
            case "failed" -> RunStatus.FAILED;
            case "cancelled" -> RunStatus.CANCELLED;
            case "running" -> RunStatus.STALE;
            default -> throw new IllegalArgumentException("the status " + status + " is not known");
        };
    }

    private Instant started() {
        String started = text("started_at");
        if (started != null) {
            if (!zoned(started)) {
                lost.add("the time zone of started_at and finished_at, which are taken as of " + store.zone());
            }
            return store.time(started);
        }
        lost.add("when it began; the file is of then");
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (IOException e) {
            throw BadFile.unreadable(file, e);
        }
    }

    private static boolean zoned(String time) {
        return time.endsWith("Z") || time.lastIndexOf('+') > 0 || time.lastIndexOf('-') > time.indexOf('T');
    }

    private Instant finished(Instant started) {
        String finished = text("finished_at");
        if (finished != null) {
            return store.time(finished);
        }
        lost.add("when it ended; that follows from how long it took");
        return json.get("duration_ms") instanceof Number took
                ? started.plus(Duration.ofMillis(took.longValue()))
                : started;
    }

    private RunError error() {
        Map<String, @Nullable Object> error = ForeignJson.named(json.get("error"));
        if (error.isEmpty()) {
            lost.add("why it failed");
        }
        String type = error.get("type") instanceof String name && !name.isBlank() ? name : "unknown";
        return new RunError(type, optional(error.get("message")), optional(error.get("traceback")));
    }

    private static @Nullable String optional(@Nullable Object value) {
        return value == null ? null : written(value);
    }

    private static String written(@Nullable Object value) {
        return value instanceof String text ? text : ForeignJson.text(value);
    }

    private Attributes metrics() {
        return scalars("metric", ForeignJson.named(json.get("metrics")));
    }

    private @Nullable Attributes derived() {
        Path derived = store.derived(Origin.stem(file));
        return Files.exists(derived)
                ? scalars("derived metric", ForeignJson.object(store.folder().inside(derived)))
                : null;
    }

    /** A metric is a number, a truth value or a text; anything else is kept as its JSON. */
    private Attributes scalars(String what, Map<String, @Nullable Object> given) {
        Map<String, @Nullable Object> scalars = new LinkedHashMap<>();
        given.forEach((name, value) -> {
            boolean scalar = value instanceof Number || value instanceof Boolean || value instanceof String;
            if (!scalar) {
                lost.add("that the " + what + " " + name + " is no number: it is kept as a text of JSON");
            }
            scalars.put(name, scalar ? value : ForeignJson.text(value));
        });
        return Attributes.of(scalars);
    }

    private List<String> texts(String name) {
        return json.get(name) instanceof List<?> list
                ? list.stream().map(MetaLabRecord::written).toList()
                : List.of();
    }

    private List<String> notes() {
        Object notes = json.get("notes");
        return notes == null ? List.of() : List.of(written(notes));
    }

    private Provenance provenance(Map<String, ?> imported) {
        Map<String, @Nullable Object> given = ForeignJson.named(json.get("provenance"));
        Attributes versions = Attributes.empty();
        for (String software : List.of("python", "metalab")) {
            if (given.remove(software + "_version") instanceof String version) {
                versions = versions.with(software, version);
            }
        }
        String code = optional(given.remove("code_hash"));
        String host = optional(given.remove("host"));
        Map<String, @Nullable Object> rest = new LinkedHashMap<>(json);
        rest.keySet().removeAll(KNOWN);
        rest.put("provenance", given);
        return new Provenance(code, host, versions, Attributes.of(Map.of("imported", imported, "metalab", rest)));
    }

    private @Nullable String text(String name) {
        return json.get(name) instanceof String text ? text : null;
    }
}
