/** Results of optimizers: immutable, column-wise, exact to the bit. */
@NullMarked
package dev.cairn.model;

import org.jspecify.annotations.NullMarked;
