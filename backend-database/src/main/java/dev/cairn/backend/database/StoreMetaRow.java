package dev.cairn.backend.database;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** Something that a store says of itself. */
@Entity
@Table(name = "store_meta")
class StoreMetaRow {
    /** The row that holds the id of the store. */
    static final String STORE_ID = "store_id";

    @Id
    @Column(nullable = false, length = 64)
    private String name = "";

    @Column(nullable = false, length = 512)
    private String content = "";

    /** For Hibernate. */
    StoreMetaRow() {}

    StoreMetaRow(String name, String content) {
        this.name = name;
        this.content = content;
    }

    String name() {
        return name;
    }

    String content() {
        return content;
    }
}
