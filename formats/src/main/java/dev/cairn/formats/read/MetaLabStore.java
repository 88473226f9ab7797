package dev.cairn.formats.read;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Where metalab keeps what: {@code runs}, {@code derived}, {@code artifacts}, {@code logs}, {@code results} and {@code experiments}. */
final class MetaLabStore {
    private final StoreFolder folder;
    private final ZoneId zone;
    private final List<Path> runs;
    private final Map<String, List<Path>> logs = new HashMap<>();

    MetaLabStore(Path root, ZoneId zone) {
        this.folder = new StoreFolder(root);
        this.zone = zone;
        this.runs = folder.files(root.resolve("runs"), ".json");
        Set<String> ids = new TreeSet<>();
        runs.forEach(run -> ids.add(Origin.stem(run)));
        for (Path log : folder.files(root.resolve("logs"), ".log")) {
            String id = longest(ids, log.getFileName().toString());
            if (id != null) {
                logs.computeIfAbsent(id, none -> new ArrayList<>()).add(log);
            }
        }
    }

    /** The longest id that a name begins with, before an underscore: a run may be called as another with something behind it. */
    private static @Nullable String longest(Set<String> ids, String name) {
        for (int end = name.lastIndexOf('_'); end > 0; end = name.lastIndexOf('_', end - 1)) {
            if (ids.contains(name.substring(0, end))) {
                return name.substring(0, end);
            }
        }
        return null;
    }

    StoreFolder folder() {
        return folder;
    }

    ZoneId zone() {
        return zone;
    }

    List<Path> runs() {
        return runs;
    }

    List<Path> manifests() {
        return folder.files(folder.root().resolve("experiments"), ".json");
    }

    List<Path> logs(String run) {
        return logs.getOrDefault(run, List.of());
    }

    List<Path> results(String run) {
        return folder.files(folder.root().resolve("results").resolve(run), ".json");
    }

    Path artifacts(String run) {
        return folder.root().resolve("artifacts").resolve(run);
    }

    Path derived(String run) {
        return folder.root().resolve("derived").resolve(run + ".json");
    }

    /** A time as Python writes it, of the zone of this store where it names none. */
    Instant time(String text) {
        try {
            TemporalAccessor time = DateTimeFormatter.ISO_DATE_TIME.parseBest(
                    text.replace(' ', 'T'), OffsetDateTime::from, LocalDateTime::from);
            return time instanceof OffsetDateTime known
                    ? known.toInstant()
                    : ((LocalDateTime) time).atZone(zone).toInstant();
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(BadFile.quote(text) + " is no time", e);
        }
    }
}
