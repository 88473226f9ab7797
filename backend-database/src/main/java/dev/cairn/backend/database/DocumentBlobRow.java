package dev.cairn.backend.database;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;

/** Says that a live document names a blob. */
@Entity
@Table(name = "document_blob")
@IdClass(DocumentBlobRow.Pk.class)
class DocumentBlobRow {
    @Id
    private long document;

    @Id
    @Column(nullable = false, length = 64)
    private String digest = "";

    /** For Hibernate. */
    DocumentBlobRow() {}

    DocumentBlobRow(long document, String digest) {
        this.document = document;
        this.digest = digest;
    }

    long document() {
        return document;
    }

    String digest() {
        return digest;
    }

    record Pk(long document, String digest) implements Serializable {}
}
