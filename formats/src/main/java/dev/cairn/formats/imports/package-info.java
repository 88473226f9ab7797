/** Brings many results of other programs, and whole stores of theirs, into a workspace. */
@NullMarked
package dev.cairn.formats.imports;

import org.jspecify.annotations.NullMarked;
