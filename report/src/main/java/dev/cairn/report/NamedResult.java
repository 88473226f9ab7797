package dev.cairn.report;

import dev.cairn.model.OptimizationResult;
import dev.cairn.spi.Names;

/**
 * A result with the name under which it stands in tables and legends.
 *
 * @param name such as its key
 * @param result with the columns of its objectives and constraints
 */
public record NamedResult(String name, OptimizationResult result) {
    public NamedResult {
        Names.check("name of a result", name);
        Names.given("result", result);
    }
}
