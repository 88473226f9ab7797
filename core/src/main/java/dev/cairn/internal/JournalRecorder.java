package dev.cairn.internal;

import dev.cairn.ConflictException;
import dev.cairn.ResultRecorder;
import dev.cairn.SaveOptions;
import dev.cairn.SaveReceipt;
import dev.cairn.StorageException;
import dev.cairn.UnsupportedException;
import dev.cairn.model.Attachment;
import dev.cairn.model.ContentSource;
import dev.cairn.model.Generation;
import dev.cairn.model.OptimizationResult;
import dev.cairn.spi.Names;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records into a journal of the primary. To finish is to save the result with the journal as an attachment, then to delete the journal
 * where it was sealed: a kill in between leaves both, which {@link RecordingReads} recognizes.
 */
final class JournalRecorder implements ResultRecorder {
    private static final Logger LOG = LoggerFactory.getLogger(JournalRecorder.class);

    private final Recordings recordings;
    private final String key;
    private final String what;
    private final OptimizationResult description;
    private final JournalTail tail;
    private @Nullable Generation last;
    private int forceEvery;
    private int unforced;
    private boolean closed;

    /** Goes on at {@code tail}, behind what {@code there} holds. */
    JournalRecorder(StoredRecording there, JournalTail tail, Recordings recordings) {
        this.recordings = recordings;
        this.key = there.key();
        this.what = "recording of " + Names.quote(key);
        this.description = there.description();
        this.last = there.last().orElse(null);
        this.tail = tail;
    }

    @Override
    public String key() {
        return key;
    }

    @Override
    public OptimizationResult description() {
        return description;
    }

    @Override
    public Optional<Generation> last() {
        return Optional.ofNullable(last);
    }

    @Override
    public long nextNumber() {
        return last == null ? 0 : last.number() + 1;
    }

    @Override
    public ResultRecorder record(Generation generation) {
        requireOpen();
        Generation aligned = Names.given("generation", generation).alignedTo(description.problem());
        if (aligned.number() < nextNumber()) {
            throw new IllegalArgumentException("Generation " + aligned.number() + " comes after generation "
                    + (nextNumber() - 1) + " in the " + what + "; give each a greater number than the one before.");
        }
        String entry = RecordingCodec.encode(aligned, what);
        try {
            tail.append(entry);
        } catch (ConflictException e) {
            throw lost("generation " + aligned.number() + " was not recorded", e);
        }
        last = aligned;
        forceIfDue();
        return this;
    }

    @Override
    public ResultRecorder forceEvery(int generations) {
        if (generations < 0) {
            throw new IllegalArgumentException(
                    "Each " + generations + "th generation cannot be forced; give one or more, or 0 for none.");
        }
        forceEvery = generations;
        return this;
    }

    private void forceIfDue() {
        unforced++;
        if (forceEvery > 0 && unforced >= forceEvery) {
            tail.force();
            unforced = 0;
        }
    }

    @Override
    public SaveReceipt finish() {
        requireOpen();
        return finish(recordings.reads().inJournal(key, tail.end()).asResult());
    }

    @Override
    public SaveReceipt finish(OptimizationResult result, SaveOptions options) {
        requireOpen();
        recordings.saver().check(key, result, options);
        if (options.cacheOnly()) {
            throw new UnsupportedException("What was recorded is not kept in the cache alone; save it to the primary.");
        }
        refuseSealed(result);
        try {
            tail.requireUnmoved();
        } catch (ConflictException e) {
            throw lost("the result was not saved", e);
        }
        SaveReceipt receipt = recordings.saver().save(key, withGenerations(result), options);
        closed = true;
        deleteJournal();
        return receipt;
    }

    private void refuseSealed(OptimizationResult result) {
        if (result.attachments().stream().anyMatch(one -> one.name().equals(RecordingCodec.ATTACHMENT))) {
            throw new IllegalArgumentException("The result has an attachment " + Names.quote(RecordingCodec.ATTACHMENT)
                    + " itself, which is to hold the generations of this recording; give it another name.");
        }
    }

    private OptimizationResult withGenerations(OptimizationResult result) {
        RecordingScan scan = recordings.reads().inJournal(key, tail.end()).scan();
        scan.damages().forEach(damage -> LOG.warn("While the {} was sealed: {}", what, damage));
        ContentSource lines = () -> new SealedLines(recordings.reads().entries(key, tail.end()));
        Attachment sealed = Attachment.stored(
                RecordingCodec.ATTACHMENT, RecordingCodec.MEDIA_TYPE, scan.bytes(), scan.sha256(), lines);
        return result.toBuilder().attachment(sealed).build();
    }

    private void deleteJournal() {
        try {
            if (!tail.delete()) {
                LOG.warn("The {} was gone on with elsewhere while its result was saved, and stays unfinished.", what);
            }
        } catch (StorageException e) {
            LOG.warn(
                    "The {} is finished, but its journal could not be removed. It counts as none from now on.",
                    what,
                    e);
        }
    }

    @Override
    public void close() {
        closed = true;
    }

    private ConflictException lost(String but, ConflictException e) {
        ConflictException lost = new ConflictException(
                "The " + what + " was resumed, finished or discarded elsewhere, so this recorder records no more: "
                        + but + ". Look at it with recording(key), and go on with it by resumeRecording(key).",
                e.currentRevision());
        lost.addSuppressed(e);
        return lost;
    }

    private void requireOpen() {
        recordings.requireOpen();
        if (closed) {
            throw new IllegalStateException("The recorder of " + Names.quote(key)
                    + " is finished or closed; go on with resumeRecording(key), or begin another recording.");
        }
    }
}
