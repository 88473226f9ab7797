/** Tests of the command: what it prints, what it changes, and with which exit code it ends. */
@NullMarked
package dev.cairn.cli;

import org.jspecify.annotations.NullMarked;
