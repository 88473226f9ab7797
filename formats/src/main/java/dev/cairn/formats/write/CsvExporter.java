package dev.cairn.formats.write;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import dev.cairn.model.Column;
import dev.cairn.model.IntegerMatrixColumn;
import dev.cairn.model.LongColumn;
import dev.cairn.model.RealColumn;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Tables of RFC 4180 in UTF-8: a header, then a row for each solution or generation, cells separated by commas, lines ended by LF.
 *
 * <p>A double is the shortest text that gives it back, with a point or an exponent, or {@code NaN}, {@code Infinity},
 * {@code -Infinity}; a whole number has neither point nor exponent; texts stand in quotes; a missing cell is empty, an empty text two
 * quotes. Bits are a text of 0 and 1, a permutation is a text of whole numbers with spaces between.
 *
 * <p>Texts are written as they are. A spreadsheet takes one that begins with {@code =}, {@code +}, {@code -} or {@code @} for a formula, so
 * texts of strangers are imported there as text and not opened.
 */
public final class CsvExporter extends TableFileExporter {
    private static final CsvFactory FACTORY = CsvFactory.builder()
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .enable(CsvGenerator.Feature.ALWAYS_QUOTE_STRINGS)
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .build();

    @Override
    public String name() {
        return "csv";
    }

    @Override
    public List<String> extensions() {
        return List.of(".csv");
    }

    @Override
    void write(TableRows rows, FileChannel channel) throws IOException {
        try (CsvGenerator csv = FACTORY.createGenerator(Channels.newOutputStream(channel))) {
            csv.setSchema(CsvSchema.emptySchema().withLineSeparator("\n").withNullValue(""));
            csv.writeStartArray(); // of rows: outside of one, the generator leaves out what is null
            csv.writeStartArray();
            if (rows.ofMany()) {
                csv.writeString(TableRows.RESULT);
            }
            for (TableColumn column : rows.columns()) {
                csv.writeString(column.name());
            }
            csv.writeEndArray();
            while (rows.hasNext()) {
                write(csv, rows.next());
            }
            csv.writeEndArray();
        }
    }

    private static void write(JsonGenerator csv, TableRow row) throws IOException {
        csv.writeStartArray();
        if (row.result() != null) {
            csv.writeString(row.result());
        }
        for (Column column : row.columns()) {
            if (column.isMissing(row.row())) {
                csv.writeNull();
            } else {
                write(csv, column, row.row());
            }
        }
        csv.writeEndArray();
    }

    private static void write(JsonGenerator csv, Column column, int row) throws IOException {
        if (column instanceof RealColumn reals) {
            csv.writeNumber(reals.get(row));
        } else if (column instanceof LongColumn longs) {
            csv.writeNumber(longs.get(row));
        } else if (column instanceof IntegerMatrixColumn integers) {
            csv.writeString(
                    LongStream.of(integers.get(row)).mapToObj(Long::toString).collect(Collectors.joining(" ")));
        } else {
            csv.writeString(String.valueOf(column.value(row)));
        }
    }

    @Override
    List<String> notCarried(TableRows rows) {
        List<String> lost = new ArrayList<>();
        lost.add(
                "what the columns are (variables, objectives with their directions, constraints), bounds, types and units");
        lost.add("the types of texts that look like numbers, and the bits of a NaN");
        lost.add("the problem, the solver with its settings and seed, the run, metadata, tags and lineage");
        if (rows.history()) {
            lost.add("the solutions");
        } else {
            lost.addAll(NotCarried.besidesSolutions(rows.first()));
        }
        return lost;
    }
}
