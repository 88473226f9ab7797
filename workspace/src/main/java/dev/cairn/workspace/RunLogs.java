package dev.cairn.workspace;

import dev.cairn.spi.JournalKey;
import dev.cairn.spi.JournalPage;
import dev.cairn.spi.Names;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The logs of one attempt at a run, by name. An entry survives the end of the process as soon as it is appended. Safe for use by many
 * threads and processes: entries never mix.
 */
public final class RunLogs {
    private static final int PAGE = 1000;

    private final RunJournals journals;
    private final Clock clock;
    private final Set<JournalKey> appended = ConcurrentHashMap.newKeySet();

    RunLogs(RunJournals journals, Clock clock) {
        this.journals = journals;
        this.clock = clock;
    }

    /** The names of the logs, sorted. */
    public List<String> names() {
        return journals.logs();
    }

    /** Appends an entry. */
    public void append(String log, String text) {
        append(log, null, text);
    }

    /**
     * Appends an entry of a level.
     *
     * @param log any name; the log begins with its first entry
     */
    public void append(String log, @Nullable String level, String text) {
        JournalKey key = key(log);
        journals.append(key, new LogEntry(clock.instant(), level, Texts.check("text to log", text)));
        appended.add(key);
    }

    /**
     * Reads entries from a position on: zero at first, then {@link LogPage#next}. So a log is followed: ask again, and what was appended
     * meanwhile is there. A log that does not exist is empty.
     */
    public LogPage read(String log, long position, int limit) {
        JournalKey key = key(log);
        JournalPage page = journals.read(key, position, limit);
        List<LogEntry> entries = page.entries().stream()
                .map(entry -> RunJournals.read(key, entry, LogEntry.class))
                .toList();
        return new LogPage(entries, page.next(), page.damages());
    }

    /** All entries from the first on, read as they are asked for. Damaged ones are left out; {@link #read} tells of them. */
    public Stream<LogEntry> entries(String log) {
        return Stream.iterate(
                        read(log, 0, PAGE),
                        page -> !page.entries().isEmpty() || !page.damages().isEmpty(),
                        page -> read(log, page.next(), PAGE))
                .flatMap(page -> page.entries().stream());
    }

    /** The texts of all entries, one below the other. */
    public String text(String log) {
        return entries(log).map(LogEntry::text).collect(Collectors.joining("\n"));
    }

    /** Makes what was appended here so far as durable as the store can. */
    void force() {
        appended.forEach(journals::force);
    }

    private JournalKey key(String log) {
        return journals.log(Names.check("name of a log", log));
    }
}
