/** Tests with models that Tribuo trained, and with small ones built by hand. */
@NullMarked
package dev.cairn.replay.onnx;

import org.jspecify.annotations.NullMarked;
