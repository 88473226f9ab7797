package dev.cairn.examples;

import dev.cairn.operator.SavitzkyGolay;
import dev.cairn.operator.StandardNormalVariate;
import dev.cairn.pipeline.PipelineSpec;
import dev.cairn.pipeline.Pipelines;
import dev.cairn.pipeline.PredictionRecord;
import dev.cairn.pipeline.PredictionResults;
import dev.cairn.pipeline.Ranking;
import dev.cairn.query.Group;
import dev.cairn.spi.Digest;
import dev.cairn.workspace.ActiveRun;
import dev.cairn.workspace.Experiment;
import dev.cairn.workspace.Workspace;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * How much protein does a spectrum tell of? Cross-validates partial least squares behind several preprocessings, ranks what comes of it,
 * and takes the best chain out of the store: as a bundle and as a program, which say the same in other processes, bit for bit.
 *
 * <p>Read it from {@link #run} on. Argument: a folder; each start adds a run to those that are there.
 */
public final class Spectra {
    static final String EXPERIMENT = "spectra:1.0";

    private static final String DATASET = "flour";
    private static final int LEARNING = 120;
    private static final int HELD_BACK = 40;
    private static final long SEED = 1;

    private static final StandardNormalVariate SNV = StandardNormalVariate.of();
    private static final SavitzkyGolay FIRST_DERIVATIVE = SavitzkyGolay.of(11, 2, 1, SpectraSet.STEP);
    private static final List<Preprocessing> PREPROCESSINGS = List.of(
            Preprocessing.named("none"),
            Preprocessing.named("SNV").then(SNV),
            Preprocessing.named("SNV>SG1").then(SNV).then(FIRST_DERIVATIVE));

    private final Path folder;
    private final List<Integer> components;
    private final PrintStream out;
    private final SpectraSet learning;
    private final SpectraSet test;

    Spectra(Path folder, List<Integer> components, PrintStream out) {
        this.folder = folder;
        this.components = components;
        this.out = out;
        SpectraSet all = SpectraSet.generate(SEED, LEARNING + HELD_BACK);
        this.learning = all.samples(place -> place < LEARNING);
        this.test = all.samples(place -> place >= LEARNING);
    }

    /** Trains, ranks, exports and compares. */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args.length > 0 ? args[0] : "target/spectra");
        new Spectra(folder, List.of(2, 4, 6, 8), System.out).run();
    }

    void run() throws IOException {
        Path store = folder.resolve("store");
        try (Workspace workspace = Workspace.open(store)) {
            Experiment experiment = workspace.experiment(EXPERIMENT);
            Pipelines pipelines = experiment.pipelines();
            try (ActiveRun run =
                    experiment.beginRun("protein", Map.of("seed", SEED), List.of(Map.of("name", DATASET)))) {
                say(String.format(
                        Locale.ROOT,
                        "%d spectra of %s to learn from, %d held back.",
                        LEARNING,
                        SpectraSet.bands(),
                        HELD_BACK));
                say(String.format(Locale.ROOT, "Protein: %s.", learning.range()));
                train(pipelines, run.id());
                PredictionRecord best = rank(pipelines, run.id());
                new ReplayComparison(pipelines, test, out)
                        .export(Objects.requireNonNull(best.chain()), folder.resolve(run.id()));
                run.metric("rmse", Objects.requireNonNull(best.valScore()));
                run.complete();
                say(String.format(Locale.ROOT, "%nRun %s stays in %s:", run.id(), store));
                say(String.format(
                        Locale.ROOT,
                        "  Workspace.open(\"%s\").experiment(\"%s\").pipelines().results()",
                        store,
                        EXPERIMENT));
            }
        }
    }

    private void train(Pipelines pipelines, String run) {
        for (Preprocessing preprocessing : PREPROCESSINGS) {
            for (int count : components) {
                train(pipelines, run, preprocessing, List.of(count));
            }
        }
        // A fold learns from 96 samples, which allow 95 components: one chain is stored, and the next one is refused.
        train(pipelines, run, PREPROCESSINGS.get(0), List.of(12, 96));
    }

    private void train(Pipelines pipelines, String run, Preprocessing preprocessing, List<Integer> counts) {
        Map<String, ?> config =
                Map.of("preprocessing", preprocessing.name(), "components", counts, "folds", PlsPipeline.FOLDS);
        String name = preprocessing.name() + ", PLS " + counts;
        String id = pipelines.begin(run, PipelineSpec.of(name, config, DATASET).datasetHash(digest()));
        try {
            pipelines.complete(id, new PlsPipeline(pipelines, id, learning, test, preprocessing).train(counts));
        } catch (IllegalArgumentException e) {
            say(String.format(Locale.ROOT, "%nPipeline '%s' fails: %s.", name, e.getMessage()));
            say(String.format(Locale.ROOT, "  stored before: %s", stored(pipelines, id)));
            pipelines.fail(id, String.valueOf(e.getMessage()));
            say(String.format(Locale.ROOT, "  and now:       %s", stored(pipelines, id)));
        }
    }

    private String digest() {
        return Digest.of(learning.toCsv().getBytes(StandardCharsets.UTF_8)).hex();
    }

    private static String stored(Pipelines pipelines, String id) {
        long predictions = pipelines.predictions().results().pipeline(id).count();
        return "chains " + pipelines.chains().ofPipeline(id).size() + ", predictions " + predictions
                + ", entries in the log " + pipelines.log(id).size();
    }

    private PredictionRecord rank(Pipelines pipelines, String run) {
        PredictionResults averages = pipelines.predictions().results().run(run).fold(PlsPipeline.AVERAGE);
        List<PredictionRecord> top = averages.top(5);
        say(String.format(
                Locale.ROOT,
                "%nThe best %d of %d chains by the RMSE of %d folds, in %% of protein:",
                top.size(),
                pipelines.chains().results().run(run).count(),
                PlsPipeline.FOLDS));
        say(String.format(Locale.ROOT, "  %-14s %-6s %10s %10s", "preprocessing", "model", "validation", "test"));
        top.forEach(this::say);
        say("The best with each preprocessing:");
        for (Group<PredictionRecord> group : averages.topPerGroup(1, "preprocessings", Ranking.usual())) {
            group.items().forEach(this::say);
        }
        return top.get(0);
    }

    private void say(PredictionRecord one) {
        say(String.format(
                Locale.ROOT,
                "  %-14s %-6s %10.3f %10.3f",
                one.preprocessings(),
                one.model(),
                one.valScore(),
                one.testScore()));
    }

    private void say(String text) {
        out.println(text);
    }
}
