package dev.cairn.internal;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.cairn.model.Attributes;
import dev.cairn.model.Problem;
import dev.cairn.model.RunInfo;
import dev.cairn.model.Solver;
import dev.cairn.spi.Body;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of a result's document: everything but the values of its columns. Its JSON is described in
 * {@code docs/format.md}; a change here is a change of the format.
 */
record ResultBody(
        int format,
        int rows,
        Problem problem,
        Solver solver,
        RunInfo run,
        Attributes environment,
        Attributes metadata,
        List<String> tags,
        List<String> lineage,
        List<StoredColumn> columns,
        List<StoredSet> resultSets,
        StoredHistory history,
        List<StoredAttachment> attachments,
        Attributes saved)
        implements Body {
    /** The format that this software writes, and the newest that it reads. */
    static final int FORMAT = 1;

    ResultBody {
        required("problem", problem);
        required("solver", solver);
        required("run", run);
        required("environment", environment);
        required("metadata", metadata);
        tags = List.copyOf(required("tags", tags));
        lineage = List.copyOf(required("lineage", lineage));
        columns = List.copyOf(required("columns", columns));
        resultSets = List.copyOf(required("resultSets", resultSets));
        required("history", history);
        attachments = List.copyOf(required("attachments", attachments));
        required("saved", saved);
    }

    private static <T> T required(String field, @Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException("The field '" + field + "' is missing.");
        }
        return value;
    }

    /** A column: its full name, how its values are stored, and for rows of several cells how many. */
    record StoredColumn(
            String name,
            ColumnType type,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) int width,
            boolean missing) {}

    /** A result set but for its rows, of which it has {@code rows}. */
    record StoredSet(
            String name,
            int rows,
            @Nullable String madeBy,
            @Nullable String method,
            @Nullable String parent) {}

    /** The columns of the history, each with {@code rows} values. */
    record StoredHistory(int rows, List<StoredColumn> columns) {}

    /** An attachment; {@code blob} is its name among the document's blobs. */
    record StoredAttachment(String name, String mediaType, long size, String sha256, String blob) {}

    /** How the values of a column are stored. */
    enum ColumnType {
        REAL,
        LONG,
        TEXT,
        BITS,
        INTEGERS
    }
}
