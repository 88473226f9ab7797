package dev.cairn.workspace;

import dev.cairn.model.Attributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is told of a run while it goes on: metrics, tags, notes and warnings. Each is an entry of a journal at once, so that it survives
 * the end of the process, and part of the run's document when the run ends. Safe for use by many threads.
 */
final class RunEvents {
    private Attributes metrics = Attributes.empty();
    private final Set<String> tags = new LinkedHashSet<>();
    private final List<String> notes = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    /**
     * An entry of the journal.
     *
     * @param time when it was told
     */
    record Event(
            Instant time,
            @Nullable Attributes metrics,
            @Nullable String tag,
            @Nullable String note,
            @Nullable String warning) {
        static Event metrics(Instant time, Attributes metrics) {
            return new Event(time, metrics, null, null, null);
        }
    }

    /** Counts {@code event} in: of metrics of one name the last one holds. */
    synchronized void add(Event event) {
        if (event.metrics() != null) {
            metrics = merged(metrics, event.metrics());
        }
        if (event.tag() != null) {
            tags.add(event.tag());
        }
        if (event.note() != null) {
            notes.add(event.note());
        }
        if (event.warning() != null) {
            warnings.add(event.warning());
        }
    }

    /** Adds what was told to what {@code draft} says. */
    synchronized void addTo(RunBody.Draft draft) {
        draft.nowMetrics = merged(draft.nowMetrics, metrics);
        Set<String> allTags = new LinkedHashSet<>(draft.nowTags);
        allTags.addAll(tags);
        draft.nowTags = List.copyOf(allTags);
        draft.nowNotes = plus(draft.nowNotes, notes);
        draft.nowWarnings = plus(draft.nowWarnings, warnings);
    }

    private static Attributes merged(Attributes first, Attributes second) {
        Attributes all = first;
        for (Map.Entry<String, @Nullable Object> each : second.asMap().entrySet()) {
            all = all.with(each.getKey(), each.getValue());
        }
        return all;
    }

    private static List<String> plus(List<String> first, List<String> second) {
        List<String> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}
