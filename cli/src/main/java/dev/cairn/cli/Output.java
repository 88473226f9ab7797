package dev.cairn.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prints what a command found: for people, or as JSON or CSV for programs, row by row. */
final class Output {
    /** For whom. */
    enum Format {
        TEXT,
        JSON,
        CSV
    }

    /** Columns are as wide as so many rows need. */
    private static final int BLOCK = 1000;

    private final Terminal terminal;
    private final Format format;

    Output(Terminal terminal, Format format) {
        this.terminal = terminal;
        this.format = format;
    }

    Format format() {
        return format;
    }

    /** Prints a sentence for people, and for nobody else. */
    void say(String sentence) {
        if (format == Format.TEXT) {
            terminal.out().println(sentence);
        }
    }

    /** Prints something for people that is no answer, beside the answer. */
    void note(String sentence) {
        terminal.out().flush();
        terminal.err().println(sentence);
    }

    /** Prints all rows; {@code none} is said to people where there are none. */
    void table(Table table, String none) {
        Table open = table;
        try (var rows = open.rows()) {
            Iterator<List<@Nullable Object>> each = rows.iterator();
            switch (format) {
                case TEXT -> text(open.columns(), each, none);
                case JSON -> json(open.columns(), each);
                case CSV -> csv(open.columns(), each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        terminal.out().flush();
    }

    /** Prints one thing with its properties, of which values may be maps and lists. */
    void properties(Map<String, ? extends @Nullable Object> properties) {
        try {
            switch (format) {
                case TEXT -> paragraph(properties);
                case JSON -> {
                    try (JsonGenerator json = generator(terminal.out())) {
                        Plain.write(json, properties);
                    }
                    terminal.out().println();
                }
                case CSV ->
                    csv(
                            List.of("property", "value"),
                            properties.entrySet().stream()
                                    .map(entry -> Table.row(entry.getKey(), entry.getValue()))
                                    .iterator());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        terminal.out().flush();
    }

    private void paragraph(Map<String, ? extends @Nullable Object> properties) {
        int width = properties.keySet().stream().mapToInt(String::length).max().orElse(0);
        properties.forEach((name, value) -> {
            String shown = Cells.text(value);
            if (!shown.isEmpty() && !shown.equals(Cells.NONE)) {
                terminal.out()
                        .println(Cells.visible(name).replace('_', ' ') + " ".repeat(width - name.length() + 2) + shown);
            }
        });
    }

    private void text(List<String> columns, Iterator<List<@Nullable Object>> rows, String none) {
        if (!rows.hasNext()) {
            terminal.out().println(none);
        }
        List<String> leftOut = List.of();
        for (boolean first = true; rows.hasNext() && !terminal.out().checkError(); first = false) {
            List<List<@Nullable Object>> block = new ArrayList<>();
            while (rows.hasNext() && block.size() < BLOCK) {
                block.add(rows.next());
            }
            TextTable laidOut =
                    new TextTable(columns, block, first && !rows.hasNext(), terminal.people() ? terminal.width() : 0);
            laidOut.lines(first).forEach(terminal.out()::println);
            leftOut = laidOut.leftOut();
        }
        if (!leftOut.isEmpty()) {
            note("There was no room for " + String.join(", ", leftOut) + "; --json and --csv show all.");
        }
    }

    private void json(List<String> columns, Iterator<List<@Nullable Object>> rows) throws IOException {
        try (JsonGenerator json = generator(terminal.out())) {
            json.writeStartArray();
            while (rows.hasNext() && !terminal.out().checkError()) {
                List<@Nullable Object> row = rows.next();
                json.writeRaw(System.lineSeparator());
                json.writeStartObject();
                for (int i = 0; i < columns.size(); i++) {
                    json.writeFieldName(columns.get(i));
                    Plain.write(json, row.get(i));
                }
                json.writeEndObject();
            }
            json.writeRaw(System.lineSeparator());
            json.writeEndArray();
        }
        terminal.out().println();
    }

    private static JsonGenerator generator(PrintWriter out) throws IOException {
        return JsonFactory.builder()
                .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                .build()
                .createGenerator(out);
    }

    private void csv(List<String> columns, Iterator<List<@Nullable Object>> rows) throws IOException {
        CsvSchema.Builder schema = CsvSchema.builder();
        columns.forEach(schema::addColumn);
        try (JsonGenerator csv = CsvFactory.builder()
                .enable(CsvGenerator.Feature.STRICT_CHECK_FOR_QUOTING)
                .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                .build()
                .createGenerator(terminal.out())) {
            csv.setSchema(schema.build().withHeader());
            while (rows.hasNext() && !terminal.out().checkError()) {
                List<@Nullable Object> row = rows.next();
                csv.writeStartObject();
                for (int i = 0; i < columns.size(); i++) {
                    Object plain = Plain.of(row.get(i));
                    if (plain != null) {
                        csv.writeStringField(columns.get(i), String.valueOf(plain));
                    }
                }
                csv.writeEndObject();
            }
        }
    }
}
