package dev.cairn.formats;

import dev.cairn.pipeline.PredictionRecord;
import java.io.IOException;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.api.RecordConsumer;

/** Some rows of a Parquet file, which are in memory until they are written. */
final class RowBlock implements AutoCloseable {
    private final ColumnChunkPageWriteStore pages;
    private final ColumnWriteStore columns;
    private final RecordConsumer consumer;
    private long rows;

    RowBlock(ParquetProperties properties) {
        this.pages = new ColumnChunkPageWriteStore(
                new Gzip(),
                PredictionColumn.SCHEMA,
                properties.getAllocator(),
                properties.getColumnIndexTruncateLength(),
                properties.getPageWriteChecksumEnabled());
        this.columns = properties.newColumnWriteStore(PredictionColumn.SCHEMA, pages);
        this.consumer =
                new ColumnIOFactory().getColumnIO(PredictionColumn.SCHEMA).getRecordWriter(columns);
    }

    void add(PredictionRecord prediction) {
        consumer.startMessage();
        int number = 0;
        for (PredictionColumn column : PredictionColumn.ALL) {
            column.write(consumer, number, prediction);
            number++;
        }
        consumer.endMessage();
        rows++;
    }

    long rows() {
        return rows;
    }

    long bytes() {
        return columns.getBufferedSize();
    }

    void writeTo(ParquetFileWriter file) throws IOException {
        consumer.flush();
        file.startBlock(rows);
        columns.flush();
        pages.flushToFileWriter(file);
        file.endBlock();
    }

    @Override
    public void close() {
        columns.close();
        pages.close();
    }
}
