/** Results as files of other tools. */
@NullMarked
package dev.cairn.formats.write;

import org.jspecify.annotations.NullMarked;
