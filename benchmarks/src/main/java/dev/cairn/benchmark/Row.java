package dev.cairn.benchmark;

import java.util.List;

/** One row of the table: one or several comparisons of the same kind. */
public interface Row {
    /** Its number. */
    int number();

    /** Measures. The {@link Arena} is open, and empty. */
    List<Line> measure(Effort effort);
}
