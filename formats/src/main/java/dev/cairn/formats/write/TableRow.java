package dev.cairn.formats.write;

import dev.cairn.model.Column;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of a table.
 *
 * @param result the key of its result, null where the table is of one
 * @param columns those of its result, in the order of the table
 * @param row in these columns
 */
record TableRow(@Nullable String result, List<Column> columns, int row) {}
