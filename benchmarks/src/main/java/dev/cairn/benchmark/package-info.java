/** Measures Cairn beside the bare machine, what people write by hand, and embedded stores. {@link dev.cairn.benchmark.Benchmarks} runs it. */
@NullMarked
package dev.cairn.benchmark;

import org.jspecify.annotations.NullMarked;
