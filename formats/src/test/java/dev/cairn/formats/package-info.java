/** Tests of what other tools make of results. */
@NullMarked
package dev.cairn.formats;

import org.jspecify.annotations.NullMarked;
