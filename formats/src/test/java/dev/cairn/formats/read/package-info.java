/** Tests of what is read of other optimizers. */
@NullMarked
package dev.cairn.formats.read;

import org.jspecify.annotations.NullMarked;
