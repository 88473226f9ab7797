package dev.cairn.backend.database;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;

/** A piece of a blob. */
@Entity
@SuppressWarnings("UnusedVariable") // Hibernate reads the fields.
@Table(name = "blob_chunk")
@IdClass(BlobChunkRow.Pk.class)
class BlobChunkRow {
    /** The bytes in every piece of a blob but the last. */
    static final int SIZE = 1 << 20;

    @Id
    private long blob;

    @Id
    private int n;

    @Column(nullable = false, length = SIZE)
    private byte[] data = {};

    /** For Hibernate. */
    BlobChunkRow() {}

    /** Piece {@code n}; {@code data} becomes its own. */
    BlobChunkRow(long blob, int n, byte[] data) {
        this.blob = blob;
        this.n = n;
        this.data = data;
    }

    long blob() {
        return blob;
    }

    int n() {
        return n;
    }

    record Pk(long blob, int n) implements Serializable {}
}
