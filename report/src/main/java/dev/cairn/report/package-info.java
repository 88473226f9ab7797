/** Compares results by quality indicators, draws them, and writes reports of experiments. */
@NullMarked
package dev.cairn.report;

import org.jspecify.annotations.NullMarked;
