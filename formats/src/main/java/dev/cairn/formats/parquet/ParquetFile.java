package dev.cairn.formats.parquet;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.schema.MessageType;

/**
 * A Parquet file of rows that come one after the other. Pages are compressed by gzip; a group of rows is in memory until it is large
 * enough.
 *
 * @param name of its schema
 * @param columns in their order
 */
public record ParquetFile<R>(String name, List<? extends ParquetColumn<R>> columns) {
    /** How much of a file is in memory. */
    public static final long BLOCK = 32L << 20;

    private static final int LOOK_EVERY = 500;
    private static final int NO_PADDING = 0;

    public ParquetFile {
        columns = List.copyOf(columns);
    }

    /**
     * Writes all rows, and leaves the channel open.
     *
     * @param metadata what the file says of itself; asked for when all rows are written
     * @param block about how many bytes are in memory
     */
    public void write(
            Iterator<? extends R> rows, Supplier<Map<String, String>> metadata, FileChannel channel, long block)
            throws IOException {
        MessageType schema =
                new MessageType(name, columns.stream().map(ParquetColumn::type).toList());
        ParquetProperties properties = ParquetProperties.builder().build();
        try (ParquetFileWriter file = new ParquetFileWriter(
                new ChannelOutput(channel),
                schema,
                ParquetFileWriter.Mode.CREATE,
                block,
                NO_PADDING,
                null,
                properties)) {
            file.start();
            while (rows.hasNext()) {
                try (RowBlock<R> group = new RowBlock<>(schema, columns, properties)) {
                    fill(group, rows, block);
                    group.writeTo(file);
                }
            }
            file.end(metadata.get());
        }
    }

    private static <R> void fill(RowBlock<R> group, Iterator<? extends R> rows, long most) {
        do {
            group.add(rows.next());
        } while (rows.hasNext() && (group.rows() % LOOK_EVERY != 0 || group.bytes() < most));
    }
}
