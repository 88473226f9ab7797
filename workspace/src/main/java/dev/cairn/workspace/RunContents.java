package dev.cairn.workspace;

import dev.cairn.model.Attributes;
import dev.cairn.spi.JournalKey;
import dev.cairn.spi.Names;
import dev.cairn.spi.Parent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What belongs to a run that is imported, beside its record: it appears together with the run. For use by one thread. */
public final class RunContents {
    private static final int AT_ONCE = 500;

    private final RunArtifacts artifacts;
    private final RunArtifacts data;
    private final RunJournals journals;
    private final Set<JournalKey> appended = new HashSet<>();
    private final Set<String> savedArtifacts = new HashSet<>();
    private final Set<String> savedData = new HashSet<>();

    private RunContents(RunStore store, Parent run, int attempt) {
        this.artifacts = RunArtifacts.announced(store, RunArtifacts.ARTIFACT, run, attempt);
        this.data = RunArtifacts.announced(store, RunArtifacts.DATA, run, attempt);
        this.journals = new RunJournals(store.tiers().journals(), store.keyOf(run.id()), attempt);
    }

    static RunContents writtenBy(Consumer<RunContents> writer, RunStore store, Parent run, int attempt) {
        RunContents contents = new RunContents(store, run, attempt);
        writer.accept(contents);
        contents.appended.forEach(contents.journals::force);
        return contents;
    }

    /**
     * Saves an artifact as {@code writer} writes it.
     *
     * @param mediaType what the bytes are: {@code image/png}
     * @param metadata whatever is to be said of it
     * @throws java.io.UncheckedIOException if {@code writer} fails
     */
    public void artifact(String name, String mediaType, Attributes metadata, RunArtifacts.Writer writer) {
        artifacts.save(name, mediaType, metadata, writer);
        savedArtifacts.add(name);
    }

    /** Saves structured data under a name. */
    public void data(String name, StructuredData values) {
        values.saveTo(data, name);
        savedData.add(name);
    }

    /** Appends entries to a log, with the times that they have; the stream is read as they are written. */
    public void log(String name, Stream<LogEntry> entries) {
        JournalKey key = journals.log(Names.check("name of a log", name));
        append(key, entries.peek(entry -> Texts.check("text to log", entry.text())));
    }

    /** Appends what was measured at steps. */
    public void steps(Stream<MetricStep> steps) {
        append(journals.steps(), steps);
    }

    private void append(JournalKey key, Stream<?> entries) {
        List<Object> some = new ArrayList<>(AT_ONCE);
        for (Iterator<?> all = entries.iterator(); all.hasNext(); ) {
            some.add(all.next());
            if (some.size() == AT_ONCE || !all.hasNext()) {
                journals.append(key, some);
                appended.add(key);
                some.clear();
            }
        }
    }

    /** Whether all of it is still there. */
    boolean isThere() {
        return appended.stream().allMatch(journals::exists)
                && names(artifacts).containsAll(savedArtifacts)
                && names(data).containsAll(savedData);
    }

    private static List<String> names(RunArtifacts saved) {
        return saved.list().stream().map(Artifact::name).toList();
    }

    void removeLogs() {
        appended.forEach(journals::delete);
    }
}
