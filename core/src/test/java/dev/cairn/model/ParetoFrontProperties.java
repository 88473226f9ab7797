package dev.cairn.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The front against its definition, spelled out row by row. */
class ParetoFrontProperties {
    /** Few values, so that duplicates, ties and domination are common. */
    private static final double[] VALUES = {
        -1, -0.0, 0.0, 1, 2, 3, 4, Double.NaN, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY
    };

    record Case(List<Direction> directions, List<double[]> rows, BitSet firstMissing) {}

    @Property(tries = 2000)
    void isWhatTheDefinitionSays(@ForAll("cases") Case example) {
        int[] expected = IntStream.range(0, example.rows().size())
                .filter(row -> comparable(example, row)
                        && IntStream.range(0, example.rows().size())
                                .noneMatch(other -> comparable(example, other) && dominates(example, other, row)))
                .toArray();
        assertThat(result(example).paretoFront().rows().toArray()).isEqualTo(expected);
    }

    private static OptimizationResult result(Case example) {
        Problem.Builder problem = Problem.builder("P");
        for (Direction direction : example.directions()) {
            String name = "f" + problem.build().objectives().size();
            problem.objective(new Objective(name, direction, null));
        }
        OptimizationResult whole = OptimizationResult.builder()
                .problem(problem.build())
                .objectives(example.rows().toArray(double[][]::new))
                .build();
        return whole.toBuilder()
                .objective("f0", whole.objective("f0").withMissing(example.firstMissing()))
                .build();
    }

    private static boolean comparable(Case example, int row) {
        return !example.firstMissing().get(row)
                && IntStream.range(0, example.directions().size())
                        .noneMatch(k -> Double.isNaN(example.rows().get(row)[k]));
    }

    private static boolean dominates(Case example, int one, int other) {
        boolean asGood = true;
        boolean better = false;
        for (int k = 0; k < example.directions().size(); k++) {
            double a = example.rows().get(one)[k];
            double b = example.rows().get(other)[k];
            boolean small = example.directions().get(k) == Direction.MINIMIZE;
            asGood &= small ? a <= b : a >= b;
            better |= small ? a < b : a > b;
        }
        return asGood && better;
    }

    @Provide
    Arbitrary<Case> cases() {
        Arbitrary<List<Direction>> directions =
                Arbitraries.of(Direction.class).list().ofMinSize(1).ofMaxSize(4);
        return directions.flatMap(chosen -> rows(chosen.size())
                .flatMap(rows -> Arbitraries.integers()
                        .between(0, Math.max(0, rows.size() - 1))
                        .set()
                        .ofMaxSize(Math.min(2, rows.size()))
                        .map(missing -> {
                            BitSet bits = new BitSet();
                            missing.forEach(bits::set);
                            return new Case(chosen, rows, bits);
                        })));
    }

    private static Arbitrary<List<double[]>> rows(int width) {
        Arbitrary<Double> value =
                Arbitraries.integers().between(0, VALUES.length - 1).map(i -> VALUES[i]);
        return value.array(Double[].class)
                .ofSize(width)
                .map(cells ->
                        Arrays.stream(cells).mapToDouble(Double::doubleValue).toArray())
                .list()
                .ofMaxSize(30);
    }
}
