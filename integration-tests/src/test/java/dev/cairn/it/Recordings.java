package dev.cairn.it;

import dev.cairn.Recording;
import dev.cairn.StorageManager;
import dev.cairn.model.Generation;
import dev.cairn.model.Objective;
import dev.cairn.model.OptimizationResult;
import dev.cairn.model.Problem;
import dev.cairn.model.Variable;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Small recordings for tests. */
final class Recordings {
    static final OptimizationResult DESCRIPTION = OptimizationResult.builder()
            .problem(Problem.builder("sphere")
                    .variable(Variable.real("x", -1, 1))
                    .objective(Objective.minimize("f1"))
                    .build())
            .build();

    private Recordings() {}

    static Generation generation(long number) {
        return Generation.builder(number, 10 * number)
                .time(Instant.EPOCH.plusSeconds(number))
                .variable("x", (double) number, -0.0)
                .objective("f1", (double) number, Double.NaN)
                .scalar("best f1", (double) number)
                .build();
    }

    static List<Generation> generations(long from, long to) {
        return LongStream.range(from, to).mapToObj(Recordings::generation).toList();
    }

    static Recording in(StorageManager manager) {
        return manager.recording("run").orElseThrow();
    }

    static List<Generation> read(Recording recording) {
        try (Stream<Generation> all = recording.generations()) {
            return all.toList();
        }
    }
}
