package dev.cairn.workspace;

import dev.cairn.ConflictException;
import dev.cairn.NotFoundException;
import dev.cairn.model.Attributes;
import dev.cairn.spi.Names;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A run to look at: its record as it was when this was found, and a way to its artifacts, data, logs and steps as they are now. What is
 * said of it afterwards (tags, notes, derived metrics) is said here too.
 */
public final class Run {
    private final RunStore store;
    private final RunRecord record;
    private final int attempt;
    private final RunJournals journals;

    Run(RunStore store, RunRecord record) {
        this(store, record, record.attempt());
    }

    private Run(RunStore store, RunRecord record, int attempt) {
        this.store = store;
        this.record = record;
        this.attempt = attempt;
        this.journals = new RunJournals(store.tiers().journals(), store.keyOf(record.id()), attempt);
    }

    /** Its id. */
    public String id() {
        return record.id();
    }

    /** All that was known of it when this was found. */
    public RunRecord record() {
        return record;
    }

    /** How it stood when this was found. */
    public RunStatus status() {
        return record.status();
    }

    /** What it was given. */
    public Attributes parameters() {
        return record.parameters();
    }

    /** What it measured. */
    public Attributes metrics() {
        return record.metrics();
    }

    /** What was computed of it afterwards; empty if nothing was. */
    public Attributes derived() {
        return record.derived().orElse(Attributes.empty());
    }

    /** To find it by. */
    public List<String> tags() {
        return record.tags();
    }

    /**
     * An earlier attempt at it: with the artifacts, data, logs and steps of that one.
     *
     * @throws NotFoundException if there was none of that number
     */
    public Run attempt(int number) {
        boolean earlier = record.earlier().stream().anyMatch(attempted -> attempted.number() == number);
        if (number != record.attempt() && !earlier) {
            throw new NotFoundException("The " + store.keyOf(id()) + " is at its attempt " + record.attempt()
                    + ", with " + record.earlier().size() + " before, and none of them has the number " + number + ".");
        }
        return new Run(store, record, number);
    }

    /** What it made, by name; more can be added. */
    public RunArtifacts artifacts() {
        return RunArtifacts.of(store, RunArtifacts.ARTIFACT, id(), attempt);
    }

    /**
     * The artifact of this name.
     *
     * @throws NotFoundException if there is none
     */
    public Artifact artifact(String name) {
        return artifacts().get(name);
    }

    /** Its logs. */
    public RunLogs logs() {
        return new RunLogs(journals, store.options().clock());
    }

    /**
     * The structured data of this name; the steps of a metric of this name, as rows of step and value, if there is no data.
     *
     * @throws NotFoundException if there is neither
     */
    public StructuredData data(String name) {
        Optional<Artifact> data = dataArtifacts().find(name);
        if (data.isPresent()) {
            return StructuredData.of(data.get());
        }
        double[][] rows = steps().stream()
                .filter(step -> step.values().get(name) instanceof Number)
                .map(step -> new double[] {
                    step.step(), ((Number) Objects.requireNonNull(step.values().get(name))).doubleValue()
                })
                .toArray(double[][]::new);
        if (rows.length == 0) {
            throw new NotFoundException(
                    "The " + store.keyOf(id()) + " has no data " + Names.quote(name) + "; it has " + dataNames() + ".");
        }
        return StructuredData.of(rows).withMetadata(Map.of("type", "stepped_metric"));
    }

    /** The names of its structured data, sorted. */
    public List<String> dataNames() {
        return dataArtifacts().list().stream().map(Artifact::name).toList();
    }

    /** Saves structured data under a name, in place of what was there. */
    public void saveData(String name, StructuredData values) {
        values.saveTo(dataArtifacts(), name);
    }

    private RunArtifacts dataArtifacts() {
        return RunArtifacts.of(store, RunArtifacts.DATA, id(), attempt);
    }

    /** What it measured at each step, by step; those of one step as they were told. A damaged entry is left out. */
    public List<MetricStep> steps() {
        return journals.all(journals.steps(), MetricStep.class, new ArrayList<>()).stream()
                .sorted(Comparator.comparingLong(MetricStep::step))
                .toList();
    }

    /** Gives it a tag; nothing happens if it has it. */
    public Run tag(String tag) {
        Names.check("tag", tag);
        return changed(draft -> draft.nowTags = draft.nowTags.contains(tag) ? draft.nowTags : plus(draft.nowTags, tag));
    }

    /** Takes a tag away; nothing happens if it has none such. */
    public Run untag(String tag) {
        return changed(draft -> draft.nowTags =
                draft.nowTags.stream().filter(one -> !one.equals(tag)).toList());
    }

    /** Adds a note. */
    public Run note(String note) {
        Texts.check("note", note);
        return changed(draft -> draft.nowNotes = plus(draft.nowNotes, note));
    }

    /**
     * Keeps metrics that were computed from it, in place of all that were; the run itself is not changed by that.
     *
     * @throws ConflictException if it was begun again since this was found: they were not computed from that attempt
     */
    public Run derived(Map<String, ?> metrics) {
        Attributes checked = Metrics.check(metrics);
        return decided(body -> {
            if (!body.started().equals(record.started())) {
                throw new ConflictException(
                        "The " + store.keyOf(id())
                                + " was begun again meanwhile, so what was computed from the attempt before is not said of this one. "
                                + "Load it again and compute anew.",
                        0);
            }
            return draft -> draft.nowDerived = checked;
        });
    }

    private Run changed(Consumer<RunBody.Draft> change) {
        return decided(body -> change);
    }

    private Run decided(RunStore.Decision decision) {
        return new Run(store, store.loaded(store.change(id(), null, decision)), attempt);
    }

    private static List<String> plus(List<String> texts, String text) {
        List<String> all = new ArrayList<>(texts);
        all.add(text);
        return all;
    }

    /** The same run as it is now. */
    public Run reload() {
        return new Run(store, store.loaded(store.get(id())), attempt);
    }

    @Override
    public String toString() {
        return record.toString();
    }
}
