package dev.cairn.workspace;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.CorruptException;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.JournalEntry;
import dev.cairn.spi.JournalKey;
import dev.cairn.spi.JournalPage;
import dev.cairn.spi.JournalStore;
import dev.cairn.spi.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The journals of one attempt at a run. They belong to the run's document and are named {@code 1.events}, {@code 1.steps} and
 * {@code 1.log.train}, with the number of the attempt, so no attempt touches what another one wrote.
 */
final class RunJournals {
    private static final int PAGE = 1000;
    private static final String EVENTS = "events";
    private static final String STEPS = "steps";
    private static final String LOG = "log.";

    private final JournalStore journals;
    private final DocumentKey run;
    private final String prefix;

    RunJournals(JournalStore journals, DocumentKey run, int attempt) {
        this.journals = journals;
        this.run = run;
        this.prefix = attempt + ".";
    }

    /** The attempt that the journal called {@code name} belongs to; zero if it is none of these. */
    static int attemptOf(String name) {
        int dot = name.indexOf('.');
        try {
            return dot < 1 ? 0 : Integer.parseInt(name.substring(0, dot));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    JournalKey events() {
        return key(EVENTS);
    }

    JournalKey steps() {
        return key(STEPS);
    }

    JournalKey log(String name) {
        return key(LOG + name);
    }

    private JournalKey key(String name) {
        return new JournalKey(run, prefix + name);
    }

    /** The names of the logs, sorted. */
    List<String> logs() {
        return journals.names(run).stream()
                .filter(name -> name.startsWith(prefix + LOG))
                .map(name -> name.substring(prefix.length() + LOG.length()))
                .toList();
    }

    boolean exists(JournalKey key) {
        return journals.names(run).contains(key.name());
    }

    void append(JournalKey key, Object entry) {
        append(key, List.of(entry));
    }

    void append(JournalKey key, List<?> entries) {
        journals.append(
                key,
                entries.stream()
                        .map(entry -> new String(Json.write(entry), UTF_8))
                        .toList());
    }

    void force(JournalKey key) {
        journals.force(key);
    }

    void delete(JournalKey key) {
        journals.delete(key);
    }

    JournalPage read(JournalKey key, long position, int limit) {
        return journals.read(key, position, limit);
    }

    /** All entries of a journal. One that is damaged is left out, and told in {@code damages}. */
    <T> List<T> all(JournalKey key, Class<T> type, List<String> damages) {
        List<T> all = new ArrayList<>();
        long position = 0;
        JournalPage page;
        do {
            page = journals.read(key, position, PAGE);
            page.entries().forEach(entry -> all.add(read(key, entry, type)));
            damages.addAll(page.damages());
            position = page.next();
        } while (page.entries().size() + page.damages().size() > 0);
        return all;
    }

    /** What an entry says. */
    static <T> T read(JournalKey key, JournalEntry entry, Class<T> type) {
        try {
            return Json.read(entry.json().getBytes(UTF_8), type);
        } catch (IOException e) {
            throw new CorruptException(
                    "The entry at " + entry.position() + " of the " + key + " is not one of a run: " + e.getMessage(),
                    e);
        }
    }
}
