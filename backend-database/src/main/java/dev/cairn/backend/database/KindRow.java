package dev.cairn.backend.database;

import dev.cairn.query.KindSpec;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** Which fields of a kind are indexed, and the how-manieth declaration of it this is. */
@Entity
@Table(name = "document_kind")
class KindRow {
    /** The longest declaration, in characters. */
    static final int LENGTH = 65_536;

    @Id
    @Column(nullable = false, length = 64)
    private String kind = "";

    @Column(nullable = false)
    private long version;

    @Column(nullable = false, length = LENGTH)
    private String spec = "";

    /** For Hibernate. */
    KindRow() {}

    KindRow(KindSpec spec, long version) {
        this.kind = spec.kind();
        this.version = version;
        this.spec = spec.toJson();
    }

    long version() {
        return version;
    }

    KindSpec spec() {
        return KindSpec.ofJson(kind, spec);
    }
}
