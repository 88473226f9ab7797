package dev.cairn.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.cairn.ConflictException;
import dev.cairn.CorruptException;
import dev.cairn.NotFoundException;
import dev.cairn.model.Attributes;
import dev.cairn.pipeline.Prediction;
import dev.cairn.pipeline.PredictionArrays;
import dev.cairn.pipeline.PredictionRecord;
import dev.cairn.pipeline.PredictionResults;
import dev.cairn.pipeline.Ranking;
import dev.cairn.query.Group;
import dev.cairn.query.Page;
import dev.cairn.spi.BlobInfo;
import dev.cairn.spi.Digest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What predictions do in every store: are saved with their arrays, found, ranked and deleted. */
abstract class PredictionContract extends PipelineTest {
    private static final PredictionArrays ARRAYS = PredictionArrays.of(
                    new double[] {1, Double.longBitsToDouble(0x7ff8000000000123L), Double.POSITIVE_INFINITY},
                    new double[] {-0.0, Double.MIN_VALUE, Double.NEGATIVE_INFINITY})
            .yProba(new double[][] {{0.1, 0.9}, {0.2, 0.8}, {0.3, 0.7}})
            .sampleIndices(0, 2147483648L, Long.MAX_VALUE)
            .weights(1, 2, 3);

    private static final PredictionArrays BARE = PredictionArrays.none();

    private PredictionResults all() {
        return pipelines.predictions().results();
    }

    private List<String> blobs() {
        try (Stream<BlobInfo> blobs = manager.tiers().blobs().list("truss:1.0")) {
            return blobs.map(BlobInfo::digest).map(Digest::hex).toList();
        }
    }

    private static List<String> ids(List<PredictionRecord> records) {
        return records.stream().map(PredictionRecord::id).toList();
    }

    @Nested
    class Saving {
        @Test
        void keepsAllThatIsSaid() {
            String pipeline = pipeline();
            String chain = savedChain(pipeline);
            Prediction said = Prediction.of(pipeline, chain, "PLS-5", "0", "val", "wheat", "rmse")
                    .modelClass("sklearn.PLS")
                    .task("regression")
                    .scores(0.1, Double.NaN, null)
                    .branch(2, "derivatives")
                    .details(new Prediction.Details(
                            100L,
                            2151L,
                            Attributes.of(Map.of("val", Map.of("rmse", 0.1, "r2", 0.98))),
                            Attributes.of(Map.of("n_components", 5)),
                            "SNV>Detr",
                            "derivatives",
                            3,
                            0.03));
            PredictionRecord read =
                    pipelines.predictions().get(pipelines.predictions().save(said));
            assertThat(read)
                    .isEqualTo(new PredictionRecord(
                            read.id(),
                            run.id(),
                            pipeline,
                            chain,
                            "wheat",
                            "PLS-5",
                            "sklearn.PLS",
                            "fold_0",
                            "val",
                            0.1,
                            Double.NaN,
                            null,
                            "rmse",
                            "regression",
                            100L,
                            2151L,
                            said.details().scores(),
                            said.details().bestParameters(),
                            "SNV>Detr",
                            2,
                            "derivatives",
                            3,
                            0.03,
                            false,
                            Instant.parse("2026-03-01T12:00:00Z")));
            assertThat(all().where("scores.val.r2 > 0.9 and bestParameters.n_components = 5")
                            .count())
                    .isEqualTo(1);
        }

        @Test
        void keepsEveryBitAndShapeOfTheArrays() {
            String pipeline = pipeline();
            String full = saved(prediction(pipeline, "0", "val", 1).arrays(ARRAYS));
            String some = saved(prediction(pipeline, "1", "val", 1).arrays(BARE.yTrue(1, 2)));
            String none = saved(prediction(pipeline, "2", "val", 1));
            String empty = saved(prediction(pipeline, "3", "val", 1)
                    .arrays(BARE.yPred(new double[0]).sampleIndices(new long[0])));
            Map<String, PredictionArrays> read = pipelines.predictions().arrays(List.of(full, some, none, empty));
            assertThat(read.keySet()).containsExactly(full, some, none, empty);
            PredictionArrays whole = read.get(full);
            assertThat(whole).isEqualTo(ARRAYS);
            assertThat(bits(whole.yTrue())).isEqualTo(bits(ARRAYS.yTrue()));
            assertThat(whole.yProba()).isDeepEqualTo(new double[][] {{0.1, 0.9}, {0.2, 0.8}, {0.3, 0.7}});
            assertThat(whole.sampleIndices()).containsExactly(0, 2147483648L, Long.MAX_VALUE);
            assertThat(read.get(some).yTrue()).containsExactly(1, 2);
            assertThat(read.get(some).yPred()).isNull();
            assertThat(read.get(some).yProba()).isNull();
            assertThat(read.get(none).isEmpty()).isTrue();
            assertThat(read.get(empty).yPred()).isEmpty();
            assertThat(read.get(empty).samples()).isZero();
            assertThat(pipelines.predictions().get(full).hasArrays()).isTrue();
            assertThat(pipelines.predictions().get(none).hasArrays()).isFalse();
        }

        private static long[] bits(double @Nullable [] values) {
            return DoubleStream.of(values == null ? new double[0] : values)
                    .mapToLong(Double::doubleToRawLongBits)
                    .toArray();
        }

        @Test
        void refusesArraysOfUnequalLength() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> PredictionArrays.of(new double[3], new double[2]))
                    .withMessageContaining("2 yPred")
                    .withMessageContaining("3 yTrue");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> BARE.yProba(new double[][] {{1, 2}, {1}}))
                    .withMessageContaining("sample 1");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> BARE.weights(1).sampleIndices(1, 2));
        }

        @Test
        void refusesWhatBelongsToNothingBeforeItWritesAnything() {
            String pipeline = pipeline();
            String other = pipeline();
            String chain = savedChain(other);
            int before = blobs().size();
            Prediction good = prediction(pipeline, "0", "val", 1).arrays(ARRAYS);
            Prediction foreign = Prediction.of(pipeline, chain, "PLS", "0", "val", "wheat", "rmse");
            assertThatExceptionOfType(NotFoundException.class)
                    .isThrownBy(() -> pipelines.predictions().save(List.of(good, prediction("nobody", "0", "val", 1))))
                    .withMessageContaining("nobody");
            assertThatExceptionOfType(NotFoundException.class)
                    .isThrownBy(() -> pipelines
                            .predictions()
                            .save(Prediction.of(pipeline, "no chain", "PLS", "0", "val", "wheat", "rmse")))
                    .withMessageContaining("no chain");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> pipelines.predictions().save(List.of(good, foreign)))
                    .withMessageContaining(chain)
                    .withMessageContaining(other);
            assertThatExceptionOfType(NotFoundException.class)
                    .isThrownBy(() -> pipelines.predictions().saveArrays("nobody", ARRAYS));
            assertThat(all().count()).isZero();
            assertThat(blobs()).hasSize(before);
        }

        @Test
        void ofTheSameAgainReplaces() {
            String pipeline = pipeline();
            String id = saved(prediction(pipeline, "0", "val", 1).arrays(ARRAYS));
            assertThat(saved(prediction(pipeline, "fold_0", "val", 2))).isEqualTo(id);
            assertThat(all().list()).singleElement().satisfies(record -> {
                assertThat(record.valScore()).isEqualTo(2);
                assertThat(record.hasArrays()).isTrue();
            });
            assertThat(pipelines.predictions().arrays(id)).isEqualTo(ARRAYS);
            pipelines.predictions().saveArrays(id, BARE.yPred(7));
            assertThat(pipelines.predictions().arrays(id)).isEqualTo(BARE.yPred(7));
            Set<String> others = new HashSet<>(List.of(
                    saved(prediction(pipeline, "0", "test", 1)),
                    saved(prediction(pipeline, "final", "val", 1)),
                    saved(prediction(pipeline, "0", "val", 1).branch(0, null)),
                    saved(Prediction.of(pipeline, savedChain(pipeline), "PLS", "0", "val", "wheat", "rmse")),
                    saved(Prediction.of(pipeline, null, "Ridge", "0", "val", "wheat", "rmse"))));
            assertThat(others).hasSize(5).doesNotContain(id);
            Prediction twice = prediction(pipeline, "9", "val", 1);
            assertThat(pipelines.predictions().save(List.of(twice, twice.scores(5.0, null, null))))
                    .hasSize(2)
                    .allSatisfy(
                            one -> assertThat(pipelines.predictions().get(one).valScore())
                                    .isEqualTo(5));
        }

        @Test
        void ofTheSameWithoutArraysKeepsEmptyOnes() {
            String pipeline = pipeline();
            String id = saved(prediction(pipeline, "0", "val", 1).arrays(BARE.yPred(new double[0])));
            saved(prediction(pipeline, "0", "val", 2));
            assertThat(pipelines.predictions().get(id).hasArrays()).isTrue();
            assertThat(pipelines.predictions().arrays(id).yPred()).isEmpty();
        }

        @Test
        @SuppressWarnings("NullAway")
        void refusesDetailsThatAreNotSaid() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Prediction.Details(1L, 1L, null, Attributes.empty(), "", null, 0, 0))
                    .withMessageContaining("scores");
            assertThatIllegalArgumentException()
                    .isThrownBy(() ->
                            new Prediction.Details(1L, 1L, Attributes.empty(), Attributes.empty(), null, null, 0, 0))
                    .withMessageContaining("preprocessings");
        }

        @Test
        void ofEqualArraysTakesTheirSpaceOnce() {
            String pipeline = pipeline();
            PredictionArrays samples = BARE.yTrue(1, 2, 3).sampleIndices(7, 8, 9);
            List<Prediction> batch = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                batch.add(prediction(pipeline, "" + i, "val", i).arrays(samples.yPred(i, i, i)));
            }
            List<String> ids = pipelines.predictions().save(batch);
            assertThat(blobs()).as("targets, indices and a pack").hasSize(3);
            workspace
                    .experiment("truss:1.0")
                    .pipelines()
                    .predictions()
                    .save(prediction(pipeline, "20", "val", 1).arrays(samples.yPred(0, 0, 0)));
            assertThat(blobs()).as("one more pack").hasSize(4);
            pipelines.predictions().save(batch);
            assertThat(blobs()).as("the same again").hasSize(4);
            ids.forEach(
                    id -> assertThat(pipelines.predictions().arrays(id).yTrue()).containsExactly(1, 2, 3));
        }

        @Test
        void ofManyDifferentArraysTakesOnePack() {
            String pipeline = pipeline();
            List<Prediction> batch = IntStream.range(0, 100)
                    .mapToObj(i -> prediction(pipeline, "" + i, "val", i)
                            .arrays(PredictionArrays.of(new double[] {i, 1}, new double[] {i, 2})))
                    .toList();
            List<String> ids = pipelines.predictions().save(batch);
            assertThat(blobs()).hasSize(1);
            Map<String, PredictionArrays> read = pipelines.predictions().arrays(ids);
            for (int i = 0; i < 100; i++) {
                assertThat(read.get(ids.get(i))).isEqualTo(batch.get(i).arrays());
            }
        }

        @Test
        void survivesACollectionOfGarbage() {
            String pipeline = pipeline();
            String id = saved(prediction(pipeline, "0", "val", 1).arrays(ARRAYS));
            String gone = saved(prediction(pipeline, "1", "val", 1).arrays(BARE.yPred(5)));
            pipelines.predictions().delete(gone);
            boolean all = collect();
            assertThat(pipelines.predictions().arrays(id)).isEqualTo(ARRAYS);
            assertThat(blobs()).hasSize(all ? 4 : 5);
            saved(prediction(pipeline, "2", "val", 1)
                    .arrays(BARE.yTrue(ARRAYS.yTrue()).yPred(5, 5, 5)));
        }

        @Test
        void ofNothingIsNothing() {
            assertThat(pipelines.predictions().save(List.of())).isEmpty();
            assertThat(pipelines.predictions().arrays(List.of())).isEmpty();
            assertThatExceptionOfType(NotFoundException.class)
                    .isThrownBy(() -> pipelines.predictions().arrays(List.of("nobody", "noone")))
                    .withMessageContaining("nobody")
                    .withMessageContaining("noone");
        }
    }

    @Nested
    class Finding {
        @Test
        void byEachFilterAndByAll() {
            String first = pipeline("wheat");
            String second = pipeline("corn");
            List<Prediction> batch = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                String model = i % 2 == 0 ? "PLS" : "Ridge";
                batch.add(Prediction.of(first, null, model + i, "" + i % 5, i < 50 ? "val" : "test", "wheat", "rmse")
                        .modelClass(model)
                        .branch(i % 3, null));
            }
            batch.add(Prediction.of(second, null, "PLS", "0", "val", "50%_moist", "r2")
                    .task("classification"));
            batch.add(Prediction.of(second, null, "PLS", "1", "val", "50abc_moist", "r2"));
            pipelines.predictions().save(batch.subList(0, 100));
            pipelines.predictions().save(batch.get(100));
            pipelines.predictions().save(batch.get(101));
            assertThat(all().pipeline(first).partition("val").count()).isEqualTo(50);
            assertThat(all().pipeline(first).modelClass("PLS").count()).isEqualTo(50);
            assertThat(all().pipeline(first).fold("fold_0").count()).isEqualTo(20);
            assertThat(all().pipeline(first).fold("0", "1").count()).isEqualTo(40);
            assertThat(all().pipeline(first).branch(0).count()).isEqualTo(34);
            assertThat(all().dataset("50%_moist").count()).isEqualTo(1);
            assertThat(all().dataset("50%_moist", "50abc_moist").count()).isEqualTo(2);
            assertThat(all().run(run.id()).count()).isEqualTo(102);
            assertThat(all().run("nobody").count()).isZero();
            assertThat(all().task("classification").list()).hasSize(1);
            assertThat(all().metric("r2").model("PLS").count()).isEqualTo(2);
            assertThat(all().limit(10).list()).hasSize(10);
            assertThat(all().page().items()).hasSize(100);
            assertThat(all().partition("val")
                            .modelClass("PLS")
                            .fold("0")
                            .dataset("wheat")
                            .count())
                    .isEqualTo(5);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> all().where("val_score < 1").count())
                    .withMessageContaining("valScore");
        }

        @Test
        void theLastSavedFirstAndPageByPage() {
            String pipeline = pipeline();
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                ids.add(0, saved(prediction(pipeline, "" + i, "val", i)));
            }
            assertThat(ids(all().list())).containsExactlyElementsOf(ids);
            assertThat(ids(all().offset(3).list())).containsExactlyElementsOf(ids.subList(3, 5));
            Page<PredictionRecord> first = all().page(2, null);
            Page<PredictionRecord> second = all().page(2, first.next());
            Page<PredictionRecord> third = all().page(2, second.next());
            assertThat(Stream.of(first, second, third)
                            .flatMap(page -> page.items().stream())
                            .map(PredictionRecord::id))
                    .containsExactlyElementsOf(ids);
            assertThat(third.next()).isNull();
        }
    }

    @Nested
    class Ranked {
        private List<String> scored(@Nullable Double... scores) {
            String pipeline = pipeline();
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < scores.length; i++) {
                ids.add(saved(prediction(pipeline, "" + i, "val", 0).scores(scores[i], 1.0, null)));
            }
            return ids;
        }

        @Test
        void nanAndMissingScoresComeLastBothWays() {
            List<String> ids = scored(0.3, Double.NaN, 0.1, null, Double.POSITIVE_INFINITY, -1.0);
            assertThat(ids(all().top(10)))
                    .containsExactly(ids.get(5), ids.get(2), ids.get(0), ids.get(4), ids.get(1), ids.get(3));
            assertThat(ids(all().top(10, Ranking.usual().highestFirst())))
                    .containsExactly(ids.get(4), ids.get(0), ids.get(2), ids.get(5), ids.get(1), ids.get(3));
            assertThat(ids(all().top(2))).containsExactly(ids.get(5), ids.get(2));
            assertThat(all().top(0)).isEmpty();
        }

        @Test
        void theOlderOfEqualOnesComesFirst() {
            List<String> ids = scored(0.5, 0.5, 0.4, 0.5);
            List<String> expected = List.of(ids.get(2), ids.get(0), ids.get(1), ids.get(3));
            for (int i = 0; i < 3; i++) {
                assertThat(ids(all().top(4))).isEqualTo(expected);
                assertThat(ids(all().top(3, Ranking.usual().highestFirst())))
                        .containsExactly(ids.get(0), ids.get(1), ids.get(3));
            }
        }

        @Test
        void onlyThePartitionAskedForCounts() {
            String pipeline = pipeline();
            String val = saved(prediction(pipeline, "0", "val", 0.5));
            String test = saved(prediction(pipeline, "0", "test", 0.1));
            assertThat(ids(all().top(5))).containsExactly(val);
            assertThat(ids(all().top(5, Ranking.usual().partition("test")))).containsExactly(test);
            assertThat(ids(all().top(5, Ranking.usual().partition(null)))).containsExactly(test, val);
        }

        @Test
        void byGroupsTheGroupsInOrder() {
            String pipeline = pipeline();
            Map<String, List<Double>> scores = Map.of("B", List.of(0.1, 0.4), "A", List.of(0.3, 0.2, 0.1));
            scores.forEach((model, values) -> {
                for (int i = 0; i < values.size(); i++) {
                    saved(Prediction.of(pipeline, null, model, "" + i, "val", "wheat", "rmse")
                            .scores(values.get(i), null, null));
                }
            });
            List<Group<PredictionRecord>> groups = all().topPerGroup(2, "modelClass", Ranking.usual());
            assertThat(groups).extracting(Group::value).containsExactly("A", "B");
            assertThat(groups.get(0).items())
                    .extracting(PredictionRecord::valScore)
                    .containsExactly(0.1, 0.2);
            assertThat(groups.get(1).items())
                    .extracting(PredictionRecord::valScore)
                    .containsExactly(0.1, 0.4);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> all().topPerGroup(2, "model_class", Ranking.usual()))
                    .withMessageContaining("modelClass");
        }

        @Test
        void differentMetricsOnlyTogetherWhereAsked() {
            String pipeline = pipeline();
            saved(prediction(pipeline, "0", "val", 0.5));
            String r2 = saved(Prediction.of(pipeline, null, "PLS", "1", "val", "corn", "r2")
                    .scores(0.9, null, null));
            saved(Prediction.of(pipeline, null, "PLS", "0", "test", "wheat", "mae")
                    .scores(0.9, null, null));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> all().top(10))
                    .withMessageContaining("r2")
                    .withMessageContaining("rmse");
            assertThat(all().top(10, Ranking.usual().mixingMetrics())).hasSize(2);
            assertThat(ids(all().metric("r2").top(10))).containsExactly(r2);
            assertThat(all().topPerGroup(1, "dataset", Ranking.usual())).hasSize(2);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> all().topPerGroup(1, "model", Ranking.usual()))
                    .withMessageContaining("rmse");
        }

        @Test
        void byNothingThatIsNoScore() {
            scored(0.1, 0.2);
            for (String bad : List.of("rmse", "val_score; DROP TABLE runs--", "dataset", "val_score")) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> all().top(10, Ranking.usual().by(bad)))
                        .withMessageContaining("valScore");
            }
            assertThatIllegalArgumentException().isThrownBy(() -> all().top(-1)).withMessageContaining("-1");
            assertThat(all().top(10, Ranking.usual().by("testScore"))).hasSize(2);
            assertThat(all().count()).isEqualTo(2);
        }

        @Test
        void byAScoreInAnotherMetric() {
            String pipeline = pipeline();
            String worse = saved(prediction(pipeline, "0", "val", 1).allScores(Map.of("val", Map.of("mae", 0.7))));
            String better = saved(prediction(pipeline, "1", "val", 2).allScores(Map.of("val", Map.of("mae", 0.1))));
            assertThat(ids(all().top(2, Ranking.usual().by("scores.val.mae")))).containsExactly(better, worse);
        }
    }

    @Nested
    class Deleted {
        @Test
        void bySelection() {
            String pipeline = pipeline();
            List<Prediction> batch = IntStream.range(0, 30)
                    .mapToObj(i -> prediction(pipeline, "" + i % 3, i < 15 ? "val" : "test", i)
                            .branch(i, null))
                    .toList();
            pipelines.predictions().save(batch);
            assertThat(all().fold("0").delete()).isEqualTo(10);
            assertThat(all().fold("0").delete()).isZero();
            assertThat(all().count()).isEqualTo(20);
            assertThat(all().dataset("wheat").delete()).isEqualTo(20);
            assertThat(pipelines.find(pipeline)).isPresent();
        }

        @Test
        void withTheirPipelineThoughTheyAreMany() {
            String gone = pipeline();
            String kept = pipeline();
            pipelines
                    .predictions()
                    .save(IntStream.range(0, 1500)
                            .mapToObj(i -> prediction(gone, "" + i, "val", i))
                            .toList());
            String last = saved(prediction(kept, "0", "val", 1e6));
            assertThat(pipelines.delete(gone, true).predictions()).isEqualTo(1500);
            assertThat(ids(all().top(1))).containsExactly(last);
            assertThat(all().count()).isEqualTo(1);
            pipelines.removeDeleted();
            assertThat(ids(all().list())).containsExactly(last);
        }
    }

    @Test
    void whatIsSavedWhileItsPipelineFailsIsNotShown() {
        String pipeline = pipeline();
        Prediction late = prediction(pipeline, "0", "val", 1);
        pipelines.fail(pipeline, "why");
        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> pipelines.predictions().save(late))
                .withMessageContaining("why");
        assertThat(all().count()).isZero();
    }

    @Test
    void lostArraysAreNamed() {
        String pipeline = pipeline();
        String id = saved(prediction(pipeline, "0", "val", 1).arrays(BARE.yPred(1, 2)));
        manager.tiers()
                .primary()
                .blobs()
                .sweep("truss:1.0", blobs().stream().map(Digest::new).toList(), Instant.parse("2100-01-01T00:00:00Z"));
        assertThatExceptionOfType(CorruptException.class)
                .isThrownBy(() -> pipelines.predictions().arrays(id))
                .withMessageContaining(id);
        assertThat(Arrays.asList(pipelines.predictions().get(id).valScore())).containsExactly(1.0);
    }
}
