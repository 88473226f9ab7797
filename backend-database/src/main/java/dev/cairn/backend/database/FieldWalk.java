package dev.cairn.backend.database;

import dev.cairn.backend.database.IndexSnapshot.Met;
import dev.cairn.query.FieldValue;
import java.time.Instant;
import java.util.List;

/** Goes through the rows of a range, in the order of the primary key or down it, some rows at a time. */
final class FieldWalk {
    private final IndexSnapshot index;
    private final FieldRange range;
    private final boolean down;
    private final List<FieldKey> also;
    private List<FieldKey> without = List.of();
    private Place behind;
    private boolean ended;

    /**
     * Begins at the first row, or down at the last one.
     *
     * @param also values that the documents have too
     */
    FieldWalk(IndexSnapshot index, FieldRange range, boolean down, List<FieldKey> also) {
        this.index = index;
        this.range = range;
        this.down = down;
        this.also = also;
        this.behind = new Place(down ? range.to() : range.from(), Long.MIN_VALUE, Long.MIN_VALUE);
    }

    /** Where a row stands among those of its path, or may. */
    static final class Place {
        private final byte[] content;
        private final long created;
        private final long document;

        Place(byte[] content, long created, long document) {
            this.content = content.clone();
            this.created = created;
            this.document = document;
        }

        byte[] content() {
            return content.clone();
        }

        long created() {
            return created;
        }

        long document() {
            return document;
        }
    }

    /** Leaves out the rows of documents that have one of {@code values} too. */
    FieldWalk without(List<FieldKey> values) {
        without = values;
        return this;
    }

    /** Leaves out what stands before the rows of {@code value}, if these lie ahead. */
    FieldWalk from(FieldValue value) {
        long end = down ? Long.MAX_VALUE : Long.MIN_VALUE;
        return from(value, end, end);
    }

    /** Leaves out what stands before the row of {@code value} of a document that was created then, if that lies ahead. */
    FieldWalk from(FieldValue value, Instant created) {
        return from(value, FieldKeys.nanos(created), down ? Long.MAX_VALUE : Long.MIN_VALUE);
    }

    /** Leaves out the rest of the rows of {@code value}, which lie ahead. */
    FieldWalk behind(FieldValue value) {
        long end = down ? Long.MIN_VALUE : Long.MAX_VALUE;
        return from(value, end, end);
    }

    private FieldWalk from(FieldValue value, long created, long document) {
        if (range.holds(value)) {
            behind = new Place(value.bytes(), created, document);
        } else {
            ended |= down ? range.beginsBehind(value) : !range.beginsBehind(value);
        }
        return this;
    }

    /** Up to {@code most} more rows; none at the end. */
    List<Met> next(int most) {
        if (ended) {
            return List.of();
        }
        List<Met> rows = index.rows(range, behind, down, also, without, most);
        ended = rows.size() < most;
        if (!rows.isEmpty()) {
            Met last = rows.get(rows.size() - 1);
            behind = new Place(last.value().bytes(), last.created(), last.document());
        }
        return rows;
    }
}
