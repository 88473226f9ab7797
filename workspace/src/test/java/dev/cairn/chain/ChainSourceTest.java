package dev.cairn.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.NotFoundException;
import dev.cairn.UnsupportedException;
import dev.cairn.operator.BuiltInOperator;
import dev.cairn.operator.Detrend;
import dev.cairn.operator.LinearModel;
import dev.cairn.operator.MinMaxScaling;
import dev.cairn.operator.PlsModel;
import dev.cairn.operator.SavitzkyGolay;
import dev.cairn.operator.StandardNormalVariate;
import dev.cairn.operator.StandardScaling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Chains as programs, run by themselves and compared with the replay. */
class ChainSourceTest {
    @TempDir
    Path folder;

    private final ArtifactsInMemory artifacts = new ArtifactsInMemory();
    private final Random random = new Random(42);

    private double[] numbers(int count) {
        return random.doubles(count, -1, 1).map(x -> x / 3).toArray();
    }

    private double[][] spectra(int rows, int features) {
        return Stream.generate(() -> numbers(features)).limit(rows).toArray(double[][]::new);
    }

    private static ChainStep fitted(int index, BuiltInOperator operator) {
        return ChainStep.fitted(index, operator.operatorClass(), Map.of());
    }

    private static ChainStep stateless(int index, BuiltInOperator operator) {
        return ChainStep.stateless(
                index, operator.operatorClass(), operator.parameters().asMap());
    }

    private static String csv(double[][] rows, String comma) {
        return Arrays.stream(rows)
                .map(row -> Arrays.stream(row).mapToObj(Double::toString).collect(Collectors.joining(comma)))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private void saysTheSame(Chain chain, double[][] rows, String data) throws IOException, InterruptedException {
        Path program = ChainSource.write(folder, chain, artifacts);
        JavaProgram run = JavaProgram.run(
                program, Files.writeString(folder.resolve("data.csv"), data).toString());
        assertThat(run.errors()).isEmpty();
        assertThat(run.exit()).isZero();
        try (ChainReplay replay = ChainReplay.of(chain, artifacts)) {
            double[] expected = replay.replay(ReplayInput.of(rows));
            assertThat(Arrays.stream(run.predictions()).mapToLong(Double::doubleToRawLongBits))
                    .containsExactly(Arrays.stream(expected)
                            .mapToLong(Double::doubleToRawLongBits)
                            .boxed()
                            .toArray(Long[]::new));
        }
    }

    /** Every kind of step, with five models of two thousand coefficients that count differently. */
    private Chain large(int features) {
        StandardScaling scaling = StandardScaling.fit(spectra(20, features));
        MinMaxScaling range = MinMaxScaling.fit(spectra(20, features), -1, 2);
        MinMaxScaling target = MinMaxScaling.of(new double[] {0.1}, new double[] {17.3});
        StandardScaling otherTarget = StandardScaling.of(new double[] {1 / 3.0}, new double[] {0.7});
        Chain.Builder chain = Chain.of(
                        stateless(0, StandardNormalVariate.of(1)),
                        stateless(1, SavitzkyGolay.of(11, 3, 1, 0.1)),
                        stateless(2, Detrend.linear()),
                        stateless(3, Detrend.constant()),
                        fitted(4, scaling),
                        fitted(5, range),
                        fitted(6, target).scalingTargets(),
                        fitted(7, otherTarget).scalingTargets(),
                        ChainStep.fitted(8, "cairn.PlsModel", Map.of()))
                .model(8)
                .shared(4, artifacts.add(scaling))
                .shared(5, artifacts.add(range))
                .shared(6, artifacts.add(target))
                .shared(7, artifacts.add(otherTarget));
        for (int fold = 0; fold < 5; fold++) {
            double[] scale = spectra(1, features)[0];
            Arrays.setAll(scale, i -> i == 3 ? 0 : Math.abs(scale[i]));
            BuiltInOperator model = fold == 2
                    ? LinearModel.of(numbers(features), -0.0)
                    : PlsModel.of(numbers(features), scale, numbers(features), random.nextDouble());
            chain.fold(String.valueOf(fold), artifacts.add(model), 0.1 + fold);
        }
        return chain.build();
    }

    @Test
    void predictsBitForBitWhatTheReplayPredicts() throws IOException, InterruptedException {
        double[][] rows = spectra(12, 2_000);
        saysTheSame(large(2_000), rows, csv(rows, ","));
    }

    @Test
    void compilesNumbersThatAreLongerThanAStringMayBe() throws IOException, InterruptedException {
        double[][] rows = spectra(2, 20_000);
        LinearModel model = LinearModel.of(numbers(20_000), 0.1);
        Chain chain = Chain.of(fitted(0, model))
                .model(0)
                .shared(0, artifacts.add(model))
                .build();
        saysTheSame(chain, rows, csv(rows, ";"));
    }

    @Nested
    class Small {
        private final LinearModel first = LinearModel.of(new double[] {0.1, 0.2, 0.3}, 1);
        private final LinearModel second = LinearModel.of(new double[] {1, 10, 100}, 0.7);
        private final Chain chain = Chain.of(fitted(0, first))
                .model(0)
                .fold("0", artifacts.add(first))
                .fold("1", artifacts.add(second))
                .build();

        private JavaProgram run(String data, String... options) throws IOException, InterruptedException {
            Path program = ChainSource.write(folder.resolve("Mean.java"), chain, artifacts);
            Path file = Files.writeString(folder.resolve("data.csv"), data);
            return JavaProgram.run(
                    program,
                    Stream.concat(Stream.of(options), Stream.of(file.toString()))
                            .toArray(String[]::new));
        }

        @Test
        void takesTheMeanOfModelsAndPassesOverAHeader() throws IOException, InterruptedException {
            double[][] rows = {{1, 2, 3}, {-1e-300, Double.NaN, 1}, {4.5, Double.POSITIVE_INFINITY, 1}};
            saysTheSame(chain, rows, "\uFEFF\"a\";\"b\";\"c,d\"\r\n" + csv(rows, "; ") + "\n\n");
            assertThat(run("400,500,600\n1,2,3\n", "--header").predictions()).hasSize(1);
        }

        @Test
        void takesTheModelFittedOnAllAlone() throws IOException, InterruptedException {
            Chain refitted = Chain.of(fitted(0, first))
                    .model(0)
                    .fold("0", artifacts.add(first))
                    .fold("final", artifacts.add(second))
                    .build();
            saysTheSame(refitted, new double[][] {{1, 2, 3}}, "1,2,3");
        }

        @Test
        void namesTheLineThatItCannotRead() throws IOException, InterruptedException {
            refuses("1,2,3\n1,2\n", "line 2 has 2 columns; the chain takes 3");
            refuses("a,b,c\n1,2,3\n1,x,3\n", "line 3, column 2: 'x' is no number");
            refuses("1,two,3\n", "line 1, column 2: 'two' is no number");
            refuses("1,2,3\n\n1,2,3\n", "line 2 is empty");
            refuses("1,5;2,5;3,5\n4,5;5,5;6,5\n", "'4,5' is no number");
            refuses("1,5;2,5;3,5\n", "there are no rows of numbers");
            refuses("1d,2,3\n", "'1d' is no number");
        }

        private void refuses(String data, String reason) throws IOException, InterruptedException {
            JavaProgram run = run(data);
            assertThat(run.exit()).isEqualTo(1);
            assertThat(run.errors()).contains(reason);
            assertThat(run.output()).isEmpty();
        }

        @Test
        void saysThatThereIsNoFileOrHowItIsUsed() throws IOException, InterruptedException {
            Path program = ChainSource.write(folder.resolve("Mean.java"), chain, artifacts);
            JavaProgram none = JavaProgram.run(program, "none.csv");
            assertThat(none.exit()).isEqualTo(1);
            assertThat(none.errors()).contains("Cannot read none.csv");
            JavaProgram usage = JavaProgram.run(program);
            assertThat(usage.exit()).isEqualTo(2);
            assertThat(usage.errors()).contains("java Mean.java");
        }

        @Test
        void isCalledAsItsClass() throws IOException {
            assertThat(ChainSource.write(folder, chain, artifacts)).isEqualTo(folder.resolve("Chain.java"));
            Path deep = folder.resolve("new").resolve("Wheat");
            assertThat(ChainSource.write(deep, chain, artifacts)).isEqualTo(folder.resolve("new/Wheat.java"));
            assertThat(Files.readString(folder.resolve("new/Wheat.java"))).contains("public final class Wheat {");
            for (String name : List.of(
                    "my-chain.java",
                    "record.java",
                    "Kette\u00e4.java",
                    "class.java",
                    "1st.java",
                    "Chain.txt",
                    "List.java",
                    "A.b.java")) {
                assertThatThrownBy(() -> ChainSource.write(folder.resolve(name), chain, artifacts))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining(name.replace(".java", ""));
            }
        }

        @Test
        void leavesNothingIfAnArtifactIsMissing() {
            artifacts.remove(artifacts.add(first));
            assertThatThrownBy(() -> ChainSource.write(folder.resolve("Lost.java"), chain, artifacts))
                    .isInstanceOf(NotFoundException.class);
            assertThat(folder).isEmptyDirectory();
        }

        @Test
        void putsNoNameOfTheChainIntoTheProgram() throws IOException, InterruptedException {
            String evil = "*/ \\u002a/ static { System.exit(9); } //";
            Chain named = Chain.of(ChainStep.fitted(0, evil, Map.of("x", evil)))
                    .model(0)
                    .preprocessings(evil)
                    .fold(evil, artifacts.add(first))
                    .build();
            saysTheSame(named, new double[][] {{1, 2, 3}}, "1,2,3");
            assertThat(folder.resolve("Chain.java")).content().doesNotContain("exit(9)");
        }
    }

    @Nested
    class Refused {
        private final LinearModel model = LinearModel.of(new double[] {1, 2}, 0);

        private void refuses(Chain chain, String step) {
            assertThatThrownBy(() -> ChainSource.write(folder, chain, artifacts))
                    .isInstanceOf(UnsupportedException.class)
                    .hasMessageContaining(step);
            assertThat(folder).isEmptyDirectory();
        }

        @Test
        void areOperatorsThatAreNotBuiltIn() {
            String foreign = artifacts.add("word", "lib.Add", new byte[3]);
            ChainStep other = ChainStep.fitted(3, "lib.Add", Map.of());
            refuses(
                    Chain.of(other, fitted(4, model))
                            .model(4)
                            .shared(3, foreign)
                            .shared(4, artifacts.add(model))
                            .build(),
                    "Step 3 (lib.Add) is of the format word");
            refuses(
                    Chain.of(ChainStep.stateless(3, "word.Add", Map.of()), fitted(4, model))
                            .model(4)
                            .shared(4, artifacts.add(model))
                            .build(),
                    "Step 3 (word.Add)");
            refuses(
                    Chain.of(ChainStep.stateless(3, "lib.Unknown", Map.of()), fitted(4, model))
                            .model(4)
                            .shared(4, artifacts.add(model))
                            .build(),
                    "Step 3 (lib.Unknown)");
        }

        @Test
        void areSeveralSources() {
            StandardScaling scaling = StandardScaling.of(new double[] {1}, new double[] {1});
            Chain chain = Chain.of(fitted(3, scaling), fitted(4, model))
                    .model(4)
                    .source(3, 0, artifacts.add(scaling))
                    .source(3, 1, artifacts.add(scaling))
                    .shared(4, artifacts.add(model))
                    .build();
            refuses(chain, "Step 3 (cairn.StandardScaling)");
        }

        @Test
        void areNumbersThatDoNotFitTogether() {
            StandardScaling scaling = StandardScaling.of(new double[] {1}, new double[] {1});
            Chain chain = Chain.of(fitted(3, scaling), fitted(4, model))
                    .model(4)
                    .shared(3, artifacts.add(scaling))
                    .shared(4, artifacts.add(model))
                    .build();
            assertThatThrownBy(() -> ChainSource.write(folder, chain, artifacts))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("fitted on 1 features; row 0 has 2");
        }
    }
}
