package dev.cairn.examples;

import org.jspecify.annotations.Nullable;

/**
 * How far off the model of a fold is, as the root of the mean square error in the unit of the target.
 *
 * @param train on what it learned from; null where there is no one model
 * @param validation on what was held back from it
 * @param test on what was held back from all
 */
record FoldScores(@Nullable Double train, double validation, double test) {}
