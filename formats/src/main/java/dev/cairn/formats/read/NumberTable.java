package dev.cairn.formats.read;

import dev.cairn.model.RealColumn;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A file of numbers without a header: one row a line, as many numbers in each. Blank lines count for nothing.
 *
 * @param file where it is
 * @param columns equally long
 * @param comments the texts behind {@code #}, at most {@value #COMMENTS}
 * @param moreComments how many there are beyond these
 * @param ended whether the last line has an end
 */
record NumberTable(Path file, List<RealColumn> columns, List<String> comments, long moreComments, boolean ended) {
    private static final int COMMENTS = 100;
    private static final int MOST_COLUMNS = 100_000;

    NumberTable {
        columns = List.copyOf(columns);
        comments = List.copyOf(comments);
    }

    int rows() {
        return columns.get(0).rows();
    }

    /** Reads a file; {@code commented} where numpy's comments are allowed. */
    static NumberTable read(Path file, RowSyntax syntax, boolean commented, ReadOptions options) {
        List<RealCells> cells = new ArrayList<>();
        List<String> comments = new ArrayList<>();
        long moreComments = 0;
        boolean ended = true;
        try (TextLines lines = new TextLines(file, options.longestLine())) {
            for (String line = lines.next(); line != null; line = lines.next()) {
                ended = lines.ended();
                int comment = commented ? line.indexOf('#') : -1;
                if (comment >= 0) {
                    if (comments.size() < COMMENTS) {
                        comments.add(line.substring(comment + 1).strip());
                    } else {
                        moreComments++;
                    }
                    line = line.substring(0, comment);
                }
                if (!line.isBlank()) {
                    addRow(line, lines, syntax, cells);
                }
            }
        }
        if (cells.isEmpty()) {
            throw BadFile.whole(file, "it holds no numbers; it was probably cut off, or nothing was found");
        }
        return new NumberTable(file, cells.stream().map(RealCells::take).toList(), comments, moreComments, ended);
    }

    private static void addRow(String line, TextLines lines, RowSyntax syntax, List<RealCells> cells) {
        List<String> row = syntax.split(line);
        boolean first = cells.isEmpty();
        if (first && row.size() > MOST_COLUMNS) {
            throw lines.bad("it has " + row.size() + " columns; at most " + MOST_COLUMNS + " are read");
        }
        for (int i = 0; first && i < row.size(); i++) {
            cells.add(new RealCells());
        }
        double[] values = new double[row.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = number(row.get(i), i, line, lines, syntax);
        }
        if (values.length != cells.size()) {
            throw lines.bad("it has " + values.length + " numbers, but the lines before have " + cells.size()
                    + "; the file was probably cut off or edited");
        }
        for (int i = 0; i < values.length; i++) {
            cells.get(i).add(values[i]);
        }
    }

    private static double number(String cell, int index, String line, TextLines lines, RowSyntax syntax) {
        try {
            if (syntax.bitStrings(cell)) {
                throw new NumberFormatException(
                        BadFile.quote(cell) + " looks like the bits of a binary variable, which cannot be read");
            }
            return Numbers.real(cell);
        } catch (NumberFormatException e) {
            boolean comma = syntax == RowSyntax.WHITE_SPACE && cell.indexOf(',') >= 0;
            String hint = comma || RowSyntax.looksLikeDecimalCommas(line) ? "; " + BadFile.DECIMALS : "";
            throw lines.bad("column " + (index + 1) + ": " + e.getMessage() + hint);
        }
    }
}
