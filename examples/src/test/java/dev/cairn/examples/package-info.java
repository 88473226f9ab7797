/** Tests that the examples say what is so. */
@NullMarked
package dev.cairn.examples;

import org.jspecify.annotations.NullMarked;
