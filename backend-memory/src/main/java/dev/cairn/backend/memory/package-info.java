/** Keeps documents, blobs and journals in RAM, within a bound. */
@NullMarked
package dev.cairn.backend.memory;

import org.jspecify.annotations.NullMarked;
