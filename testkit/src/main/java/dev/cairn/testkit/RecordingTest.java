package dev.cairn.testkit;

import dev.cairn.Recording;
import dev.cairn.ResultRecorder;
import dev.cairn.model.Generation;
import dev.cairn.model.Objective;
import dev.cairn.model.OptimizationResult;
import dev.cairn.model.Problem;
import dev.cairn.model.RunInfo;
import dev.cairn.model.Solver;
import dev.cairn.model.Variable;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.JournalKey;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** A run that is recorded, for the contracts of recording. */
abstract class RecordingTest extends ManagerTest {
    static final JournalKey JOURNAL =
            new JournalKey(new DocumentKey(DocumentKey.DEFAULT_SCOPE, "result", "run"), "generations");

    static final OptimizationResult DESCRIPTION = OptimizationResult.builder()
            .problem(Problem.builder("sphere")
                    .variable(Variable.real("x", -1, 1))
                    .objective(Objective.minimize("f1"))
                    .build())
            .solver(Solver.of("NSGA-II").withSeed(42))
            .run(new RunInfo(ContractTest.START, null, null, null))
            .metadata("why", "a test")
            .build();

    static Generation generation(long number) {
        return Generation.builder(number, 100 * (number + 1))
                .time(ContractTest.START.plusSeconds(number))
                .variable("x", 0.5, -0.0)
                .objective("f1", (double) number, Double.NaN)
                .scalar("best f1", (double) number)
                .build();
    }

    static List<Generation> generations(Recording recording) {
        try (Stream<Generation> all = recording.generations()) {
            return all.toList();
        }
    }

    static List<Generation> numbered(long from, long to) {
        return LongStream.range(from, to).mapToObj(RecordingTest::generation).toList();
    }

    final void record(long from, long to) {
        try (ResultRecorder recorder =
                from == 0 ? manager.record("run", DESCRIPTION) : manager.resumeRecording("run")) {
            numbered(from, to).forEach(recorder::record);
        }
    }

    final Recording recording() {
        return manager.recording("run").orElseThrow();
    }
}
