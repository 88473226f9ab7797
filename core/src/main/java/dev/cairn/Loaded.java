package dev.cairn;

import dev.cairn.model.OptimizationResult;

/**
 * A result with where it came from.
 *
 * @param result the result
 * @param info where it came from and how sure it is
 */
public record Loaded(OptimizationResult result, LoadInfo info) {}
