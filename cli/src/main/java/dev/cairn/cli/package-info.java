/** The {@code cairn} command. Not an API: what it prints with {@code --json} and {@code --csv}, and its exit codes, are. */
@NullMarked
package dev.cairn.cli;

import org.jspecify.annotations.NullMarked;
