/** Keeps documents, blobs and journals in H2 or PostgreSQL, through Hibernate ORM. */
@NullMarked
package dev.cairn.backend.database;

import org.jspecify.annotations.NullMarked;
