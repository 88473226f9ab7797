package dev.cairn.formats.read;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import dev.cairn.CorruptException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a table of RFC 4180, the header first, one after the other. A cell of nothing is null, one of two quotes an empty text; a
 * blank line is no row, but in a table of one column, where it is a missing cell.
 */
final class CsvRows implements AutoCloseable {
    private final Path file;
    private final TextLines lines;
    private final CsvParser parser;
    private int width = -1;
    private long line;

    CsvRows(Path file, char separator, int longestLine) {
        this.file = file;
        this.lines = new TextLines(file, longestLine);
        CsvFactory factory = CsvFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxStringLength(longestLine)
                        .build())
                .enable(CsvParser.Feature.EMPTY_UNQUOTED_STRING_AS_NULL)
                .build();
        try {
            this.parser = factory.createParser(new LinesReader(lines));
        } catch (IOException e) {
            lines.close();
            throw BadFile.unreadable(file, e);
        }
        parser.setSchema(CsvSchema.emptySchema().withColumnSeparator(separator));
    }

    /** The next row, null behind the last one. */
    @Nullable
    List<@Nullable String> next() {
        try {
            List<@Nullable String> row = row();
            while (row != null && width != 1 && row.size() == 1 && blank(row.get(0))) {
                row = row();
            }
            if (row != null && width < 0) {
                width = row.size();
            }
            return row;
        } catch (JsonProcessingException e) {
            long at = e.getLocation() == null ? line : e.getLocation().getLineNr();
            throw BadFile.at(file, at, String.valueOf(e.getOriginalMessage()));
        } catch (IOException e) {
            throw BadFile.unreadable(file, e);
        }
    }

    private static boolean blank(@Nullable String cell) {
        return cell == null || cell.isBlank();
    }

    private @Nullable List<@Nullable String> row() throws IOException {
        if (parser.nextToken() == null) {
            return null;
        }
        List<@Nullable String> row = new ArrayList<>(Math.max(width, 8));
        boolean first = true;
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (token == null) {
                throw bad("it has no end");
            }
            if (first) {
                line = parser.currentTokenLocation().getLineNr();
                first = false;
            }
            row.add(token == JsonToken.VALUE_NULL ? null : parser.getText());
        }
        return row;
    }

    /** The number of the line in which the row that was returned last begins. */
    long line() {
        return line;
    }

    CorruptException bad(String reason) {
        return BadFile.at(file, line, reason);
    }

    /** Whether the last line has an end. */
    boolean ended() {
        return lines.ended();
    }

    @Override
    public void close() {
        lines.close();
    }

    /** Lines as one text again. */
    private static final class LinesReader extends Reader {
        private final TextLines lines;
        private String line = "";
        private int next;

        LinesReader(TextLines lines) {
            this.lines = lines;
        }

        @Override
        public int read(char[] target, int offset, int length) {
            if (length == 0) {
                return 0;
            }
            if (next == line.length()) {
                String following = lines.nextWithEnd();
                if (following == null) {
                    return -1;
                }
                line = following;
                next = 0;
            }
            int count = Math.min(length, line.length() - next);
            line.getChars(next, next + count, target, offset);
            next += count;
            return count;
        }

        @Override
        public void close() {
            lines.close();
        }
    }
}
