package dev.cairn.backend.database;

import java.util.List;
import org.hibernate.StatelessSession;

/** Writes documents with all that belongs to them, in one transaction that it makes durable, and tells of them. */
interface DocumentWriter {
    /** The tables that it writes to. */
    Tables tables();

    /** Writes {@code changes}, in the order of their keys; there may be none. */
    void write(StatelessSession session, List<DocumentChange> changes);
}
