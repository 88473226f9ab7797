/** Reads the files in which other optimizers leave their results. */
@NullMarked
package dev.cairn.formats.read;

import org.jspecify.annotations.NullMarked;
