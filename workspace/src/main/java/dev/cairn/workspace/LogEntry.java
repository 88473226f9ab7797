package dev.cairn.workspace;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An entry of a log.
 *
 * @param time when it was written
 * @param level how grave it is, in the writer's words; null if he said nothing
 * @param text what it says, letter by letter, line breaks included
 */
public record LogEntry(Instant time, @Nullable String level, String text) {}
