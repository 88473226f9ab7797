/** Tests of what is written for other tools. */
@NullMarked
package dev.cairn.formats.write;

import org.jspecify.annotations.NullMarked;
