package dev.cairn.formats.write;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.formats.parquet.ParquetFile;
import dev.cairn.model.Attributes;
import dev.cairn.model.ColumnName;
import dev.cairn.model.OptimizationResult;
import dev.cairn.model.Problem;
import dev.cairn.spi.Json;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tables as Parquet files, which pandas, Polars, DuckDB and Spark read: a row for each solution or generation.
 *
 * <p>Real numbers are DOUBLE with every bit, whole ones INT64, texts and bits STRING, a single bit BOOLEAN, a permutation a LIST of INT64; a
 * missing cell is null. The metadata of the file hold, as the JSON of Cairn's own documents, {@code cairn.problem} with names, directions,
 * bounds and units, {@code cairn.columns} with the full name of each column, and of a single result {@code cairn.solver} and
 * {@code cairn.run}. Pages are compressed by gzip.
 *
 * <p>Needs {@code org.apache.parquet:parquet-hadoop} on the class path, and nothing of Hadoop; without it, writing is an
 * {@link IllegalStateException}.
 */
public final class ParquetExporter extends TableFileExporter {
    /** The format of the columns, which stands in the metadata of the file under {@code cairn.format}. */
    public static final int FORMAT = 1;

    private final long block;

    /** As it is found by its name. */
    public ParquetExporter() {
        this(ParquetFile.BLOCK);
    }

    /** Keeps about so many bytes in memory. */
    ParquetExporter(long block) {
        this.block = block;
    }

    @Override
    public String name() {
        return "parquet";
    }

    @Override
    public List<String> extensions() {
        return List.of(".parquet");
    }

    @Override
    void write(TableRows rows, FileChannel channel) throws IOException {
        try {
            new ParquetFile<>("result", ParquetTableColumn.of(rows)).write(rows, () -> metadata(rows), channel, block);
        } catch (NoClassDefFoundError e) {
            throw new IllegalStateException(
                    "To write Parquet, put org.apache.parquet:parquet-hadoop and what it asks for on the class path; there is no "
                            + e.getMessage() + ".",
                    e);
        }
    }

    private static Map<String, String> metadata(TableRows rows) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("cairn.content", rows.history() ? "history" : "solutions");
        metadata.put("cairn.format", Integer.toString(FORMAT));
        Problem problem = rows.problem();
        if (problem != null) {
            metadata.put("cairn.problem", json(problem));
        }
        if (!rows.history()) {
            metadata.put("cairn.columns", json(columns(rows)));
        }
        if (!rows.ofMany()) {
            OptimizationResult result = rows.first();
            metadata.put("cairn.solver", json(result.solver()));
            metadata.put("cairn.run", json(result.run()));
        }
        return metadata;
    }

    private static Attributes columns(TableRows rows) {
        Map<String, String> names = new LinkedHashMap<>();
        for (TableColumn column : rows.columns()) {
            ColumnName source = column.source();
            if (source != null) {
                names.put(column.name(), source.toString());
            }
        }
        return Attributes.of(names);
    }

    private static String json(Object value) {
        return new String(Json.write(value), UTF_8);
    }

    @Override
    List<String> notCarried(TableRows rows) {
        List<String> lost = new ArrayList<>();
        if (rows.ofMany()) {
            lost.add("the solvers with their settings and seeds, the runs");
        }
        if (rows.problem() == null) {
            lost.add("the problem with directions, bounds and units: the results are of several");
        }
        lost.add("the environment, metadata, tags and lineage");
        if (rows.history()) {
            lost.add("the solutions");
        } else {
            lost.addAll(NotCarried.besidesSolutions(rows.first()));
        }
        return lost;
    }
}
