package dev.cairn.backend.database;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;

/** One value of a document in the encoding that queries compare; mapped so that the table is checked, and written by {@link FieldRows}. */
@Entity
@Table(name = "document_field")
@IdClass(DocumentFieldRow.Pk.class)
class DocumentFieldRow {
    @Id
    private long collection;

    @Id
    private long path;

    @Id
    @Column(nullable = false, length = 320)
    private byte[] content = {};

    @Id
    private long created;

    @Id
    private long document;

    /** For Hibernate. */
    DocumentFieldRow() {}

    long collection() {
        return collection;
    }

    long path() {
        return path;
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

    @SuppressWarnings("ArrayRecordComponent")
    record Pk(long collection, long path, byte[] content, long created, long document) implements Serializable {}
}
