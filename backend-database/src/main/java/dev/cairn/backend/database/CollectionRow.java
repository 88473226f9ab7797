package dev.cairn.backend.database;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** The number of a collection in the index: the documents of one scope and kind. */
@Entity
@SuppressWarnings("UnusedVariable") // Hibernate reads the fields.
@Table(name = "document_collection")
class CollectionRow {
    @Id
    private long pk;

    @Column(nullable = false, length = 512)
    private String scope = "";

    @Column(nullable = false, length = 64)
    private String kind = "";

    /** For Hibernate. */
    CollectionRow() {}

    CollectionRow(long pk, String scope, String kind) {
        this.pk = pk;
        this.scope = scope;
        this.kind = kind;
    }
}
