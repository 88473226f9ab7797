package dev.cairn;

import dev.cairn.internal.ResultStream;
import dev.cairn.model.Column;
import dev.cairn.model.ColumnName;
import java.util.Map;
import java.util.function.Function;

/**
 * Saves a result whose columns do not fit into the memory: they come in blocks of rows, and nothing is visible before
 * {@link #finish()} returns. Closing it without that leaves nothing behind. Blocks wait in the folder for temporary files of
 * this JVM. For one thread at a time.
 */
public final class ResultWriter implements AutoCloseable {
    private final ResultStream stream;
    private final Function<ResultStream, SaveReceipt> save;
    private boolean finished;

    ResultWriter(ResultStream stream, Function<ResultStream, SaveReceipt> save) {
        this.stream = stream;
        this.save = save;
    }

    /**
     * Appends rows: one piece of every column, all of one length, the same columns each time.
     *
     * @throws IllegalArgumentException if a column is unknown to the problem or missing, of another type than before, or longer
     *     or shorter than the others; nothing was appended
     */
    public ResultWriter append(Map<ColumnName, ? extends Column> rows) {
        requireOpen();
        stream.append(rows);
        return this;
    }

    /** How many rows were appended. */
    public long rows() {
        return stream.rows();
    }

    /**
     * Saves the result with all rows that were appended, as {@link StorageManager#saveResult} does. If it fails, the rows are
     * kept, nothing more can be appended, and it may be called again.
     */
    public SaveReceipt finish() {
        requireOpen();
        SaveReceipt receipt = save.apply(stream);
        finished = true;
        return receipt;
    }

    /** Removes the temporary files. */
    @Override
    public void close() {
        finished = true;
        stream.close();
    }

    private void requireOpen() {
        if (finished) {
            throw new IllegalStateException(
                    "This result is finished; begin another one with StorageManager.writeResult.");
        }
    }
}
