package dev.cairn.chain;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Whatever steps a chain has, a bundle of it predicts the same bits. */
class BundleReplayProperties {
    private final ArtifactsInMemory artifacts = new ArtifactsInMemory();

    @Property(tries = 60)
    void aBundlePredictsWhatItsChainPredicts(
            @ForAll long seed,
            @ForAll @IntRange(min = 5, max = 40) int features,
            @ForAll @IntRange(max = 6) int steps,
            @ForAll @IntRange(min = 1, max = 4) int folds)
            throws IOException {
        Random random = new Random(seed);
        Chain chain = chain(random, features, steps, folds);
        ReplayInput input = ReplayInput.of(rows(random, 4, features));
        Path folder = Files.createTempDirectory("bundle");
        Path file = ChainBundle.write(folder.resolve("chain"), chain, artifacts, ChainBundle.Origin.none());
        try (ChainBundle bundle = ChainBundle.open(file);
                ChainReplay replay = ChainReplay.of(chain, artifacts)) {
            assertThat(bundle.chain()).isEqualTo(chain);
            assertThat(bits(bundle.replay(input))).isEqualTo(bits(replay.replay(input)));
            assertThat(bits(replay.replay(input))).isEqualTo(bits(replay.replay(input)));
        } finally {
            Files.delete(file);
            Files.delete(folder);
        }
    }

    private Chain chain(Random random, int features, int steps, int folds) {
        List<ChainStep> all = new ArrayList<>();
        List<BuiltInOperator> operators = new ArrayList<>();
        for (int step = 0; step < steps; step++) {
            BuiltInOperator operator = operator(random, features);
            operators.add(operator);
            all.add(
                    operator.parameters().isEmpty()
                            ? ChainStep.fitted(step, operator.operatorClass(), Map.of())
                            : ChainStep.stateless(
                                    step,
                                    operator.operatorClass(),
                                    operator.parameters().asMap()));
        }
        all.add(ChainStep.fitted(steps, "cairn.Model", Map.of()));
        Chain.Builder chain = Chain.of(all).model(steps);
        for (int step = 0; step < steps; step++) {
            if (!all.get(step).stateless()) {
                chain.shared(step, artifacts.add(operators.get(step)));
            }
        }
        boolean weighted = random.nextBoolean();
        for (int fold = 0; fold < folds; fold++) {
            String id = artifacts.add(model(random, features));
            String name = String.valueOf(fold);
            if (weighted) {
                chain.fold(name, id, 0.01 + random.nextDouble());
            } else {
                chain.fold(name, id);
            }
        }
        return chain.build();
    }

    private static BuiltInOperator operator(Random random, int features) {
        return switch (random.nextInt(6)) {
            case 0 -> StandardNormalVariate.of(random.nextInt(2));
            case 1 -> Detrend.linear();
            case 2 -> Detrend.constant();
            case 3 -> SavitzkyGolay.of(5, random.nextInt(5), random.nextInt(3), 0.01 + random.nextDouble());
            case 4 -> StandardScaling.fit(rows(random, 3, features));
            default -> MinMaxScaling.fit(rows(random, 3, features), -random.nextDouble(), 1);
        };
    }

    private static BuiltInOperator model(Random random, int features) {
        double[] coefficients = rows(random, 1, features)[0];
        double[] mean = rows(random, 1, features)[0];
        double[] scale = Arrays.stream(mean).map(Math::abs).toArray();
        return random.nextBoolean()
                ? LinearModel.of(coefficients, random.nextGaussian())
                : PlsModel.of(mean, scale, coefficients, random.nextGaussian());
    }

    private static double[][] rows(Random random, int rows, int features) {
        double[][] all = new double[rows][features];
        for (double[] row : all) {
            Arrays.setAll(row, i -> random.nextGaussian());
        }
        return all;
    }

    private static long[] bits(double[] numbers) {
        return Arrays.stream(numbers).mapToLong(Double::doubleToRawLongBits).toArray();
    }
}
