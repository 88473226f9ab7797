package dev.cairn.formats;

import dev.cairn.formats.parquet.ParquetFile;
import dev.cairn.pipeline.PredictionRecord;
import dev.cairn.pipeline.PredictionResults;
import dev.cairn.spi.FileReplacement;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Predictions as a Parquet file, which pandas, Polars, DuckDB and Spark read: a row for each, a column for each part of
 * {@link PredictionRecord}; {@code scores} and {@code bestParameters} are the JSON that a document has, {@code created} is in microseconds in
 * UTC. Every bit of a number is kept. Arrays are not in it. Pages are compressed by gzip.
 *
 * <p>Needs {@code org.apache.parquet:parquet-hadoop} on the class path, and nothing of Hadoop.
 */
public final class PredictionParquet {
    /** The format of the columns, which stands in the metadata of the file under {@code cairn.format}. */
    public static final int FORMAT = 1;

    private static final Map<String, String> METADATA =
            Map.of("cairn.content", "predictions", "cairn.format", Integer.toString(FORMAT));

    private PredictionParquet() {}

    /**
     * Writes predictions into a file, as they come from the store: their number is bounded by the disk alone. Missing folders are made; a
     * file that is there is replaced in one step. Where there are none, the file has all columns and no row.
     *
     * @param file gets the extension {@code .parquet} if its name has none
     * @return where it is
     * @throws dev.cairn.UnavailableException if the file cannot be written; what was there before still is
     */
    public static Path write(PredictionResults predictions, Path file) {
        return write(predictions, file, ParquetFile.BLOCK);
    }

    static Path write(PredictionResults predictions, Path file, long block) {
        return FileReplacement.export(file, ".parquet", channel -> {
            try (Stream<PredictionRecord> rows = predictions.stream()) {
                new ParquetFile<>("prediction", PredictionColumn.ALL)
                        .write(rows.iterator(), () -> METADATA, channel, block);
            }
        });
    }
}
