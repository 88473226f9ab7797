package dev.cairn.workspace;

import dev.cairn.model.Attributes;
import java.time.Instant;

/**
 * What was measured at one step.
 *
 * @param step which step: a generation, an epoch, a number of evaluations
 * @param time when it was recorded
 * @param values what was measured, by name: numbers, truth values and texts
 */
public record MetricStep(long step, Instant time, Attributes values) {}
