package dev.cairn.workspace;

import dev.cairn.ConflictException;
import dev.cairn.NotFoundException;
import dev.cairn.StorageManager;
import dev.cairn.UnsupportedException;
import dev.cairn.model.Attributes;
import dev.cairn.pipeline.DeletionCounts;
import dev.cairn.pipeline.PipelineHome;
import dev.cairn.pipeline.Pipelines;
import dev.cairn.query.DocumentQueries;
import dev.cairn.query.Order;
import dev.cairn.query.Query;
import dev.cairn.spi.Body;
import dev.cairn.spi.Content;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.Expectation;
import dev.cairn.spi.Json;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** One experiment: its manifests and its runs. Everything here is of this experiment alone. Safe for use by many threads. */
public final class Experiment {
    private final Workspace workspace;
    private final StorageManager manager;
    private final RunStore runs;
    private final Pipelines pipelines;

    Experiment(Workspace workspace, String id) {
        this.workspace = workspace;
        this.manager = workspace.manager().experiment(id);
        this.runs = new RunStore(id, manager.tiers(), workspace.options(), workspace.clock());
        this.pipelines = new Pipelines(new PipelineHome(
                id,
                runs.access(),
                runs.replication(),
                manager::documents,
                this::goingOn,
                RunIds::next,
                workspace.clock()::next,
                workspace::later));
    }

    /** Its id. */
    public String id() {
        return runs.scope();
    }

    /** The manager of the results of this experiment. */
    public StorageManager manager() {
        return manager;
    }

    /**
     * The folder in which the store keeps this experiment; it may not be there yet.
     *
     * @throws UnsupportedException if the store keeps nothing in files of its own for each experiment
     */
    public Path workingDirectory() {
        return manager.tiers()
                .folder(id())
                .orElseThrow(() -> new UnsupportedException("The store "
                        + manager.tiers().location() + " has no folder for each experiment; only one in files has."));
    }

    /**
     * Begins a run with a new id.
     *
     * @param name for people
     * @param config what it is given
     * @param datasets what it works on
     */
    public ActiveRun beginRun(String name, Map<String, ?> config, List<? extends Map<String, ?>> datasets) {
        return beginRun(RunSpec.of(config).name(name).datasets(datasets));
    }

    /**
     * Begins a run. One that is identified, or has an id of your own, and failed before, was cancelled or was killed, begins its next
     * attempt.
     *
     * @throws ConflictException if it is known, and was completed or goes on; nothing was changed
     */
    public ActiveRun beginRun(RunSpec spec) {
        workspace.requireOpen();
        // What is to be indexed is said before there is anything.
        manager.documents(RunBody.SPEC);
        return workspace.active(runs, runs.begin(spec));
    }

    /**
     * Begins a run that is still to be done: empty if it was completed, or goes on somewhere. So a program that was ended before all of its
     * runs were done does the rest when it is run again.
     *
     * @param spec is {@linkplain RunSpec#identified() identified} here if it has no id of your own
     */
    public Optional<ActiveRun> resumeRun(RunSpec spec) {
        try {
            return Optional.of(beginRun(spec.id() == null ? spec.identified() : spec));
        } catch (ConflictException e) {
            return Optional.empty();
        }
    }

    /**
     * The run of this id, with what was told of it until now.
     *
     * @throws NotFoundException if there is none
     */
    public Run run(String id) {
        return findRun(id).orElseThrow(() -> runs.unknown(id));
    }

    /** The run of this id, if there is one. */
    public Optional<Run> findRun(String id) {
        workspace.requireOpen();
        return runs.find(id).map(document -> new Run(runs, runs.loaded(document)));
    }

    /**
     * Completes a run that goes on elsewhere.
     *
     * @throws NotFoundException if there is none
     * @throws ConflictException if it has ended, or its process is gone
     */
    public Run completeRun(String id, Map<String, ?> summary) {
        return ended(id, RunStore.Ending.completed(Attributes.of(summary)));
    }

    /**
     * Fails a run that goes on elsewhere, or whose process is gone.
     *
     * @throws NotFoundException if there is none
     * @throws ConflictException if it has ended
     */
    public Run failRun(String id, RunError why) {
        return ended(id, RunStore.Ending.failed(why));
    }

    /**
     * Cancels a run that goes on elsewhere, or whose process is gone. Whoever works on it learns of that when it ends the run.
     *
     * @throws NotFoundException if there is none
     * @throws ConflictException if it has ended
     */
    public Run cancelRun(String id, String why) {
        return ended(id, RunStore.Ending.cancelled(why));
    }

    private Run ended(String id, RunStore.Ending how) {
        workspace.requireOpen();
        return new Run(runs, runs.record(runs.endFromOutside(id, how)));
    }

    /** All runs, to be filtered, ordered, counted and tabulated. */
    public RunResults results() {
        workspace.requireOpen();
        return RunResults.all(runs, manager.documents(RunBody.SPEC));
    }

    /**
     * Deletes a run with everything that is its own: artifacts, data, logs, steps. It is gone at once; what belonged to it is removed
     * then, and if that is broken off, by the next call or by {@link Workspace#collectGarbage}. The bytes of artifacts are given back by
     * the latter.
     *
     * @return whether there was anything
     * @throws ConflictException if it goes on: cancel it first
     */
    public boolean deleteRun(String id) {
        return deleteRun(id, true).runs() > 0;
    }

    /**
     * The same, with or without the artifacts of its pipelines that no chain needs any more.
     *
     * @return what went with it
     * @throws ConflictException if it goes on: cancel it first
     */
    public DeletionCounts deleteRun(String id, boolean withArtifacts) {
        workspace.requireOpen();
        return new RunDeletion(runs, pipelines()).delete(id, withArtifacts);
    }

    /** Deletes runs that {@code rule} does not keep; with {@link Retention#dryRun} it only tells which. */
    public RetentionReport retain(Retention rule) {
        return new RunDeletion(runs, pipelines()).retain(rule, results());
    }

    /**
     * A run with its pipelines and their chains, to be written into a file or imported elsewhere; of one that goes on, as it stands. See
     * {@link RunExport} for what is not in it.
     *
     * @throws NotFoundException if there is none
     */
    public RunExport exportRun(String id) {
        workspace.requireOpen();
        return RunExport.of(runs.loaded(runs.get(id)), pipelines.export(id));
    }

    /**
     * Puts a run that was exported into this experiment, with the ids, times and statuses that it had. All of it appears at once; if that is
     * broken off, nothing does, and it can be imported again. Exported from here, it is the same.
     *
     * @throws ConflictException if a run of that id is there, or pipelines or chains of its ids are of other runs; nothing was written
     * @throws NotFoundException if artifacts that its chains need are not in this experiment; names all of them, and nothing was written
     * @throws IllegalArgumentException if it went on when it was exported
     */
    public Run importRun(RunExport export) {
        return importRun(export, contents -> {});
    }

    /**
     * The same with artifacts, data, logs and steps.
     *
     * @param contents writes them; what it throws ends the import, and nothing of it is to be seen. Asked again, and writes the same again,
     *     where somebody collected garbage meanwhile
     */
    public Run importRun(RunExport export, Consumer<RunContents> contents) {
        workspace.requireOpen();
        new RunImport(runs, pipelines).run(export, contents);
        return run(export.id());
    }

    /** What the store takes for this experiment, by kinds of documents; reads the lists of everything in it, and its journals. */
    public DiskUse diskUse() {
        workspace.requireOpen();
        return DiskUse.of(manager.tiers().primary(), id());
    }

    /** The pipelines of the runs of this experiment, with their chains, predictions and fitted operators. */
    public Pipelines pipelines() {
        workspace.requireOpen();
        return pipelines;
    }

    private Map<String, Integer> goingOn(Collection<String> ids) {
        List<DocumentKey> keys = ids.stream().map(runs::keyOf).toList();
        List<Document> found = manager.tiers().find(keys).stream()
                .map(one -> one.slot().findVisible().orElse(null))
                .filter(Objects::nonNull)
                .toList();
        return runs.records(found).stream()
                .filter(record -> record.status() == RunStatus.RUNNING)
                .collect(Collectors.toMap(RunRecord::id, RunRecord::attempt));
    }

    /** The tensors of this experiment. */
    public TensorStore tensors() {
        workspace.requireOpen();
        return TensorStore.of(id(), runs.access(), runs.replication(), workspace.clock());
    }

    /** Keeps a manifest beside those before. */
    public void saveManifest(ExperimentManifest manifest) {
        workspace.requireOpen();
        DocumentKey key = new DocumentKey(id(), ExperimentManifest.KIND, RunIds.next());
        runs.access().save(key, Expectation.absent(), runs.replication(), blobs -> Content.of(Json.write(manifest)));
    }

    /** The manifest that was submitted last, by its own time; empty if there is none. */
    public Optional<ExperimentManifest> manifest() {
        Query newest = Query.all().orderBy(Order.descending("submitted")).limit(1);
        return queries().page(newest).items().stream().findFirst();
    }

    /** All manifests, the one that was submitted first coming first. */
    public List<ExperimentManifest> manifests() {
        return queries().page(Query.all().orderBy(Order.ascending("submitted"))).items();
    }

    private DocumentQueries<ExperimentManifest> queries() {
        workspace.requireOpen();
        return manager.documents(ExperimentManifest.SPEC).as(query -> {}, Experiment::manifest);
    }

    private static ExperimentManifest manifest(Document document) {
        return Body.read(document, ExperimentManifest.class, ExperimentManifest.FORMAT);
    }

    @Override
    public String toString() {
        return "Experiment " + id();
    }
}
