package dev.cairn.internal;

import dev.cairn.ConflictException;
import dev.cairn.CorruptException;
import dev.cairn.Recording;
import dev.cairn.internal.StoredGeneration.Progress;
import dev.cairn.model.Attachment;
import dev.cairn.model.Generation;
import dev.cairn.model.OptimizationResult;
import dev.cairn.model.OptimizationResultBuilder;
import dev.cairn.model.RunInfo;
import dev.cairn.spi.DocumentKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A recording in its journal or sealed, up to where one pass through it came. */
final class StoredRecording implements Recording {
    private final DocumentKey owner;
    private final boolean finished;
    private final Supplier<EntryReader> entries;
    private final RecordingScan scan;

    /** Reads {@code entries} once. */
    StoredRecording(DocumentKey owner, boolean finished, Supplier<EntryReader> entries) {
        this.owner = owner;
        this.finished = finished;
        this.entries = entries;
        this.scan = RecordingScan.of(entries.get());
    }

    /** For messages. */
    static String what(DocumentKey owner) {
        return "recording of " + owner;
    }

    private String what() {
        return what(owner);
    }

    RecordingScan scan() {
        return scan;
    }

    /** Whether {@code sealed} holds just these entries. */
    boolean isSealedAs(Attachment sealed) {
        return scan.bytes() == sealed.size() && scan.sha256().equals(sealed.sha256());
    }

    @Override
    public String key() {
        return owner.id();
    }

    @Override
    public boolean isFinished() {
        return finished;
    }

    @Override
    public OptimizationResult description() {
        String opening = scan.opening();
        if (opening == null) {
            throw new CorruptException("The description that the " + what() + " began with is damaged"
                    + (scan.damages().isEmpty() ? "." : ": " + scan.damages().get(0))
                    + " Its generations can be read; record them under another key, and discard this one.");
        }
        return RecordingCodec.description(opening, what());
    }

    @Override
    public long size() {
        return scan.generations();
    }

    @Override
    public Optional<Generation> last() {
        return Optional.ofNullable(scan.last()).map(entry -> RecordingCodec.decode(entry, what()));
    }

    @Override
    public Stream<Generation> generations() {
        return read(RecordingCodec::decode);
    }

    @Override
    public List<String> damages() {
        return scan.damages();
    }

    @Override
    public OptimizationResult asResult() {
        OptimizationResult description = description();
        Generation last = last().orElseThrow(() ->
                new IllegalStateException("The " + what() + " has no generation that a result could be made of."));
        List<Progress> progress = new ArrayList<>();
        try (Stream<Progress> all = read(RecordingCodec::progress)) {
            all.forEach(progress::add);
        }
        OptimizationResultBuilder result = description.toBuilder();
        last.columns().forEach(result::column);
        return result.run(run(description.run(), last))
                .history(RecordedHistory.of(progress))
                .build();
    }

    private static RunInfo run(RunInfo described, Generation last) {
        Instant started = described.started();
        Instant finished = described.finished();
        if (finished == null && (started == null || !last.time().isBefore(started))) {
            finished = last.time();
        }
        return new RunInfo(started, finished, last.evaluations(), described.termination());
    }

    private <T> Stream<T> read(BiFunction<String, String, T> decoder) {
        EntryReader reader = entries.get();
        Iterator<String> generations = new Counted(reader);
        return StreamSupport.stream(
                        Spliterators.spliteratorUnknownSize(generations, Spliterator.ORDERED | Spliterator.NONNULL),
                        false)
                .map(entry -> decoder.apply(entry, what()))
                .onClose(reader::close);
    }

    /** The entries of the generations that were counted, no fewer. */
    private final class Counted implements Iterator<String> {
        private final EntryReader reader;
        private long left = scan.generations();
        private boolean opened = scan.opening() == null;

        Counted(EntryReader reader) {
            this.reader = reader;
        }

        @Override
        public boolean hasNext() {
            if (left == 0) {
                return false;
            }
            boolean same = opened || (reader.hasNext() && reader.next().equals(scan.opening()));
            if (!same || !reader.hasNext()) {
                throw new ConflictException(
                        "The last " + left + " generations of the " + what()
                                + " are not there any more: it was finished or "
                                + "discarded while it was read, or damaged. Ask for it again.",
                        0);
            }
            opened = true;
            return true;
        }

        @Override
        public String next() {
            String entry = reader.next();
            left--;
            return entry;
        }
    }
}
