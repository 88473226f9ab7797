/** Experiments and their runs: records, metrics, artifacts, logs and data, kept in any store. */
@NullMarked
package dev.cairn.workspace;

import org.jspecify.annotations.NullMarked;
