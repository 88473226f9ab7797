/** Short programs that a newcomer runs and reads. */
@NullMarked
package dev.cairn.examples;

import org.jspecify.annotations.NullMarked;
