/** Backends made of backends. */
@NullMarked
package dev.cairn.compose;

import org.jspecify.annotations.NullMarked;
