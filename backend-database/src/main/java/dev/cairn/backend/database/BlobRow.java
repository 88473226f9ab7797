package dev.cairn.backend.database;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.ColumnTransformer;
import org.jspecify.annotations.Nullable;

/** A blob without its bytes. */
@Entity
@SuppressWarnings("UnusedVariable") // Hibernate reads the fields.
@Table(name = "blob")
class BlobRow {
    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "blob_seq")
    @SequenceGenerator(name = "blob_seq", sequenceName = "blob_seq", allocationSize = 50)
    private @Nullable Long pk;

    @Column(nullable = false, length = 512)
    private String scope = "";

    @Column(length = 64)
    private @Nullable String digest;

    @Column(nullable = false)
    private long size;

    /** Always null here, for the server's clock tells it. */
    @ColumnTransformer(write = "coalesce(?, current_timestamp)")
    private @Nullable Instant touched;

    /** For Hibernate. */
    BlobRow() {}

    /** A blob that is whole, or, without a digest, one that is being written. */
    BlobRow(String scope, @Nullable String digest, long size) {
        this.scope = scope;
        this.digest = digest;
        this.size = size;
    }

    /** The primary key, once it has been inserted. */
    long pk() {
        if (pk == null) {
            throw new IllegalStateException("This row is not inserted yet.");
        }
        return pk;
    }
}
