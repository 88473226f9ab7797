package dev.cairn.benchmark;

import dev.cairn.benchmark.Line.Aim;
import dev.cairn.benchmark.peer.CairnPeer;
import dev.cairn.benchmark.peer.Database;
import dev.cairn.benchmark.peer.PredictionTable;
import dev.cairn.chain.Chain;
import dev.cairn.chain.ChainStep;
import dev.cairn.pipeline.PipelineSpec;
import dev.cairn.pipeline.Pipelines;
import dev.cairn.pipeline.Prediction;
import dev.cairn.pipeline.PredictionArrays;
import dev.cairn.workspace.ActiveRun;
import dev.cairn.workspace.Experiment;
import dev.cairn.workspace.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Row 8: predictions with three arrays of 500, in batches of 1,000. */
final class PredictionRow implements Row {
    static final int SAMPLES = 500;
    private static final int BATCH = 1000;

    @Override
    public int number() {
        return 8;
    }

    @Override
    public List<Line> measure(Effort effort) {
        int batch = effort.of(BATCH);
        List<Line> lines = new ArrayList<>();
        for (String name : List.of("H2", "PostgreSQL")) {
            Arena arena = Arena.current();
            boolean h2 = name.equals("H2");
            String uri = h2
                    ? "h2:" + arena.folder().resolve("predictions")
                    : arena.newDatabase().cairn();
            Store store = arena.get("predictions, " + name, Store.class, () -> new Store(uri));
            arena.call("Cairn, " + name, () -> store.save(batch));
            List<String> sides = new ArrayList<>(List.of("Cairn, " + name, "one row each, " + name));
            sides.addAll(effort.peers(List.of("one row each and ten indexes, " + name)));
            for (String side : sides.subList(1, sides.size())) {
                Database other = h2
                        ? Database.h2(
                                arena.folder().resolve("table" + side.length()).toString())
                        : arena.newDatabase().database();
                boolean indexed = side.contains("indexes");
                PredictionTable table =
                        arena.get(side, PredictionTable.class, () -> new PredictionTable(other, indexed));
                arena.call(side, () -> table.save(batch, SAMPLES));
            }
            List<Scores> scores = new Contest(effort, Calls.class, "call").between(sides);
            String work = "batches of " + batch + " predictions with three arrays of " + SAMPLES + ", " + name;
            lines.add(Line.of(8, work, scores.get(0), scores.get(1), Aim.AT_LEAST, 0.8));
            scores.subList(2, scores.size()).forEach(peer -> lines.add(Line.beside(8, work, scores.get(0), peer)));
        }
        return lines;
    }

    /** A store with a run, and predictions of it; for one thread. */
    static final class Store implements AutoCloseable {
        private final Random random = new Random(1);
        private final CairnPeer cairn;
        private final Workspace workspace;
        private final Experiment experiment;
        private final Pipelines pipelines;
        private ActiveRun run;
        private String pipeline;
        private String chain;
        private int number;

        Store(String uri) {
            this.cairn = new CairnPeer(uri);
            this.workspace = Workspace.open(cairn.manager());
            this.experiment = workspace.experiment("predictions");
            this.pipelines = experiment.pipelines();
            this.run = experiment.beginRun("run", Map.of(), List.of());
            this.pipeline = pipelines.begin(run.id(), PipelineSpec.of("p", Map.of(), "wheat"));
            this.chain = saveChain();
        }

        private String saveChain() {
            String artifact = pipelines
                    .artifacts()
                    .save(new byte[] {1, 2, 3}, "PLS", "model", "test")
                    .id();
            Chain made = Chain.of(ChainStep.fitted(0, "PLS", Map.of()))
                    .model(0)
                    .fold("0", artifact)
                    .build();
            return pipelines.chains().save(pipeline, made);
        }

        /** Ends the run and begins another one. */
        String nextRun() {
            String ended = run.id();
            run.complete();
            run = experiment.beginRun("run", Map.of(), List.of());
            pipeline = pipelines.begin(run.id(), PipelineSpec.of("p", Map.of(), "wheat"));
            chain = saveChain();
            return ended;
        }

        Experiment experiment() {
            return experiment;
        }

        /** Saves a batch, each prediction with arrays of its own. */
        Object save(int batch) {
            List<Prediction> predictions = new ArrayList<>();
            for (int i = 0; i < batch; i++) {
                predictions.add(Prediction.of(pipeline, chain, "model " + number++, "0", "val", "wheat", "rmse")
                        .modelClass("PLS")
                        .scores(random.nextDouble(), random.nextDouble(), random.nextDouble())
                        .arrays(PredictionArrays.of(array(), array()).weights(array())));
            }
            return pipelines.predictions().save(predictions);
        }

        private double[] array() {
            return random.doubles(SAMPLES).toArray();
        }

        @Override
        public void close() {
            run.close();
            workspace.close();
            cairn.close();
        }
    }
}
