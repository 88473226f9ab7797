/** A whole result as one JSON document. */
@NullMarked
package dev.cairn.formats.json;

import org.jspecify.annotations.NullMarked;
