package dev.cairn.backend.database;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.zip.CRC32C;
import org.hibernate.Length;

/** An entry of a journal. */
@Entity
@SuppressWarnings("UnusedVariable") // Hibernate reads the fields.
@Table(name = "journal_entry")
@IdClass(JournalEntryRow.Pk.class)
class JournalEntryRow {
    @Id
    private long journal;

    @Id
    private long position;

    @Column(nullable = false)
    private int crc32c;

    @Column(nullable = false, length = Length.LONG32)
    private byte[] entry = {};

    /** For Hibernate. */
    JournalEntryRow() {}

    /** The entry at {@code position}; {@code entry} becomes its own. */
    JournalEntryRow(long journal, long position, byte[] entry) {
        this.journal = journal;
        this.position = position;
        this.entry = entry;
        this.crc32c = sum(entry);
    }

    long journal() {
        return journal;
    }

    long position() {
        return position;
    }

    /** The CRC32C of {@code entry}. */
    static int sum(byte[] entry) {
        CRC32C sum = new CRC32C();
        sum.update(entry, 0, entry.length);
        return (int) sum.getValue();
    }

    record Pk(long journal, long position) implements Serializable {}
}
