package dev.cairn.pipeline;

import dev.cairn.query.Order;
import dev.cairn.spi.Document;
import dev.cairn.spi.FileReplacement;
import dev.cairn.spi.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The pipelines of the runs of one experiment, with their chains, predictions and artifacts. A pipeline belongs to a run, a chain to a
 * pipeline, a prediction to both; what is deleted takes along what belongs to it. Safe for use by many threads and processes.
 */
public final class Pipelines {
    /** The kind of the documents of pipelines. */
    public static final String KIND = PipelineBody.KIND;

    private final PipelineHome home;
    private final Graves graves;
    private final PipelineStore store;
    private final StepLogs logs;
    private final OperatorArtifacts artifacts;
    private final Chains chains;
    private final Predictions predictions;
    private final PipelineDeletion deletion;

    /** The pipelines that live in {@code home}; an experiment gives them to its users. */
    public Pipelines(PipelineHome home) {
        this.home = home;
        this.graves = new Graves(home);
        this.store = new PipelineStore(home, graves);
        this.logs = new StepLogs(home.tiers().journals());
        this.artifacts = new OperatorArtifacts(home);
        this.chains = new Chains(home, graves, artifacts);
        this.predictions = new Predictions(home, graves);
        this.deletion = new PipelineDeletion(home, graves, artifacts);
    }

    /** The fitted operators. */
    public OperatorArtifacts artifacts() {
        return artifacts;
    }

    /** The chains of all pipelines. */
    public Chains chains() {
        return chains;
    }

    /** What they predicted. */
    public Predictions predictions() {
        return predictions;
    }

    /**
     * Begins a pipeline of a run.
     *
     * @return its id
     * @throws dev.cairn.NotFoundException if there is no such run
     * @throws dev.cairn.ConflictException if the run does not go on
     */
    public String begin(String run, PipelineSpec spec) {
        return store.begin(run, spec).key().id();
    }

    /**
     * Ends a pipeline as it should, after the time that has passed since it began.
     *
     * @throws dev.cairn.NotFoundException if there is none
     * @throws dev.cairn.ConflictException if it has ended
     */
    public PipelineRecord complete(String id, PipelineScores scores) {
        return record(store.complete(id, scores, null));
    }

    /** The same, saying how long it took. */
    public PipelineRecord complete(String id, PipelineScores scores, Duration duration) {
        return record(store.complete(id, scores, duration));
    }

    /**
     * Ends a pipeline by an error. Its chains, predictions and log are gone at once, all together; it stays, with the error. To fail it
     * again does nothing. Artifacts that no chain needs any more stay until {@link OperatorArtifacts#removeUnused}.
     *
     * @throws dev.cairn.NotFoundException if there is none
     * @throws dev.cairn.ConflictException if it was completed
     */
    public PipelineRecord fail(String id, String error) {
        return record(store.fail(id, error));
    }

    private PipelineRecord record(Document document) {
        return PipelineResults.records(home, List.of(document)).get(0);
    }

    /** The pipeline of this id; empty if there is none. */
    public Optional<PipelineRecord> find(String id) {
        return home.find(PipelineBody.KIND, id).map(this::record);
    }

    /**
     * The pipeline of this id.
     *
     * @throws dev.cairn.NotFoundException if there is none
     */
    public PipelineRecord get(String id) {
        return record(home.get(PipelineBody.KIND, id));
    }

    /**
     * Writes the configuration of a pipeline into a file of its own: JSON over several lines, and nothing else. Missing folders are made; a
     * file that is there is replaced in one step.
     *
     * @param file gets the extension {@code .json} if its name has none
     * @return where it is
     * @throws dev.cairn.NotFoundException if there is no such pipeline; nothing is written
     * @throws dev.cairn.UnavailableException if the file cannot be written; what was there before still is
     */
    public Path exportConfig(String id, Path file) {
        byte[] config = Json.writeValue(get(id).config());
        return FileReplacement.export(file, ".json", Json.indented(config));
    }

    /** All pipelines, to be filtered, ordered and counted. */
    public PipelineResults results() {
        return PipelineResults.all(home);
    }

    /**
     * Tells of a step of a pipeline.
     *
     * @throws dev.cairn.NotFoundException if there is no such pipeline
     * @throws dev.cairn.ConflictException if it failed
     */
    public void log(String id, StepLog... entries) {
        Document pipeline = PipelineStore.requireNotFailed(home.get(PipelineBody.KIND, id));
        logs.append(
                pipeline,
                Stream.of(entries).map(entry -> entry.at(home.times().get())).toList());
    }

    /** What was told of the steps of a pipeline, by step, and of each as it was told. */
    public List<StepLog> log(String id) {
        return logs.read(home.get(PipelineBody.KIND, id));
    }

    /** The logs of all pipelines of a run in short, the one that was begun first in front. */
    public List<PipelineLogSummary> logSummary(String run) {
        List<PipelineLogSummary> summaries = new ArrayList<>();
        List<PipelineRecord> pipelines =
                results().run(run).orderBy(Order.ascending("started")).list();
        for (PipelineRecord pipeline : pipelines) {
            find(pipeline.id()).ifPresent(there -> summaries.add(PipelineLogSummary.of(pipeline, log(pipeline.id()))));
        }
        return summaries;
    }

    /**
     * Deletes a pipeline with all that belongs to it. It is gone at once; its space is given back in the background.
     *
     * @param withArtifacts whether artifacts that no chain needs any more go too; else they stay until
     *     {@link OperatorArtifacts#removeUnused}
     */
    public DeletionCounts delete(String id, boolean withArtifacts) {
        return deletion.delete(PipelineBody.KIND, id, withArtifacts);
    }

    /** Deletes a chain with what it predicted, as {@link #delete} deletes a pipeline. */
    public DeletionCounts deleteChain(String id, boolean withArtifacts) {
        return deletion.delete(ChainBody.KIND, id, withArtifacts);
    }

    /**
     * Deletes the pipelines of a run with the run, which {@code removal} removes; an experiment asks for this when a run is deleted.
     *
     * @param removal removes the run, and says whether it was there
     */
    public DeletionCounts deleteRun(String run, boolean withArtifacts, BooleanSupplier removal) {
        if (deletion.isAnythingBelow(run)) {
            return deletion.delete(home.key(PipelineHome.RUN, run), withArtifacts, removal);
        }
        if (!removal.getAsBoolean()) {
            return DeletionCounts.NOTHING;
        }
        deletion.deleteLate(run);
        return new DeletionCounts(1, 0, 0, 0, 0, 0, 0);
    }

    /** The pipelines of a run with their chains, as they leave the store: the one that was begun first in front. */
    public List<PipelineExport> export(String run) {
        Map<String, List<ChainExport>> byPipeline = chains.results().run(run).list().stream()
                .sorted(Comparator.comparing(ChainRecord::id))
                .collect(Collectors.groupingBy(
                        ChainRecord::pipeline, Collectors.mapping(ChainExport::of, Collectors.toList())));
        return results().run(run).orderBy(Order.ascending("started"), Order.ascending("id")).list().stream()
                .map(pipeline -> PipelineExport.of(pipeline, byPipeline.getOrDefault(pipeline.id(), List.of())))
                .toList();
    }

    /**
     * Puts pipelines with their chains under a run that is not there yet, so that all of it appears with the run, which {@code root} puts; an
     * experiment asks for this when a run is imported.
     *
     * @param epoch of the run's document
     * @param root puts the run
     * @throws dev.cairn.NotFoundException if artifacts are not there; names all of them, and nothing was written
     * @throws dev.cairn.ConflictException if there are pipelines or chains of these ids; nothing was written
     */
    public void restore(String run, long epoch, List<PipelineExport> some, Runnable root) {
        graves.fill();
        PipelineImport work = new PipelineImport(home, artifacts, run, epoch);
        work.prepare(some);
        work.write();
        root.run();
        work.complete();
    }

    /**
     * Removes now what is still there of what was deleted, as after a crash.
     *
     * @return how many documents that were
     */
    public long removeDeleted() {
        return graves.fill();
    }

    @Override
    public String toString() {
        return "Pipelines of " + home.scope();
    }
}
