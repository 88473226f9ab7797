package dev.cairn.formats.parquet;

import java.io.IOException;
import java.util.List;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;

/** Some rows of a Parquet file, which are in memory until they are written. */
final class RowBlock<R> implements AutoCloseable {
    private final List<? extends ParquetColumn<R>> fields;
    private final ColumnChunkPageWriteStore pages;
    private final ColumnWriteStore columns;
    private final RecordConsumer consumer;
    private long rows;

    RowBlock(MessageType schema, List<? extends ParquetColumn<R>> fields, ParquetProperties properties) {
        this.fields = fields;
        this.pages = new ColumnChunkPageWriteStore(
                new Gzip(),
                schema,
                properties.getAllocator(),
                properties.getColumnIndexTruncateLength(),
                properties.getPageWriteChecksumEnabled());
        this.columns = properties.newColumnWriteStore(schema, pages);
        this.consumer = new ColumnIOFactory().getColumnIO(schema).getRecordWriter(columns);
    }

    void add(R row) {
        consumer.startMessage();
        int number = 0;
        for (ParquetColumn<R> field : fields) {
            field.write(consumer, number, row);
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
