package dev.cairn.chain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.CorruptException;
import dev.cairn.NotFoundException;
import dev.cairn.UnsupportedException;
import dev.cairn.operator.LinearModel;
import dev.cairn.operator.StandardScaling;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What a chain says of samples, with operators that are easily worked out. */
class ChainReplayTest {
    private static final double[][] ZEROS = new double[4][3];
    private static final ChainStep ADD = ChainStep.fitted(0, "word.Add", Map.of());
    private static final ChainStep MODEL = ChainStep.fitted(1, "word.Model", Map.of());

    private final ArtifactsInMemory artifacts = new ArtifactsInMemory();

    @BeforeEach
    void startsWithNothingOpen() {
        WordFormat.OPEN.set(0);
    }

    @AfterEach
    void leavesNothingOpen() {
        assertThat(WordFormat.OPEN).hasValue(0);
    }

    private String word(String words) {
        return artifacts.add("word", "word.Operator", words.getBytes(UTF_8));
    }

    private double[] replay(Chain.Builder chain, ReplayInput input) {
        try (ChainReplay replay = ChainReplay.of(chain.build(), artifacts)) {
            return replay.replay(input);
        }
    }

    private double[] replay(Chain.Builder chain, double[][] rows) {
        return replay(chain, ReplayInput.of(rows));
    }

    private Chain.Builder adding(String words) {
        return Chain.of(ADD, MODEL).model(1).shared(0, word(words));
    }

    @Nested
    class OfFolds {
        @Test
        void isTheMeanOfTheModels() {
            Chain.Builder chain = adding("add 1")
                    .fold("0", word("say 1"))
                    .fold("1", word("say 2"))
                    .fold("2", word("say 6"));
            assertThat(replay(chain, ZEROS)).containsExactly(3, 3, 3, 3);
        }

        @Test
        void isWhatTheModelFittedOnAllSaysAlone() {
            Chain.Builder chain = adding("add 1").fold("fold_0", word("sum 10")).fold("final", word("sum 2"));
            assertThat(replay(chain, new double[][] {{1, 2}, {3, 4}})).containsExactly(10, 18);
        }

        @Test
        void isTheMeanByWeightsIfThereAreSome() {
            Chain.Builder chain = adding("add 1").fold("0", word("say 1"), 1).fold("1", word("say 5"), 3);
            assertThat(replay(chain, ZEROS)).containsExactly(4, 4, 4, 4);
        }

        @Test
        void isRefusedIfTheWeightsAllowNoMean() {
            assertThatThrownBy(() -> replay(adding("add 1").fold("0", "a", 0).fold("1", "b", 0), ZEROS))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("add up to 0.0");
            assertThatThrownBy(() -> replay(adding("add 1").fold("0", "a", 1).fold("1", "b"), ZEROS))
                    .hasMessageContaining("none for [fold_1]");
        }

        @Test
        void isAVoteOfClassesInWhichTheSmallestWinsATie() {
            Chain.Builder chain = adding("add 1")
                    .fold("0", word("class 7"))
                    .fold("1", word("class 2"))
                    .fold("2", word("class 7"));
            assertThat(replay(chain, ZEROS)).containsExactly(7, 7, 7, 7);
            Chain.Builder tie = adding("add 1").fold("0", word("class 7")).fold("1", word("class 2"));
            assertThat(replay(tie, ZEROS)).containsExactly(2, 2, 2, 2);
            Chain.Builder weighted =
                    adding("add 1").fold("0", word("class 7"), 3).fold("1", word("class 2"), 2);
            assertThat(replay(weighted, ZEROS)).containsExactly(7, 7, 7, 7);
        }

        @Test
        void isRefusedIfSomeSayClassesAndOthersValues() {
            Chain.Builder chain = adding("add 1").fold("0", word("class 7")).fold("1", word("say 2"));
            assertThatThrownBy(() -> replay(chain, ZEROS))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("[fold_0] say classes")
                    .hasMessageContaining("[fold_1] say values");
        }
    }

    @Nested
    class OfSteps {
        @Test
        void doesNotChangeTheSamples() {
            double[][] rows = {{1, 2}};
            ReplayInput input = ReplayInput.of(rows);
            Chain.Builder chain = adding("add 1").fold("0", word("sum 1"));
            assertThat(replay(chain, input)).containsExactly(5);
            assertThat(replay(chain, input)).containsExactly(5);
            assertThat(rows).isDeepEqualTo(new double[][] {{1, 2}});
        }

        @Test
        void appliesSeveralArtifactsOneAfterAnotherAndMakesStatelessStepsAnew() {
            Chain.Builder chain = Chain.of(ADD, ChainStep.stateless(5, "word.Add", Map.of("value", 100)), MODEL)
                    .model(1)
                    .shared(0, word("add 1"), word("add 10"))
                    .fold("0", word("sum 1"));
            assertThat(replay(chain, new double[1][2])).containsExactly(222);
        }

        @Test
        void leavesOutBranchesThatDoNotLeadToTheModel() {
            Chain.Builder chain = Chain.of(
                            ADD,
                            ChainStep.stateless(2, "word.Add", Map.of("value", 10))
                                    .in(List.of(0)),
                            ChainStep.stateless(3, "word.Add", Map.of("value", 100))
                                    .in(List.of(1)),
                            ChainStep.fitted(4, "other.Unknown", Map.of()).in(List.of(1, 0)),
                            MODEL.in(List.of(1, 2)))
                    .model(1)
                    .branchPath(List.of(1, 2))
                    .shared(0, word("add 1"))
                    .fold("0", word("sum 1"));
            assertThat(replay(chain, new double[1][1])).containsExactly(101);
        }

        @Test
        void refusesBranchesThatWereMergedBeforeTheModel() {
            Chain.Builder chain = Chain.of(ADD.in(List.of(0)), MODEL)
                    .model(1)
                    .shared(0, word("add 1"))
                    .fold("0", word("sum 1"));
            assertThatThrownBy(() -> replay(chain, ZEROS))
                    .isInstanceOf(UnsupportedException.class)
                    .hasMessageContaining("Step 0 (word.Add)")
                    .hasMessageContaining("merged");
        }

        @Test
        void takesAModelThatIsShared() {
            assertThat(replay(adding("add 1").shared(1, word("add 2"), word("sum 10")), new double[1][1]))
                    .containsExactly(30);
        }

        @Test
        void namesTheStepsIfThereIsNoModel() {
            assertThatThrownBy(() -> replay(Chain.of(ADD).shared(0, word("add 1")), ZEROS))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("no model")
                    .hasMessageContaining("0 word.Add");
            assertThatThrownBy(() -> replay(adding("add 1"), ZEROS))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("Step 1 (word.Model), the model, was fitted and has no artifacts");
        }

        @Test
        void namesAFittedStepWithoutArtifacts() {
            assertThatThrownBy(() -> replay(Chain.of(ADD, MODEL).model(1).fold("0", "m"), ZEROS))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("Step 0 (word.Add) was fitted and has no artifacts");
        }

        @Test
        void namesWhatCannotBeReadOrIsMissing() {
            String lost = word("say 1");
            artifacts.remove(lost);
            assertThatThrownBy(() -> replay(adding("add 1").fold("0", lost), ZEROS))
                    .isInstanceOf(NotFoundException.class);
            assertThatThrownBy(() -> replay(adding("nonsense").fold("0", word("say 1")), ZEROS))
                    .isInstanceOf(CorruptException.class)
                    .hasMessageContaining("Step 0 (word.Add)")
                    .hasMessageContaining("no such word: nonsense");
            String joblib = artifacts.add("joblib", "sklearn.PCA", new byte[3]);
            assertThatThrownBy(() -> replay(
                            Chain.of(ADD, MODEL).model(1).shared(0, joblib).fold("0", "m"), ZEROS))
                    .isInstanceOf(UnsupportedException.class)
                    .hasMessageContaining("'joblib'");
        }

        @Test
        void namesAnOperatorThatIsNotWhatItsStepNeeds() {
            assertThatThrownBy(() -> replay(adding("say 1").fold("0", word("say 1")), ZEROS))
                    .hasMessageContaining("Step 0 (word.Add) does not transform");
            assertThatThrownBy(() -> replay(adding("add 1").fold("0", word("add 1")), ZEROS))
                    .hasMessageContaining("Step 1 (word.Model) is the model");
            assertThatThrownBy(() -> replay(adding("short").fold("0", word("say 1")), ZEROS))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("made 3 rows of 4");
            assertThatThrownBy(() -> replay(adding("add 1").fold("0", word("short")), ZEROS))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("predicted 3 numbers of 4 rows");
        }

        @Test
        void namesTheStepThatRefusesItsSamples() {
            String model = artifacts.add(LinearModel.of(new double[] {1, 2}, 0));
            assertThatThrownBy(() -> replay(adding("add 1").fold("0", model), ZEROS))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("Step 1 (word.Model)")
                    .hasMessageContaining("2 features; row 0 has 3");
            String scaling = artifacts.add(StandardScaling.of(new double[] {1}, new double[] {1}));
            assertThatThrownBy(() -> replay(
                            Chain.of(ADD, MODEL).model(1).shared(0, scaling).fold("0", model), ZEROS))
                    .hasMessageContaining("Step 0 (word.Add)")
                    .hasMessageContaining("1 features; row 0 has 3");
        }

        @Test
        void isRefusedAfterClosing() {
            ChainReplay replay =
                    ChainReplay.of(adding("add 1").fold("0", word("say 1")).build(), artifacts);
            replay.close();
            replay.close();
            assertThatThrownBy(() -> replay.replay(ReplayInput.of(ZEROS)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("closed");
        }
    }

    @Nested
    class OfTargets {
        private final ChainStep first =
                ChainStep.stateless(7, "word.Add", Map.of("value", 5)).scalingTargets();
        private final ChainStep second =
                ChainStep.fitted(8, "word.Add", Map.of()).scalingTargets();

        @Test
        void bringsTheAnswerOfEachFoldBackAndLeavesTheSamples() {
            Chain.Builder chain = Chain.of(first, second, MODEL)
                    .model(1)
                    .shared(8, word("add 10"), word("add 20"))
                    .fold("0", word("sum 1"))
                    .fold("1", word("sum 3"));
            assertThat(replay(chain, new double[][] {{50}})).containsExactly(65);
        }

        @Test
        void leavesClassesAsTheyAre() {
            Chain.Builder chain = Chain.of(first, MODEL).model(1).fold("0", word("class 2"));
            assertThat(replay(chain, new double[1][1])).containsExactly(2);
        }

        @Test
        void namesAScalerThatCannotBeTakenBack() {
            ChainStep snv = ChainStep.stateless(7, "cairn.StandardNormalVariate", Map.of())
                    .scalingTargets();
            assertThatThrownBy(() -> replay(Chain.of(snv, MODEL).model(1).fold("0", word("say 2")), ZEROS))
                    .hasMessageContaining("Step 7 (cairn.StandardNormalVariate)")
                    .hasMessageContaining("cannot be taken back");
            assertThatThrownBy(() -> replay(
                            Chain.of(second, MODEL).model(1).fold("0", "m").source(8, 0, "a"), ZEROS))
                    .hasMessageContaining("Step 8 (word.Add) was fitted and has no artifacts");
        }
    }

    @Nested
    class OfWavelengths {
        @Test
        void givesThemToWhoNeedsThem() {
            double[] wavelengths =
                    IntStream.rangeClosed(0, 21).mapToDouble(i -> 400 + 100 * i).toArray();
            Chain.Builder chain = adding("wavelengths").fold("0", word("sum 1"));
            ReplayInput input = ReplayInput.of(new double[1][22]).wavelengths(wavelengths);
            assertThat(replay(chain, input)).containsExactly((400 + 2500) * 11);
        }

        @Test
        void namesTheStepThatLacksThem() {
            Chain.Builder chain = adding("wavelengths").fold("0", word("sum 1"));
            assertThatThrownBy(() -> replay(chain, ZEROS))
                    .hasMessageContaining("Step 0 (word.Add) needs the wavelengths");
            assertThatThrownBy(() -> replay(chain, ReplayInput.of(ZEROS).wavelengths(1, 2)))
                    .hasMessageContaining("gets 3 features, and the wavelengths are 2");
        }
    }

    @Nested
    class OfSources {
        private final ReplayInput two =
                ReplayInput.ofSources(List.of(new double[][] {{1}, {2}}, new double[][] {{10, 20}, {30, 40}}));

        private Chain.Builder fitted() {
            return Chain.of(ADD, MODEL)
                    .model(1)
                    .source(0, 0, word("add 100"))
                    .source(0, 1, word("add 1000"))
                    .fold("0", word("sum 1"));
        }

        @Test
        void appliesToEachItsOwnAndJoinsThem() {
            assertThat(replay(fitted(), two)).containsExactly(2131, 2172);
            assertThat(replay(fitted().shared(0, word("add 1")), two)).containsExactly(2134, 2175);
        }

        @Test
        void readsTheOneOfTheChain() {
            assertThat(replay(fitted().sourceIndex(1), two)).containsExactly(2030, 2070);
            assertThat(replay(fitted().sourceIndex(0), ReplayInput.of(new double[][] {{1}})))
                    .containsExactly(101);
        }

        @Test
        void namesASourceThatIsMissing() {
            ReplayInput one = ReplayInput.of(ZEROS);
            assertThatThrownBy(() -> replay(fitted().sourceIndex(1), one))
                    .hasMessageContaining("no samples of source 1")
                    .hasMessageContaining("[0]");
            assertThatThrownBy(() -> replay(fitted(), one)).hasMessageContaining("for the sources [0, 1]");
        }

        @Test
        void leavesASourceForWhichAStepHasNothing() {
            Chain.Builder chain =
                    Chain.of(ADD, MODEL).model(1).source(0, 1, word("add 1000")).fold("0", word("sum 1"));
            assertThat(replay(chain, two)).containsExactly(2031, 2072);
        }

        @Test
        void namesSourcesThatHaveNotAsManyRows() {
            assertThatThrownBy(() -> replay(fitted(), two.source(1, new double[3][2])))
                    .hasMessageContaining("Source 0 has 2 rows and source 1 has 3");
        }

        @Test
        void takesWavelengthsOfEach() {
            Chain.Builder chain =
                    Chain.of(ADD, MODEL).model(1).shared(0, word("wavelengths")).fold("0", word("sum 1"));
            ReplayInput input = two.wavelengthsOf(0, 5).wavelengthsOf(1, 6, 7);
            assertThat(replay(chain, input)).containsExactly(18, 18);
        }
    }

    @Test
    void samplesAreRowsOfOneLength() {
        assertThatThrownBy(() -> ReplayInput.of(new double[][] {{1, 2}, {3, 4}, {5}}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("row 2 has 1");
        assertThatThrownBy(() -> ReplayInput.ofSources(List.of())).hasMessageContaining("no source");
        assertThat(replay(adding("add 1").fold("0", word("say 1")), new double[0][]))
                .isEmpty();
        assertThat(replay(adding("add 1").fold("0", word("sum 1")), new double[][] {{Double.NaN}}))
                .containsExactly(Double.NaN);
    }
}
