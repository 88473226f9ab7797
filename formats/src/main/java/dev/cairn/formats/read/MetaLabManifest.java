package dev.cairn.formats.read;

import dev.cairn.workspace.Experiment;
import dev.cairn.workspace.ExperimentManifest;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A manifest of an experiment that metalab keeps: it has one for each time that it was submitted, and so has an experiment here. */
final class MetaLabManifest implements ExperimentPart {
    private final Path file;
    private final String experiment;
    private final ExperimentManifest manifest;

    private MetaLabManifest(Path file, String experiment, ExperimentManifest manifest) {
        this.file = file;
        this.experiment = experiment;
        this.manifest = manifest;
    }

    /** The manifest in a file of {@code experiments}. */
    static MetaLabManifest read(MetaLabStore store, Path file) {
        Map<String, @Nullable Object> json = ForeignJson.object(store.folder().inside(file));
        if (!(json.get("experiment_id") instanceof String experiment)
                || !(json.get("submitted_at") instanceof String submitted)) {
            throw BadFile.whole(file, "it names no experiment_id, or not when it was submitted");
        }
        Map<String, @Nullable Object> metadata = new LinkedHashMap<>(ForeignJson.named(json.get("metadata")));
        if (json.get("context_fingerprint") != null) {
            metadata.putIfAbsent("metalab_context_fingerprint", json.get("context_fingerprint"));
        }
        ExperimentManifest manifest = ExperimentManifest.named(text(json, "name", experiment))
                .tags(
                        json.get("tags") instanceof List<?> tags
                                ? tags.stream().map(String::valueOf).toList()
                                : List.of())
                .operation(ForeignJson.named(json.get("operation")))
                .space(ForeignJson.named(json.get("params")), ForeignJson.named(json.get("seeds")))
                .metadata(metadata)
                .submitted(store.time(submitted));
        if (json.get("version") != null) {
            manifest = manifest.version(text(json, "version", ""));
        }
        if (json.get("description") != null) {
            manifest = manifest.description(text(json, "description", ""));
        }
        if (json.get("run_ids") instanceof List<?> ids) {
            manifest = manifest.runs(ids.stream().map(String::valueOf).toList());
        } else if (json.get("total_runs") instanceof Long total) {
            manifest = manifest.totalRuns(total);
        }
        return new MetaLabManifest(file, experiment, manifest);
    }

    private static String text(Map<String, @Nullable Object> json, String name, String otherwise) {
        Object value = json.get(name);
        return value == null ? otherwise : String.valueOf(value);
    }

    @Override
    public String experiment() {
        return experiment;
    }

    @Override
    public String name() {
        return "manifest/" + Origin.stem(file);
    }

    @Override
    public List<Path> files() {
        return List.of(file);
    }

    @Override
    public long items() {
        return manifest.runIds().size();
    }

    @Override
    public List<String> notCarried() {
        return List.of("the time zone of submitted_at, where it names none");
    }

    /** Manifests have no names: one that is there is the same, and any other stands beside it. */
    @Override
    public Presence presence(Experiment there) {
        return there.manifests().contains(manifest) ? Presence.SAME : Presence.ABSENT;
    }

    @Override
    public void save(Experiment there) {
        there.saveManifest(manifest);
    }
}
