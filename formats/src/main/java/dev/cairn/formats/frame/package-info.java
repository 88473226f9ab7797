/** Results and runs as data frames of DFLib, which who uses this brings along. */
@NullMarked
package dev.cairn.formats.frame;

import org.jspecify.annotations.NullMarked;
