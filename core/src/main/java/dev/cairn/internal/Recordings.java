package dev.cairn.internal;

import dev.cairn.ConflictException;
import dev.cairn.NotFoundException;
import dev.cairn.ResultRecorder;
import dev.cairn.compose.ReadOnlyBackend;
import dev.cairn.compose.TieredBackend;
import dev.cairn.model.OptimizationResult;
import dev.cairn.spi.JournalStore;
import dev.cairn.spi.Names;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Begins recordings, goes on with them and discards them. A journal that is all in its result counts as none. */
public final class Recordings {
    private final TieredBackend tiers;
    private final RecordingReads reads;
    private final ResultSaver saver;
    private final Runnable requireOpen;

    /** Records into the primary of {@code tiers}, and saves through {@code saver}; {@code requireOpen} throws once that is over. */
    public Recordings(TieredBackend tiers, RecordingReads reads, ResultSaver saver, Runnable requireOpen) {
        this.tiers = tiers;
        this.reads = reads;
        this.saver = saver;
        this.requireOpen = requireOpen;
    }

    /** Begins a recording of the result {@code key}. */
    public ResultRecorder begin(String key, OptimizationResult description) {
        checkDescription(Names.given("description", description));
        ReadOnlyBackend.requireWritable(tiers, "record " + Names.quote(key));
        JournalTail tail = new JournalTail(reads.journals(), reads.journalOf(key), 0);
        String opening = RecordingCodec.opening(description, Instant.now());
        try {
            tail.append(opening);
        } catch (ConflictException e) {
            removeFinished(key, e);
            tail.append(opening);
        }
        return new JournalRecorder(reads.inJournal(key, tail.end()), tail, this);
    }

    /** Goes on behind the last whole generation of the result {@code key}. */
    public ResultRecorder resume(String key) {
        ReadOnlyBackend.requireWritable(tiers, "record " + Names.quote(key));
        long end = end(key);
        StoredRecording there = reads.inJournal(key, end);
        if (end == 0 || reads.finishedAs(there).isPresent()) {
            throw nothingToResume(key);
        }
        return new JournalRecorder(there, new JournalTail(reads.journals(), reads.journalOf(key), end), this);
    }

    /** Removes the journal of the result {@code key}; false if there was none. */
    public boolean discard(String key) {
        ReadOnlyBackend.requireWritable(tiers, "discard the recording of " + Names.quote(key));
        boolean there = end(key) > 0;
        reads.journals().delete(reads.journalOf(key));
        return there;
    }

    ResultSaver saver() {
        return saver;
    }

    RecordingReads reads() {
        return reads;
    }

    void requireOpen() {
        requireOpen.run();
    }

    /** Behind all that is in the journal, a line that a crash cut off included. */
    private long end(String key) {
        JournalStore journals = reads.journals();
        return journals.append(reads.journalOf(key), List.of());
    }

    private void removeFinished(String key, ConflictException conflict) {
        long end = end(key);
        StoredRecording there = reads.inJournal(key, end);
        boolean removed =
                reads.finishedAs(there).isPresent() && reads.journals().delete(reads.journalOf(key), end);
        if (!removed) {
            throw unfinished(there, conflict);
        }
    }

    private static ConflictException unfinished(StoredRecording there, ConflictException conflict) {
        String quoted = '"' + there.key() + '"';
        return new ConflictException(
                "A recording of " + Names.quote(there.key()) + " is unfinished: it has " + there.size()
                        + " generations. Nothing was changed. Go on with it by resumeRecording(" + quoted
                        + "), keep it as a result by resumeRecording(" + quoted
                        + ").finish(), or remove it by discardRecording(" + quoted + ").",
                conflict.currentRevision());
    }

    private NotFoundException nothingToResume(String key) {
        String quoted = Names.quote(key);
        return new NotFoundException(
                reads.find(key).isPresent()
                        ? "The recording of " + quoted
                                + " is finished, and its generations are in the result: read them with "
                                + "recording(key), and go on from the last of them in a new one with record(key, description)."
                        : "There is no recording of " + quoted + " in " + tiers.location() + "; begin one with "
                                + "record(key, description).");
    }

    private static void checkDescription(OptimizationResult description) {
        List<String> parts = new ArrayList<>();
        description.columns().keySet().forEach(name -> parts.add("the column " + name));
        description.resultSets().forEach(set -> parts.add("the result set " + Names.quote(set.name())));
        description.attachments().forEach(one -> parts.add("the attachment " + Names.quote(one.name())));
        if (!description.history().isEmpty()) {
            parts.add("a history");
        }
        if (!parts.isEmpty()) {
            throw new IllegalArgumentException(
                    "The description of a recording says what every generation belongs to, and has "
                            + String.join(", ", parts.subList(0, Math.min(5, parts.size())))
                            + ". Leave that out; finish(result) takes a result that has it.");
        }
    }
}
