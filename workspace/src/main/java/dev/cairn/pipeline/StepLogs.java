package dev.cairn.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.CorruptException;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.JournalEntry;
import dev.cairn.spi.JournalKey;
import dev.cairn.spi.JournalPage;
import dev.cairn.spi.JournalStore;
import dev.cairn.spi.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The logs of pipelines: a journal for each, which a pipeline that failed does not take along. */
final class StepLogs {
    private static final Logger LOG = LoggerFactory.getLogger(StepLogs.class);
    private static final String PREFIX = "steps.";
    private static final int PAGE = 1000;

    private final JournalStore journals;

    StepLogs(JournalStore journals) {
        this.journals = journals;
    }

    private static JournalKey keyOf(Document pipeline) {
        return new JournalKey(pipeline.key(), PREFIX + pipeline.content().epoch());
    }

    void append(Document pipeline, List<StepLog> entries) {
        journals.append(
                keyOf(pipeline),
                entries.stream()
                        .map(entry -> new String(Json.write(entry), UTF_8))
                        .toList());
    }

    /** What is told of a pipeline, by step, those of one step as they were told. What is damaged is left out, and named in the log. */
    List<StepLog> read(Document pipeline) {
        JournalKey key = keyOf(pipeline);
        List<StepLog> all = new ArrayList<>();
        long position = 0;
        JournalPage page;
        do {
            page = journals.read(key, position, PAGE);
            page.entries().forEach(entry -> all.add(read(key, entry)));
            page.damages().forEach(damage -> LOG.warn("Left out of the log of {}: {}", pipeline.key(), damage));
            position = page.next();
        } while (page.entries().size() + page.damages().size() > 0);
        all.sort(Comparator.comparingInt(StepLog::step));
        return all;
    }

    private static StepLog read(JournalKey key, JournalEntry entry) {
        try {
            return Json.read(entry.json().getBytes(UTF_8), StepLog.class);
        } catch (IOException e) {
            throw new CorruptException(
                    "The entry at " + entry.position() + " of the " + key + " is not one of a pipeline: "
                            + e.getMessage(),
                    e);
        }
    }

    /** How many entries the journals of a pipeline have, those that its failure left behind too. */
    long count(DocumentKey pipeline) {
        long entries = 0;
        for (String name : journals.names(pipeline)) {
            JournalKey key = new JournalKey(pipeline, name);
            long position = 0;
            JournalPage page;
            do {
                page = journals.read(key, position, PAGE);
                entries += page.entries().size();
                position = page.next();
            } while (page.entries().size() + page.damages().size() > 0);
        }
        return entries;
    }

    /** Removes the journals of a pipeline; of one that is there, only those that its failure left behind. */
    void remove(DocumentKey pipeline, long epoch) {
        journals.names(pipeline).stream()
                .filter(name -> epoch < 0 || !name.equals(PREFIX + epoch))
                .forEach(name -> journals.delete(new JournalKey(pipeline, name)));
    }
}
