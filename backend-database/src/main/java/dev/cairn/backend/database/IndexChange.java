package dev.cairn.backend.database;

import dev.cairn.backend.database.FieldRows.Rows;
import dev.cairn.backend.database.StoredHeads.Locked;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/** Brings the index from what it says of some documents to what it is to say; rows that stay are not touched. */
final class IndexChange {
    private final Rows gone = new Rows();
    private final Rows come = new Rows();
    private final List<Locked> unknown = new ArrayList<>();

    /**
     * A document that is to be indexed otherwise.
     *
     * @param pk the primary key of its row
     * @param before what is there, locked; null if it is new
     * @param after what is to be there
     */
    void add(long pk, @Nullable Locked before, Indexed after) {
        FieldKeys keys = after.keys();
        FieldKeys old = before == null ? null : before.keys();
        if (before != null && old == null) {
            unknown.add(before);
        }
        FieldKeys there = old == null ? new FieldKeys(keys.created(), new TreeSet<>()) : old;
        gone.add(pk, after.collection(), there.created(), there.without(keys));
        come.add(pk, after.collection(), keys.created(), keys.without(there));
    }

    /** The same where the rows that are there may not be those that {@code before} says: all that are to be there are written. */
    void rewrite(long pk, Locked before, Indexed after) {
        add(pk, before, after);
        come.add(pk, after.collection(), after.keys().created(), after.keys().keys());
    }

    /** A document whose row is to be removed. */
    void remove(Locked document) {
        FieldKeys keys = document.keys();
        if (keys == null) {
            unknown.add(document);
        } else {
            gone.add(document.pk(), document.collection(), keys.created(), keys.keys());
        }
    }

    /** Writes what was added to this. */
    void write(StatelessSession session, FieldRows rows) {
        writeUnknown(session);
        rows.write(session, gone, come);
    }

    /** Whether the rows are too many for one statement. */
    boolean isLarge() {
        return gone.isLarge() || come.isLarge();
    }

    /** Removes the rows of those documents of which it is not known which they are. */
    void writeUnknown(StatelessSession session) {
        unknown.forEach(document -> FieldRows.deleteAll(session, document.collection(), document.pk()));
    }

    /** The rows to remove, in the order of the primary key: collection, path, content, created, document. */
    List<Object[]> gone() {
        return gone.columns();
    }

    /** The rows to write, in the same form. */
    List<Object[]> come() {
        return come.columns();
    }
}
