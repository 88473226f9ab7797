package dev.cairn.internal;

import dev.cairn.UnavailableException;
import dev.cairn.model.Column;
import dev.cairn.model.ColumnName;
import dev.cairn.model.OptimizationResult;
import dev.cairn.model.OptimizationResultBuilder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The columns of a result as they come, block by block, beside a description of the rest. For one thread at a time. */
public final class ResultStream implements AutoCloseable {
    private final OptimizationResult description;
    private final Map<ColumnName, ColumnSpool> spools = new LinkedHashMap<>();
    private long rows;
    private boolean whole = true;
    private boolean sealed;

    /** Collects the columns of what {@code description}, a result without rows, describes. */
    public ResultStream(OptimizationResult description) {
        if (!description.columns().isEmpty()) {
            throw new IllegalArgumentException(
                    "The description of a result that is written in blocks has columns itself: "
                            + description.columns().keySet() + ". Build it without them and append them.");
        }
        this.description = description;
    }

    /** Appends rows, after checking them as those of a result. */
    public void append(Map<ColumnName, ? extends Column> block) {
        requireWhole();
        if (sealed) {
            throw new IllegalStateException(
                    "Rows are appended before finish(), which was called; it may be tried again.");
        }
        OptimizationResult checked = check(block);
        if (!spools.isEmpty() && !checked.columns().keySet().equals(spools.keySet())) {
            throw new IllegalArgumentException("A block has the columns "
                    + checked.columns().keySet() + ", those before had " + spools.keySet() + ".");
        }
        if (rows + checked.rows() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("A result has at most " + Integer.MAX_VALUE + " rows.");
        }
        spools.forEach((name, spool) -> spool.check(checked.column(name)));
        whole = false;
        try {
            for (Map.Entry<ColumnName, Column> column : checked.columns().entrySet()) {
                spool(column.getKey()).append(column.getValue());
            }
            whole = true;
        } catch (IOException e) {
            throw new UnavailableException("Cannot keep a block of rows in a temporary file: " + e.getMessage(), e);
        }
        rows += checked.rows();
    }

    /** How many rows were appended. */
    public long rows() {
        return rows;
    }

    /** The result but for its columns. */
    OptimizationResult description() {
        return description;
    }

    /** Adds all columns to {@code target} and returns how they will be stored. */
    List<ResultBody.StoredColumn> addTo(ColumnWriter target) throws IOException {
        requireWhole();
        sealed = true;
        List<ResultBody.StoredColumn> stored = new ArrayList<>();
        for (ColumnSpool spool : spools.values()) {
            stored.add(spool.addTo(target));
        }
        return stored;
    }

    @Override
    public void close() {
        IOException failure = null;
        for (ColumnSpool spool : spools.values()) {
            try {
                spool.close();
            } catch (IOException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw new UnavailableException("Cannot remove a temporary file: " + failure.getMessage(), failure);
        }
    }

    private void requireWhole() {
        if (!whole) {
            throw new IllegalStateException("Some columns of a block could not be kept, so the rows of this result do "
                    + "not belong together any more. Close it and begin anew.");
        }
    }

    private OptimizationResult check(Map<ColumnName, ? extends Column> block) {
        OptimizationResultBuilder builder = OptimizationResult.builder().problem(description.problem());
        block.forEach(builder::column);
        return builder.build();
    }

    private ColumnSpool spool(ColumnName name) throws IOException {
        ColumnSpool spool = spools.get(name);
        if (spool == null) {
            spool = new ColumnSpool(name.toString());
            spools.put(name, spool);
        }
        return spool;
    }
}
