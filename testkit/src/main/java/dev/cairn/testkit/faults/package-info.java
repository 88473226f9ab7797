/** Faults on purpose: a wrapper around any backend that fails, loses answers, damages, waits or dies where a test says. */
@NullMarked
package dev.cairn.testkit.faults;

import org.jspecify.annotations.NullMarked;
