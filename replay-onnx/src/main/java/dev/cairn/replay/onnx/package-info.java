/** Operators of chains that are ONNX models, run by ONNX Runtime. */
@NullMarked
package dev.cairn.replay.onnx;

import org.jspecify.annotations.NullMarked;
