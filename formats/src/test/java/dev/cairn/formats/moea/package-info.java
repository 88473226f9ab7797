/** Tests of recordings of the MOEA Framework. */
@NullMarked
package dev.cairn.formats.moea;

import org.jspecify.annotations.NullMarked;
