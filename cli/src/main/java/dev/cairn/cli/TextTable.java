package dev.cairn.cli;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.ColumnData;
import com.github.freva.asciitable.HorizontalAlign;
import com.github.freva.asciitable.OverflowBehaviour;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Lays a table out for people: columns that fit the screen, numbers to the right. */
final class TextTable {
    private static final int GAP = 2;
    private static final int NARROWEST = 6;
    private static final int UNBOUNDED = 100_000;

    private final List<String> headings;
    private final List<List<String>> rows;
    private final boolean[] numeric;
    private final int[] widths;
    private int shown;

    /**
     * Lays out {@code some} rows.
     *
     * @param complete whether these are all rows, so that a column of which none has anything is not shown
     * @param width how many characters a line may have; 0 if it may have any number
     */
    TextTable(List<String> all, List<List<@Nullable Object>> some, boolean complete, int width) {
        List<Integer> said = IntStream.range(0, all.size())
                .filter(i -> !complete || i == 0 || some.stream().anyMatch(row -> isSaid(row.get(i))))
                .boxed()
                .toList();
        List<String> columns = said.stream().map(all::get).toList();
        List<List<@Nullable Object>> rows =
                some.stream().map(row -> kept(row, said)).toList();
        this.headings = columns.stream()
                .map(name -> Cells.visible(name).replace('_', ' ').toUpperCase(Locale.ROOT))
                .toList();
        this.rows =
                rows.stream().map(row -> row.stream().map(Cells::text).toList()).toList();
        this.numeric = new boolean[columns.size()];
        this.widths = new int[columns.size()];
        for (int i = 0; i < widths.length; i++) {
            int column = i;
            numeric[i] = rows.stream()
                            .map(row -> row.get(column))
                            .allMatch(cell -> cell == null || cell instanceof Number || cell instanceof Cells.Bytes)
                    && rows.stream().anyMatch(row -> row.get(column) != null);
            widths[i] = Math.max(
                    headings.get(i).length(),
                    this.rows.stream()
                            .mapToInt(row -> row.get(column).length())
                            .max()
                            .orElse(0));
        }
        shown = columns.size();
        if (width > 0) {
            fit(width);
        }
    }

    private static boolean isSaid(@Nullable Object value) {
        return value != null
                && !value.equals(Optional.empty())
                && !(value instanceof Collection<?> many && many.isEmpty())
                && !(value instanceof Map<?, ?> map && map.isEmpty());
    }

    private static List<@Nullable Object> kept(List<@Nullable Object> row, List<Integer> columns) {
        List<@Nullable Object> kept = new ArrayList<>();
        columns.forEach(column -> kept.add(row.get(column)));
        return kept;
    }

    /**
     * Narrows the widest column of texts until all fit; where even narrow ones do not, the last columns are left out. A number that was cut
     * off would be another one.
     */
    private void fit(int width) {
        while (total() > width) {
            int widest = -1;
            for (int i = 0; i < shown; i++) {
                if (!numeric[i] && widths[i] > NARROWEST && (widest < 0 || widths[i] > widths[widest])) {
                    widest = i;
                }
            }
            if (widest >= 0) {
                widths[widest]--;
            } else if (shown > 1) {
                shown--;
            } else {
                return;
            }
        }
    }

    private int total() {
        int sum = GAP * (shown - 1);
        for (int i = 0; i < shown; i++) {
            sum += widths[i];
        }
        return sum;
    }

    /** The columns that found no room. */
    List<String> leftOut() {
        return headings.subList(shown, headings.size());
    }

    /** The lines, headings first if wanted. */
    List<String> lines(boolean withHeadings) {
        List<ColumnData<List<String>>> columns = new ArrayList<>();
        for (int i = 0; i < shown; i++) {
            int column = i;
            HorizontalAlign align = numeric[i] ? HorizontalAlign.RIGHT : HorizontalAlign.LEFT;
            columns.add(new Column()
                    .header(withHeadings ? headings.get(i) : null)
                    .headerAlign(align)
                    .dataAlign(align)
                    .minWidth(widths[i] + GAP)
                    .maxWidth(Math.min(UNBOUNDED, widths[i] + GAP), OverflowBehaviour.ELLIPSIS_RIGHT)
                    .with(row -> row.get(column)));
        }
        return AsciiTable.builder()
                .border(AsciiTable.NO_BORDERS)
                .data(rows, columns)
                .asString()
                .lines()
                .map(line -> line.startsWith(" ") ? line.substring(1) : line)
                .map(String::stripTrailing)
                .toList();
    }
}
