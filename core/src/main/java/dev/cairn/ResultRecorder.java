package dev.cairn;

import dev.cairn.model.Generation;
import dev.cairn.model.OptimizationResult;
import java.util.Optional;

/**
 * Records a run of an optimizer while it goes on, generation by generation. When {@link #record} returns, the generation survives the
 * end of the process as far as the primary's {@link dev.cairn.spi.Durability} goes, and a loss of power once it was forced, which
 * {@link #finish} does.
 *
 * <p>Closing it without finishing leaves the recording to be resumed. Of several recorders of one recording only the first to write
 * goes on. For one thread at a time. From {@link StorageManager#record} and {@link StorageManager#resumeRecording}.
 */
public interface ResultRecorder extends AutoCloseable {
    /** The most bytes of JSON that one generation may take: 128 MiB, which every backend of Cairn's keeps. */
    int MOST_BYTES = 128 << 20;

    /** The key of the result that is recorded. */
    String key();

    /** What the recording was begun with. */
    OptimizationResult description();

    /** The last generation that was recorded, by whichever recorder; empty if there is none. */
    Optional<Generation> last();

    /** The smallest number that the next generation may have: 0, or one more than that of the last. */
    long nextNumber();

    /**
     * Appends a generation, all of it or nothing.
     *
     * @throws IllegalArgumentException if its number is below {@link #nextNumber}, or it does not fit the problem
     * @throws ConflictException if the recording was resumed, finished or discarded elsewhere; this recorder records no more
     * @throws TooLargeException if it takes more than {@value #MOST_BYTES} bytes, or more than the store has room for
     * @throws UnavailableException if the store cannot take it; it may be recorded again, or left out
     * @throws OutcomeUnknownException if the store did not answer and could not be asked again
     */
    ResultRecorder record(Generation generation);

    /** Forces each {@code generations}th generation to the disk from now on, so that it survives a loss of power; 0 forces none. */
    ResultRecorder forceEvery(int generations);

    /** Saves {@link Recording#asResult()} with all generations sealed into it, as {@link #finish(OptimizationResult, SaveOptions)} does. */
    SaveReceipt finish();

    /** The same with a result of your own, replacing what is under the key. */
    default SaveReceipt finish(OptimizationResult result) {
        return finish(result, SaveOptions.defaults());
    }

    /**
     * Saves {@code result} under the key, with all generations sealed into it as the attachment {@code generations.jsonl}, and ends the
     * recording: {@link StorageManager#recording} then reads them from there. If it fails, the recording is as it was, and it may
     * be called again.
     *
     * @throws ConflictException if the options expect something else under the key, or the recording was resumed, finished or discarded
     *     elsewhere
     * @throws UnsupportedException if {@code options} keep it in the cache alone
     */
    SaveReceipt finish(OptimizationResult result, SaveOptions options);

    /** Lets go of the recording, which stays as it is. */
    @Override
    void close();
}
