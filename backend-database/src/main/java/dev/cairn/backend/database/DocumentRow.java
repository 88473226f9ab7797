package dev.cairn.backend.database;

import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.Head;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.Length;
import org.hibernate.annotations.ColumnTransformer;
import org.jspecify.annotations.Nullable;

/** A document as one row: its frame, and its head once more for queries. */
@Entity
@SuppressWarnings("UnusedVariable") // Hibernate reads the fields.
@Table(name = "document")
class DocumentRow {
    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "document_seq")
    @SequenceGenerator(name = "document_seq", sequenceName = "document_seq", allocationSize = 50)
    private @Nullable Long pk;

    @Column(nullable = false, length = 512)
    private String scope = "";

    @Column(nullable = false, length = 64)
    private String kind = "";

    @Column(nullable = false, length = 512)
    private String id = "";

    @Column(nullable = false)
    private long revision;

    @Column(nullable = false, length = 8)
    private String state = "";

    @Column(nullable = false, length = 64)
    private String digest = "";

    @Column(nullable = false)
    private Instant created = Instant.EPOCH;

    @Column(nullable = false)
    private Instant updated = Instant.EPOCH;

    /** Always null here, for the server's clock tells it. */
    @ColumnTransformer(write = "coalesce(?, current_timestamp)")
    private @Nullable Instant stored;

    @Column(nullable = false, length = Length.LONG32)
    private byte[] frame = {};

    @Column(nullable = false)
    private long collection;

    @Column(nullable = false)
    private long indexed;

    @Column(nullable = false, length = FieldKeys.MOST_BYTES)
    private byte[] fields = {};

    /** For Hibernate. */
    DocumentRow() {}

    /** Whether head and key of the frame are those that the columns repeat. */
    static boolean agree(Document document, DocumentKey key, long revision, String state, String digest) {
        Head head = document.head();
        return document.key().equals(key)
                && head.revision() == revision
                && head.state().word().equals(state)
                && head.digest().hex().equals(digest);
    }
}
