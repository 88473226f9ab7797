package dev.cairn.spi;

import java.util.List;

/**
 * A piece of a journal.
 *
 * @param entries the entries, oldest first
 * @param next the position to read from for those that follow
 * @param damages what could not be read between them, one sentence each
 */
public record JournalPage(List<JournalEntry> entries, long next, List<String> damages) {
    public JournalPage {
        entries = List.copyOf(entries);
        damages = List.copyOf(damages);
    }
}
