package dev.cairn.testkit.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Ends a process at every point at which it can end, and looks each time whether the store keeps its promises. The points are
 * counted, not chosen: a first run without a crash tells which steps there are, and then there is one run that ends before and
 * one that ends after each of them, and one in the middle of each write that can be torn.
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicTest> aPutIsThereWholeOrNotAtAllWhereverItsProcessEnds() throws Throwable {
 *     return CrashPoints.tests(point -> {
 *         Path folder = Files.createTempDirectory(base, "store");              // a new store for each point
 *         AtomicBoolean returned = new AtomicBoolean();
 *         point.run(() -> {
 *             try (StorageBackend store = new FaultyBackend(open(folder), point.faults())) {
 *                 store.documents().put(put);
 *                 returned.set(true);
 *             }
 *         });
 *         try (StorageBackend store = open(folder)) {                          // the next process
 *             assertThat(store.documents().get(key).find().isPresent() || !returned.get()).isTrue();
 *         }
 *     });
 * }
 * }</pre>
 */
public final class CrashPoints {
    private CrashPoints() {}

    /** What is tried at each point: a new store, a {@link CrashPoint#run run}, and what must hold afterwards. */
    @FunctionalInterface
    public interface Trial {
        void at(CrashPoint point) throws Throwable;
    }

    /**
     * A test for each point. The run without a crash has taken place when this returns, and has to pass.
     *
     * @throws AssertionError if it takes no step
     */
    public static Stream<DynamicTest> tests(Trial trial) throws Throwable {
        return of(trial).stream().map(point -> DynamicTest.dynamicTest(point.toString(), () -> trial.at(point)));
    }

    /**
     * Tries each point, and returns how many there were.
     *
     * @throws AssertionError that names the first point at which the trial failed
     */
    public static int forEach(Trial trial) throws Throwable {
        List<CrashPoint> points = of(trial);
        for (CrashPoint point : points) {
            try {
                trial.at(point);
            } catch (Throwable e) {
                throw new AssertionError("A crash " + point + ": " + e.getMessage(), e);
            }
        }
        return points.size();
    }

    private static List<CrashPoint> of(Trial trial) throws Throwable {
        CrashPoint clean = CrashPoint.none();
        trial.at(clean);
        List<CrashPoint> points = new ArrayList<>();
        for (Step step : clean.steps()) {
            points.add(CrashPoint.before(step));
            if (Operation.DIVISIBLE.contains(step.operation())) {
                points.add(CrashPoint.during(step));
            }
            points.add(CrashPoint.after(step));
        }
        if (points.isEmpty()) {
            throw new AssertionError(
                    "The trial took no step of a faulty backend, so there is no point at which to crash.");
        }
        return points;
    }
}
