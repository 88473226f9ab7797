package dev.cairn.formats.read;

import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;
import java.util.regex.Pattern;

/** How the numbers of a line are separated. */
enum RowSyntax {
    /** By white space alone. */
    WHITE_SPACE,
    /** By commas where the line has one, by white space otherwise. */
    ANY,
    /** As {@link #ANY}, in a file of variables, where what looks like bits is none of numbers. */
    VARIABLES;

    private static final Pattern BITS = Pattern.compile("0[01]++");

    /** The cells of a line that is not blank, without white space around them. */
    List<String> split(String line) {
        List<String> cells = new ArrayList<>();
        if (this == WHITE_SPACE || line.indexOf(',') < 0) {
            StringTokenizer tokens = new StringTokenizer(line);
            while (tokens.hasMoreTokens()) {
                cells.add(tokens.nextToken());
            }
            return cells;
        }
        int start = 0;
        for (int comma = line.indexOf(','); comma >= 0; comma = line.indexOf(',', start)) {
            cells.add(line.substring(start, comma).strip());
            start = comma + 1;
        }
        cells.add(line.substring(start).strip());
        return cells;
    }

    boolean bitStrings(String cell) {
        return this == VARIABLES && BITS.matcher(cell).matches();
    }

    /** Whether a line of numbers has commas together with white space or semicolons. */
    static boolean looksLikeDecimalCommas(String line) {
        String row = line.strip();
        return row.indexOf(',') >= 0 && (row.indexOf(';') >= 0 || row.chars().anyMatch(Character::isWhitespace));
    }

    /** Whether all that stands between commas, semicolons and white space are numbers. */
    static boolean isNumbers(String line) {
        StringTokenizer tokens = new StringTokenizer(line, ",; \t");
        boolean any = tokens.hasMoreTokens();
        while (tokens.hasMoreTokens()) {
            if (!Numbers.isReal(tokens.nextToken())) {
                return false;
            }
        }
        return any;
    }
}
