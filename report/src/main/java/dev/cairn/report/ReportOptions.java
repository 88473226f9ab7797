package dev.cairn.report;

import dev.cairn.spi.Names;
import java.time.Instant;

/**
 * What a report holds. Immutable.
 *
 * @param rows how many rows a table has at most
 * @param compared how many results are loaded to be drawn and compared at most, the newest
 * @param groupBy the field by which results are grouped in comparisons, such as {@code solver.name}
 * @param written the time that the report bears
 */
public record ReportOptions(int rows, int compared, String groupBy, Instant written) {
    public ReportOptions {
        if (rows < 1 || compared < 0) {
            throw new IllegalArgumentException("A report has at least one row in a table, and compares zero results or "
                    + "more; given were " + rows + " and " + compared + ".");
        }
        Names.check("field to group by", groupBy);
        Names.given("time", written);
    }

    /** 500 rows, 100 results compared by solver, written now. */
    public static ReportOptions defaults() {
        return new ReportOptions(500, 100, "solver.name", Instant.now());
    }

    /** The same with at most so many rows in a table. */
    public ReportOptions withRows(int newRows) {
        return new ReportOptions(newRows, compared, groupBy, written);
    }

    /** The same with at most so many results loaded to be drawn and compared. */
    public ReportOptions withCompared(int newCompared) {
        return new ReportOptions(rows, newCompared, groupBy, written);
    }

    /** The same with results grouped by this field. */
    public ReportOptions withGroupBy(String newGroupBy) {
        return new ReportOptions(rows, compared, newGroupBy, written);
    }

    /** The same with this time, so that the same store gives the same bytes. */
    public ReportOptions withWritten(Instant newWritten) {
        return new ReportOptions(rows, compared, groupBy, newWritten);
    }
}
