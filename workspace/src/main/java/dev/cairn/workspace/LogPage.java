package dev.cairn.workspace;

import java.util.List;

/**
 * A piece of a log.
 *
 * @param entries the entries, oldest first
 * @param next where those begin that follow
 * @param damages what could not be read between them, one sentence each
 */
public record LogPage(List<LogEntry> entries, long next, List<String> damages) {
    public LogPage {
        entries = List.copyOf(entries);
        damages = List.copyOf(damages);
    }
}
