package dev.cairn.testkit.faults;

import dev.cairn.spi.DocumentKey;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** One step on its way through the faults that strike it. */
final class Passage {
    private final Faults faults;
    private final Step step;
    private final List<Fault> striking;

    Passage(Faults faults, Step step, List<Fault> striking) {
        this.faults = faults;
        this.step = step;
        this.striking = striking;
    }

    /** Carries out {@code call}, and gives its answer unless a fault prevents either. */
    <T> T run(Supplier<T> call) {
        before();
        T answer = call.get();
        for (Fault fault : striking) {
            if (fault.effect() instanceof Effect.Twice) {
                fault.strike();
                answer = call.get();
            }
        }
        try {
            after();
        } catch (RuntimeException | Error e) {
            release(answer, e);
            throw e;
        }
        return answer;
    }

    /** The same for a call without an answer. */
    void run(Runnable call) {
        run(() -> {
            call.run();
            return true;
        });
    }

    /** The same for a call that can be torn: then only {@code part} is carried out. */
    <T> T run(Supplier<T> whole, Runnable part) {
        return run(() -> {
            for (Fault fault : striking) {
                if (fault.effect() instanceof Effect.Torn torn) {
                    fault.strike();
                    part.run();
                    torn.end().accept(step);
                }
            }
            return whole.get();
        });
    }

    /** The same for a listing, which ends with the process and can break off. */
    <T> Stream<T> list(Supplier<Stream<T>> call) {
        Stream<T> listing = run(call).peek(element -> faults.requireAlive());
        for (Fault fault : striking) {
            if (fault.effect() instanceof Effect.Torn torn) {
                fault.strike();
                return Stream.concat(
                        listing.limit(1),
                        Stream.<T>generate(() -> {
                                    torn.end().accept(step);
                                    throw new IllegalStateException(step + " was to break off");
                                })
                                .limit(1));
            }
        }
        return listing;
    }

    /** Whether the answer is to be damaged. */
    boolean damages() {
        return striking.stream().anyMatch(fault -> fault.effect() instanceof Effect.Damaged);
    }

    /** Whether what stands under {@code key} is to be damaged. */
    boolean damages(DocumentKey key) {
        return striking.stream()
                .anyMatch(fault -> fault.effect() instanceof Effect.Damaged damaged
                        && (damaged.only() == null || key.equals(damaged.only())));
    }

    Step step() {
        return step;
    }

    private void before() {
        for (Fault fault : striking) {
            if (fault.effect() instanceof Effect.Damaged) {
                fault.strike();
            } else if (fault.effect() instanceof Effect.Before before) {
                fault.strike();
                before.action().accept(step, fault);
            }
        }
        faults.requireAlive();
    }

    private void after() {
        for (Fault fault : striking) {
            if (fault.effect() instanceof Effect.After after) {
                fault.strike();
                after.action().accept(step, fault);
            }
        }
        faults.requireAlive();
    }

    /** What a lost answer holds nobody can close any more; a blob that was begun stays where a process ends, as it would. */
    private void release(Object answer, Throwable failure) {
        boolean begun = step.operation() == Operation.BLOB_CREATE;
        if (answer instanceof AutoCloseable resource && !(begun && faults.crashed())) {
            try {
                resource.close();
            } catch (Exception e) {
                failure.addSuppressed(e);
            }
        }
    }
}
