package dev.cairn.backend.database;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** The number of a path in the index. */
@Entity
@SuppressWarnings("UnusedVariable") // Hibernate reads the fields.
@Table(name = "document_path")
class PathRow {
    @Id
    private long pk;

    @Column(nullable = false, length = 512)
    private String name = "";

    /** For Hibernate. */
    PathRow() {}

    PathRow(long pk, String name) {
        this.pk = pk;
        this.name = name;
    }
}
