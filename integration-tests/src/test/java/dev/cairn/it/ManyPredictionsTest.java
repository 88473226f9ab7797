package dev.cairn.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.cairn.CollectOptions;
import dev.cairn.StorageManager;
import dev.cairn.StorageManagers;
import dev.cairn.backend.database.DatabaseBackendFactory;
import dev.cairn.chain.Chain;
import dev.cairn.chain.ChainStep;
import dev.cairn.config.StorageConfig;
import dev.cairn.pipeline.DeletionCounts;
import dev.cairn.pipeline.PipelineSpec;
import dev.cairn.pipeline.Pipelines;
import dev.cairn.pipeline.Prediction;
import dev.cairn.pipeline.PredictionArrays;
import dev.cairn.pipeline.PredictionRecord;
import dev.cairn.pipeline.PredictionResults;
import dev.cairn.pipeline.Ranking;
import dev.cairn.query.Page;
import dev.cairn.spi.StorageBackend;
import dev.cairn.workspace.ActiveRun;
import dev.cairn.workspace.Experiment;
import dev.cairn.workspace.VacuumReport;
import dev.cairn.workspace.Workspace;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many predictions with arrays in a database: how many trips to it each thing takes, which does not grow with their number. With
 * {@code -Dcairn.predictions=150000} it prints how long that takes too.
 */
class ManyPredictionsTest {
    private static final int MANY = Integer.getInteger("cairn.predictions", 3000);
    private static final int BATCH = 1000;
    private static final int SAMPLES = Integer.getInteger("cairn.predictions.samples", 50);
    private static final int TIMES = MANY > 10_000 ? 11 : 1;

    private final Random random = new Random(1);
    private final double[][] targets = new double[10][];

    @Test
    void onH2(@TempDir(factory = FastFolder.class) Path folder) throws Exception {
        try (HikariDataSource pool = pool("jdbc:h2:async:" + folder.resolve("many"), "sa")) {
            measure("H2", pool, Map.of());
        }
    }

    @Test
    void onPostgresql() throws Exception {
        String schema = Postgres.emptied("many");
        try (HikariDataSource pool = pool(Postgres.jdbcUrl(), null)) {
            measure("PostgreSQL", pool, Map.of("schema", schema));
        }
    }

    private static HikariDataSource pool(String url, @Nullable String user) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(4);
        if (user != null) {
            config.setUsername(user);
            config.setPassword("");
        }
        return new HikariDataSource(config);
    }

    private void measure(String name, HikariDataSource pool, Map<String, Object> more) throws Exception {
        CountedSource counted = new CountedSource(pool);
        DatabaseBackendFactory factory = new DatabaseBackendFactory();
        Map<String, Object> values = new HashMap<>(more);
        values.put("data_source", counted.source());
        values.put("notify", false);
        StorageBackend store =
                factory.open(StorageConfig.of(factory.type(), values).checked(factory.keys()), Clock.systemUTC());
        try (StorageManager manager = StorageManagers.builder().primary(store).build();
                Workspace workspace = Workspace.open(manager)) {
            measure(new Bench(name, counted), workspace, workspace.experiment("many"));
        }
    }

    private void measure(Bench bench, Workspace workspace, Experiment experiment) throws Exception {
        Pipelines pipelines = experiment.pipelines();
        ActiveRun kept = experiment.beginRun("kept", Map.of(), List.of());
        ActiveRun big = experiment.beginRun("big", Map.of(), List.of());
        save(bench, pipelines, kept.id(), 1000);
        save(bench, pipelines, big.id(), MANY);
        PredictionResults all = pipelines.predictions().results();

        bench.time("top 10", 60, () -> all.top(10));
        bench.time("top 10 of a dataset (1 of 10)", 60, () -> all.dataset("d3").top(10));
        bench.time("top 3 for each of 5 model classes", 150, () -> all.topPerGroup(3, "modelClass", Ranking.usual()));
        bench.time(
                "100 of a dataset, class and fold",
                20,
                () -> all.dataset("d3").modelClass("PLS").fold("1").limit(100).list());
        bench.time(
                "count of a dataset and partition",
                12,
                () -> all.dataset("d3").partition("test").count());
        bench.time("count of all", 20, all::count);
        Page<PredictionRecord> first = all.page(50, null);
        bench.time("second page of 50", 20, () -> all.page(50, first.next()));
        bench.time(
                "page of 50 at offset " + MANY / 3,
                20 + MANY / 3 / 100,
                () -> all.offset(MANY / 3).limit(50).list());
        List<String> ids =
                all.limit(BATCH).list().stream().map(PredictionRecord::id).toList();
        bench.time("arrays of " + BATCH, 80, () -> pipelines.predictions().arrays(ids));
        bench.time("arrays of one", 20, () -> pipelines.predictions().arrays(ids.get(0)));

        big.complete();
        long begin = System.nanoTime();
        DeletionCounts counts = experiment.deleteRun(big.id(), true);
        bench.print("delete the run, with counting", System.nanoTime() - begin, -1);
        assertThat(counts.predictions()).isEqualTo(MANY);
        assertThat(counts.arrays()).isEqualTo(MANY);
        begin = System.nanoTime();
        List<PredictionRecord> top = all.top(10);
        bench.print("the first top 10 after that", System.nanoTime() - begin, -1);
        assertThat(top)
                .hasSize(10)
                .allSatisfy(record -> assertThat(record.run()).isEqualTo(kept.id()));
        begin = System.nanoTime();
        pipelines.removeDeleted();
        bench.print("until all of it is removed", System.nanoTime() - begin, -1);
        assertThat(all.count()).isEqualTo(1000);
        begin = System.nanoTime();
        VacuumReport report = workspace.vacuum(CollectOptions.defaults());
        bench.print("vacuum: " + report.stores(), System.nanoTime() - begin, -1);
        bench.time("top 10 of what is left", 60, () -> all.top(10));
        kept.complete();
    }

    private void save(Bench bench, Pipelines pipelines, String run, int many) throws Exception {
        for (int from = 0; from < many; from += 5 * BATCH) {
            int number = from;
            String dataset = "d" + from / (5 * BATCH) % 10;
            String pipeline = pipelines.begin(run, PipelineSpec.of("p" + from, Map.of(), dataset));
            String artifact = pipelines
                    .artifacts()
                    .save(("model " + from).getBytes(UTF_8), "PLS", "model", "test")
                    .id();
            String chain = pipelines
                    .chains()
                    .save(
                            pipeline,
                            Chain.of(ChainStep.fitted(0, "PLS", Map.of()))
                                    .model(0)
                                    .fold("0", artifact)
                                    .build());
            for (int i = 0; i < Math.min(5, (many - number + BATCH - 1) / BATCH); i++) {
                List<Prediction> batch = batch(pipeline, chain, dataset, i);
                bench.time("save " + BATCH, 400, () -> pipelines.predictions().save(batch));
            }
        }
    }

    private List<Prediction> batch(String pipeline, String chain, String dataset, int number) {
        List<Prediction> batch = new ArrayList<>();
        for (int i = 0; i < BATCH; i++) {
            int fold = i % 5;
            boolean val = i % 2 == 0;
            double[] predicted = random.doubles(SAMPLES).toArray();
            batch.add(Prediction.of(
                            pipeline,
                            chain,
                            "model " + number + " " + i,
                            "" + fold,
                            val ? "val" : "test",
                            dataset,
                            "rmse")
                    .modelClass(List.of("PLS", "Ridge", "SVR", "RF", "GBM").get(i % 5))
                    .scores(random.nextDouble(), random.nextDouble(), random.nextDouble())
                    .arrays(PredictionArrays.of(targets(fold + (val ? 0 : 5)), predicted)
                            .sampleIndices(indices(fold + (val ? 0 : 5)))));
        }
        return batch;
    }

    private double[] targets(int part) {
        if (targets[part] == null) {
            targets[part] = random.doubles(SAMPLES).toArray();
        }
        return targets[part];
    }

    private static long[] indices(int part) {
        long[] indices = new long[SAMPLES];
        Arrays.setAll(indices, i -> (long) i * 10 + part);
        return indices;
    }

    /** Times and counts; says the median where something is done several times. */
    private static final class Bench {
        private final String name;
        private final CountedSource source;
        private final Map<String, List<Long>> saves = new HashMap<>();

        Bench(String name, CountedSource source) {
            this.name = name;
            this.source = source;
        }

        void time(String what, long mostTrips, Callable<?> call) throws Exception {
            int times = what.startsWith("save") ? 1 : TIMES;
            if (times > 1 || !what.startsWith("save")) {
                call.call();
            }
            List<Long> nanos = new ArrayList<>();
            long trips = 0;
            long most = 0;
            for (int i = 0; i < times; i++) {
                long before = source.trips();
                long begin = System.nanoTime();
                call.call();
                nanos.add(System.nanoTime() - begin);
                trips = source.trips() - before;
                most = Math.max(most, trips);
            }
            List<Long> all = saves.computeIfAbsent(what, none -> new ArrayList<>());
            all.addAll(nanos);
            if (times > 1 || all.size() * BATCH >= MANY || !what.startsWith("save")) {
                all.sort(null);
                print(what, all.get(all.size() / 2), trips);
            }
            assertThat(most).as(name + ": trips for " + what).isLessThanOrEqualTo(mostTrips);
        }

        void print(String what, long nanos, long trips) {
            System.out.printf(
                    Locale.ROOT,
                    "%-11s %-40s %10.2f ms %s%n",
                    name,
                    what,
                    nanos / 1e6,
                    trips < 0 ? "" : trips + " trips");
        }
    }
}
