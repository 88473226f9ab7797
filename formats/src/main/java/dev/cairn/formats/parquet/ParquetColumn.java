package dev.cairn.formats.parquet;

import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.Type;

/** A column of a Parquet file, and how it is filled from rows of {@code R}. */
public interface ParquetColumn<R> {
    /** Its name and type; optional, so that a row can be without a value. */
    Type type();

    /** Writes what {@code row} has here as the field of this number, or nothing where it has nothing. */
    void write(RecordConsumer to, int number, R row);
}
