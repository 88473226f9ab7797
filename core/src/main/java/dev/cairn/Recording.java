package dev.cairn;

import dev.cairn.model.Generation;
import dev.cairn.model.OptimizationResult;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The generations of one run of an optimizer as they stood when {@link StorageManager#recording} was asked: while it goes on, after it
 * was killed, or as they were sealed into its result. Immutable; what is recorded later is seen by asking again.
 *
 * <p>Making one reads all entries once; populations are read when they are asked for.
 */
public interface Recording {
    /** The key of the result that it is of. */
    String key();

    /** Whether it was sealed into the result; if not, it goes on somewhere, or {@link StorageManager#resumeRecording} goes on with it. */
    boolean isFinished();

    /**
     * What it was begun with: a result without columns.
     *
     * @throws CorruptException if that entry was damaged; the generations can be read all the same
     * @throws UnsupportedException if a newer version of this software wrote it
     */
    OptimizationResult description();

    /** How many generations there are. */
    long size();

    /** The last generation; empty if there is none. */
    Optional<Generation> last();

    /**
     * All generations in order, lazily; to be closed. Reading on after the recording was finished or discarded meanwhile is a
     * {@link ConflictException}.
     */
    Stream<Generation> generations();

    /** What could not be read and was left out, a sentence each, the first hundred. */
    List<String> damages();

    /**
     * The description with the population of the last generation, with its evaluations and its time as the end of the run, and
     * with a history: a row for each generation.
     *
     * @throws IllegalStateException if there is no generation
     */
    OptimizationResult asResult();
}
