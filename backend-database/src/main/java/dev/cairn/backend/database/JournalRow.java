package dev.cairn.backend.database;

import dev.cairn.spi.JournalKey;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** A journal without its entries. */
@Entity
@SuppressWarnings("UnusedVariable") // Hibernate reads the fields.
@Table(name = "journal")
class JournalRow {
    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "journal_seq")
    @SequenceGenerator(name = "journal_seq", sequenceName = "journal_seq", allocationSize = 50)
    private @Nullable Long pk;

    @Column(nullable = false, length = 512)
    private String scope = "";

    @Column(nullable = false, length = 64)
    private String kind = "";

    @Column(nullable = false, length = 512)
    private String id = "";

    @Column(nullable = false, length = 512)
    private String name = "";

    @Column(nullable = false)
    private long next;

    /** For Hibernate. */
    JournalRow() {}

    /** A journal that is about to get its first {@code entries} entries. */
    JournalRow(JournalKey key, long entries) {
        this.scope = key.owner().scope();
        this.kind = key.owner().kind();
        this.id = key.owner().id();
        this.name = key.name();
        this.next = entries;
    }

    /** The primary key, once it has been inserted. */
    long pk() {
        if (pk == null) {
            throw new IllegalStateException("This row is not inserted yet.");
        }
        return pk;
    }
}
