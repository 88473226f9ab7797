/** What other tools make of results, and Cairn of theirs. */
@NullMarked
package dev.cairn.formats;

import org.jspecify.annotations.NullMarked;
