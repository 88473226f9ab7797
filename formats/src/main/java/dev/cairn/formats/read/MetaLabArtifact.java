package dev.cairn.formats.read;

import dev.cairn.model.Attributes;
import dev.cairn.workspace.RunContents;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An artifact of a run that metalab keeps.
 *
 * @param file where its bytes are
 * @param described all that the manifest says of it
 */
record MetaLabArtifact(String name, Path file, Map<String, @Nullable Object> described) {
    private static final Map<String, String> MEDIA_TYPES = Map.of(
            "json", "application/json",
            "txt", "text/plain",
            "csv", "text/csv",
            "png", "image/png",
            "jpg", "image/jpeg",
            "svg", "image/svg+xml",
            "pdf", "application/pdf",
            "npz", "application/x-npz",
            "npy", "application/x-npy");

    /** The artifacts of a run; what is said of files that are not there is added to {@code lost}, and so are files of which nothing is said. */
    static List<MetaLabArtifact> of(MetaLabStore store, String run, MetaLabRecord record, List<String> lost) {
        Path folder = store.artifacts(run);
        Map<String, Map<String, @Nullable Object>> described = new LinkedHashMap<>();
        record.artifacts().forEach(one -> put(described, one));
        Path manifest = folder.resolve("_manifest.json");
        if (Files.exists(manifest)
                && ForeignJson.object(store.folder().inside(manifest)).get("artifacts") instanceof List<?> list) {
            list.forEach(one -> put(described, one));
        }
        List<Path> unnamed = new ArrayList<>(store.folder().files(folder, ""));
        unnamed.remove(manifest);
        List<MetaLabArtifact> found = new ArrayList<>();
        described.forEach((name, said) -> {
            Path file = file(folder, name, said);
            if (file == null) {
                lost.add("the artifact " + name + ": its file is not there");
            } else {
                unnamed.remove(file);
                check(store, name, file, said, lost);
                found.add(new MetaLabArtifact(name, file, said));
            }
        });
        unnamed.forEach(file -> lost.add("the file " + file.getFileName() + ", which no artifact names"));
        return found;
    }

    private static void put(Map<String, Map<String, @Nullable Object>> described, @Nullable Object one) {
        Map<String, @Nullable Object> said = ForeignJson.named(one);
        if (!(said.get("name") instanceof String name)) {
            throw new IllegalArgumentException("an artifact has no name");
        }
        described.put(name, said);
    }

    /** The URI is a path on the machine where it was written; its last name is the one here. */
    private static @Nullable Path file(Path folder, String name, Map<String, @Nullable Object> said) {
        List<String> names = new ArrayList<>();
        if (said.get("uri") instanceof String uri) {
            names.add(uri.substring(Math.max(uri.lastIndexOf('/'), uri.lastIndexOf('\\')) + 1));
        }
        names.add(name + "." + said.get("format"));
        names.add(name);
        for (String one : names) {
            boolean plain = !one.isEmpty()
                    && !one.startsWith(".")
                    && one.chars().noneMatch(c -> c == '/' || c == '\\' || c == 0);
            if (plain && Files.isRegularFile(folder.resolve(one))) {
                return folder.resolve(one);
            }
        }
        return null;
    }

    private static void check(
            MetaLabStore store, String name, Path file, Map<String, @Nullable Object> said, List<String> lost) {
        String digest = store.folder().digest(file);
        if (said.get("content_hash") instanceof String hash && !hash.isEmpty() && !digest.startsWith(hash)) {
            lost.add("what the artifact " + name
                    + " was: its bytes are others than those of which the checksum was taken");
        }
    }

    void save(RunContents contents) {
        String file = this.file.getFileName().toString();
        String type = MEDIA_TYPES.getOrDefault(file.substring(file.lastIndexOf('.') + 1), "application/octet-stream");
        contents.artifact(name, type, Attributes.of(Map.of("metalab", described)), out -> Files.copy(this.file, out));
    }
}
