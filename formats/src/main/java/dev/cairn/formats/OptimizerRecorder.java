package dev.cairn.formats;

import dev.cairn.ConflictException;
import dev.cairn.ResultRecorder;
import dev.cairn.SaveOptions;
import dev.cairn.SaveReceipt;
import dev.cairn.StorageException;
import dev.cairn.model.Attributes;
import dev.cairn.model.Column;
import dev.cairn.model.ColumnName;
import dev.cairn.model.Generation;
import dev.cairn.model.OptimizationResult;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What listeners to optimizers have in common: a store that fails for a while does not end a run that took hours.
 *
 * <p>A generation that the store did not take is logged and counted ({@link #missed()}), and the optimizer goes on; the next generation is
 * tried again. The last one is tried once more when this is finished or closed, and if that fails, so does the call. Three things do end
 * the run, by an exception out of the optimizer: somebody else went on with the recording ({@link ConflictException}), a
 * population that does not fit the description ({@link IllegalArgumentException}), and a closed manager ({@link IllegalStateException}).
 * For one thread at a time.
 */
public abstract class OptimizerRecorder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OptimizerRecorder.class);

    private final ResultRecorder recorder;
    private final long before;
    private long nextNumber;
    private long missed;
    private @Nullable Generation unrecorded;

    /** Owns {@code recorder} from now on: it is closed with this. */
    protected OptimizerRecorder(ResultRecorder recorder) {
        this.recorder = Objects.requireNonNull(recorder, "recorder");
        this.before =
                recorder.last().map(last -> last.evaluations() - last.rows()).orElse(0L);
        this.nextNumber = recorder.nextNumber();
    }

    /** Where this records. */
    protected final ResultRecorder recorder() {
        return recorder;
    }

    /**
     * What to give the optimizer as its budget, so that all its runs together do {@code evaluations}: it counts from zero each time, and
     * the population that it goes on from as evaluated.
     */
    public final int remaining(int evaluations) {
        return Math.toIntExact(Math.max(0, evaluations - before));
    }

    /** The evaluations of all runs together, where the present one has counted so many. */
    protected final long evaluations(long counted) {
        return before + counted;
    }

    /** How many generations the store did not take. */
    public final long missed() {
        return missed;
    }

    /**
     * Records a generation, or keeps it for later if the store fails. The best feasible value of each objective becomes the scalar
     * {@code best} with its name.
     *
     * @param evaluations of all runs together
     */
    protected final void record(long evaluations, Map<ColumnName, Column> population, Attributes state) {
        Generation.Builder generation = Generation.builder(nextNumber++, evaluations)
                .columns(population)
                .state(state);
        BestValues.of(recorder.description().problem(), population).forEach(generation::scalar);
        record(generation.build());
    }

    private void record(Generation generation) {
        try {
            recorder.record(generation);
        } catch (ConflictException e) {
            throw e;
        } catch (StorageException e) {
            missed(generation, e);
            return;
        }
        if (unrecorded != null) {
            unrecorded = null;
            LOG.info("Recording {} again; {} generations are missing.", recorder.key(), missed);
        }
    }

    private void missed(Generation generation, StorageException failure) {
        missed++;
        if (unrecorded == null) {
            LOG.warn("Cannot record {} of {}; the optimizer goes on.", generation, recorder.key(), failure);
        }
        unrecorded = generation;
    }

    /** Records what could not be recorded, if that is the last generation. */
    private void catchUp() {
        if (unrecorded != null) {
            recorder.record(unrecorded);
            unrecorded = null;
            missed--;
        }
    }

    /** Saves the last population as the result, with all generations, as {@link ResultRecorder#finish()} does. */
    public final SaveReceipt finish() {
        catchUp();
        return recorder.finish();
    }

    /** Saves {@code result} with all generations, as {@link ResultRecorder#finish(OptimizationResult, SaveOptions)} does. */
    public final SaveReceipt finish(OptimizationResult result, SaveOptions options) {
        catchUp();
        return recorder.finish(result, options);
    }

    /** Lets go of the recording, to be resumed if it is not finished. */
    @Override
    public final void close() {
        try {
            catchUp();
        } finally {
            recorder.close();
        }
    }
}
