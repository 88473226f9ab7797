/** Typed arrays in the safetensors format. */
@NullMarked
package dev.cairn.tensor;

import org.jspecify.annotations.NullMarked;
