package dev.cairn.internal;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import dev.cairn.model.Attributes;
import dev.cairn.model.Column;
import dev.cairn.model.ColumnName;
import dev.cairn.model.Generation;
import dev.cairn.spi.ColumnsJson;
import java.time.Instant;
import java.util.Map;

/**
 * A generation as the entry of a journal. Its JSON is described in {@code docs/format.md}; a change here is a change of the format.
 * What is small stands before the columns, for those who look at the beginning of a line.
 */
record StoredGeneration(
        long generation,
        long evaluations,
        Instant time,
        Attributes scalars,
        Attributes state,
        int rows,

        @JsonSerialize(using = ColumnsJson.Writer.class) @JsonDeserialize(using = ColumnsJson.Reader.class)
        Map<ColumnName, Column> columns) {

    static StoredGeneration of(Generation generation) {
        return new StoredGeneration(
                generation.number(),
                generation.evaluations(),
                generation.time(),
                generation.scalars(),
                generation.state(),
                generation.rows(),
                generation.columns());
    }

    /** What this describes; refused if it is not whole. */
    Generation read() {
        Generation read = new Generation(generation, evaluations, time, columns, scalars, state);
        if (read.rows() != rows) {
            throw new IllegalArgumentException("It has " + read.rows() + " rows, and says " + rows + ".");
        }
        return read;
    }

    /** A generation but for its population. */
    record Progress(long generation, long evaluations, Instant time, Attributes scalars) {}

    /** The first entry of a recording: what every generation belongs to. */
    record Opening(int format, String recording, Instant began, ResultBody description) {
        /** The format that this software writes, and the newest that it reads. */
        static final int FORMAT = 1;
    }
}
