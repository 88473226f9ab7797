package dev.cairn.internal;

import dev.cairn.spi.DocumentKey;
import dev.cairn.transfer.Progress;
import dev.cairn.transfer.TransferReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what became of the documents of one transfer. All of it is guarded by its own lock. */
final class TransferTally {
    private static final Logger LOG = LoggerFactory.getLogger(TransferTally.class);

    private final LongSupplier nanoTime;
    private final long start;
    private final List<TransferReport.Failure> failures = new ArrayList<>();
    private long planned;
    private long copied;
    private long alreadyThere;
    private long newerThere;
    private long leftOut;
    private long failed;
    private long removed;
    private long bytes;
    private long entries;
    private final List<String> remarks = new ArrayList<>();
    private long remarked;

    TransferTally(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
    }

    synchronized void expect(long count) {
        planned += count;
    }

    synchronized void count(Transferred done) {
        switch (done.what()) {
            case COPIED -> copied++;
            case ALREADY_THERE -> alreadyThere++;
            case NEWER_THERE -> newerThere++;
            case LEFT_OUT -> leftOut++;
            case COUNTED_BEFORE -> {
                // Counts only for what was done to it since.
            }
        }
        removed += done.removed() ? 1 : 0;
        bytes += done.bytes();
        entries += done.entries();
        done.remarks().forEach(this::remark);
    }

    private void remark(String remark) {
        LOG.warn("While documents were transferred: {}", remark);
        remarked++;
        if (remarks.size() < TransferReport.MOST_FAILURES) {
            remarks.add(remark);
        }
    }

    synchronized void fail(@Nullable DocumentKey key, RuntimeException error) {
        TransferReport.Failure failure = new TransferReport.Failure(key, error);
        LOG.warn("Not transferred: {}", failure);
        failed++;
        if (failures.size() < TransferReport.MOST_FAILURES) {
            failures.add(failure);
        }
    }

    synchronized Progress progress() {
        long done = counts().done();
        return new Progress(done, Math.max(planned, done), failed, bytes, entries, elapsed());
    }

    synchronized TransferReport report(String what, TransferReport.Ended ended, boolean dryRun, List<String> notes) {
        List<String> all = new ArrayList<>(notes);
        all.addAll(remarks);
        if (remarked > remarks.size()) {
            all.add("and " + (remarked - remarks.size()) + " more remarks, which the log holds");
        }
        return new TransferReport(what, ended, dryRun, counts(), bytes, entries, elapsed(), failures, all);
    }

    private TransferReport.Counts counts() {
        return new TransferReport.Counts(copied, alreadyThere, newerThere, leftOut, failed, removed);
    }

    private Duration elapsed() {
        return Duration.ofNanos(nanoTime.getAsLong() - start);
    }
}
