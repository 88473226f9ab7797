/** Copying documents with their blobs from one backend to another. */
@NullMarked
package dev.cairn.transfer;

import org.jspecify.annotations.NullMarked;
