/** Results and recordings of jMetal. */
@NullMarked
package dev.cairn.formats.jmetal;

import org.jspecify.annotations.NullMarked;
