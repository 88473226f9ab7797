/** Pipelines of runs, the chains that they fitted, and what those predicted. */
@org.jspecify.annotations.NullMarked
package dev.cairn.pipeline;
