/** Keeps documents, blobs and journals in files that other tools can read. */
@NullMarked
package dev.cairn.backend.filesystem;

import org.jspecify.annotations.NullMarked;
