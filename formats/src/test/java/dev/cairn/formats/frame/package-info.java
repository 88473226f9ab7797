/** Tests of data frames. */
@NullMarked
package dev.cairn.formats.frame;

import org.jspecify.annotations.NullMarked;
