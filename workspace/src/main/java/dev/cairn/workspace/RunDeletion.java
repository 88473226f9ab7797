package dev.cairn.workspace;

import dev.cairn.ConflictException;
import dev.cairn.CorruptException;
import dev.cairn.StorageException;
import dev.cairn.pipeline.DeletionCounts;
import dev.cairn.pipeline.Pipelines;
import dev.cairn.query.Criterion;
import dev.cairn.query.Order;
import dev.cairn.spi.Document;
import dev.cairn.spi.Expectation;
import dev.cairn.spi.Put;
import dev.cairn.spi.Slot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes runs: the document first, after which nobody sees anything of the run, then what belonged to it. Where that is broken off, what
 * remains is found by the run's id when it is deleted again.
 */
final class RunDeletion {
    private static final Logger LOG = LoggerFactory.getLogger(RunDeletion.class);
    private static final int TRIES = 50;

    private final RunStore runs;
    private final Pipelines pipelines;

    RunDeletion(RunStore runs, Pipelines pipelines) {
        this.runs = runs;
        this.pipelines = pipelines;
    }

    /** What was deleted. */
    DeletionCounts delete(String id, boolean withArtifacts) {
        for (int i = 1; ; i++) {
            try {
                return pipelines.deleteRun(id, withArtifacts, () -> deleteAsItIs(id));
            } catch (ConflictException e) {
                if (i == TRIES || runs.isRunning(id)) {
                    throw e;
                }
            }
        }
    }

    private boolean deleteAsItIs(String id) {
        Slot slot = runs.known(runs.keyOf(id));
        if (slot.damage() != null) {
            runs.tiers().put(Put.deleted(runs.keyOf(id), Expectation.any()), runs.replication());
        }
        Document there = slot.document();
        if (there != null && there.state().visible()) {
            delete(runs.record(there));
            return true;
        }
        new RunRemains(runs, id).remove(0);
        return slot.damage() != null;
    }

    /** Deletes a run if it still is as {@code record} says. */
    private void delete(RunRecord record) {
        if (record.status() == RunStatus.RUNNING) {
            throw new ConflictException(
                    "The " + runs.keyOf(record.id()) + " goes on, so it is not deleted; cancel it first.",
                    record.revision());
        }
        Put tombstone = Put.deleted(runs.keyOf(record.id()), Expectation.revision(record.revision()));
        runs.tiers().put(tombstone, runs.replication());
        new RunRemains(runs, record.id()).remove(record.attempt());
    }

    /** Deletes what {@code rule} does not keep, of {@code all} runs. */
    RetentionReport retain(Retention rule, RunResults all) {
        Set<String> kept = kept(rule, all);
        List<RunRecord> candidates = new ArrayList<>();
        long others = 0;
        try (Stream<Run> stream = all.stream()) {
            for (Run run : (Iterable<Run>) stream::iterator) {
                boolean candidate = run.status().ended()
                        && !kept.contains(run.id())
                        && run.tags().stream().noneMatch(rule.keptTags()::contains);
                others += candidate ? 0 : 1;
                if (candidate) {
                    candidates.add(run.record());
                }
            }
        }
        Map<RunRecord, Long> selected = selected(rule, candidates, all);
        long left = others + candidates.size() - selected.size();
        return carryOut(rule, selected, left);
    }

    private static Set<String> kept(Retention rule, RunResults all) {
        Set<String> kept = new HashSet<>();
        Order order = rule.order();
        if (order != null) {
            RunResults best = all.status(RunStatus.COMPLETED)
                    .where(Criterion.exists(order.path().toString()))
                    .orderBy(order)
                    .limit(rule.best());
            best.list().forEach(run -> kept.add(run.id()));
        }
        return kept;
    }

    /** Those to be deleted, the oldest first, with their bytes. */
    private Map<RunRecord, Long> selected(Retention rule, List<RunRecord> candidates, RunResults all) {
        boolean anyRule = rule.olderThan() != null || rule.beyondBytes() != null;
        Map<RunRecord, Long> selected = new LinkedHashMap<>();
        Instant oldest = rule.olderThan() == null ? Instant.MIN : runs.now().minus(rule.olderThan());
        for (RunRecord candidate : candidates) {
            if (!anyRule || candidate.started().isBefore(oldest)) {
                selected.put(candidate, bytes(candidate));
            }
        }
        Long most = rule.beyondBytes();
        if (most != null) {
            selectBeyond(most, candidates, all, selected);
        }
        return selected;
    }

    private void selectBeyond(long most, List<RunRecord> candidates, RunResults all, Map<RunRecord, Long> selected) {
        long total;
        try (Stream<Run> stream = all.stream()) {
            total = stream.mapToLong(run -> bytes(run.record())).sum();
        }
        total -= selected.values().stream().mapToLong(Long::longValue).sum();
        for (RunRecord candidate : candidates) {
            if (total > most && !selected.containsKey(candidate)) {
                long bytes = bytes(candidate);
                selected.put(candidate, bytes);
                total -= bytes;
            }
        }
    }

    private long bytes(RunRecord record) {
        long bytes = record.document().content().bodyLength();
        for (int attempt = 1; attempt <= record.attempt(); attempt++) {
            for (String kind : List.of(RunArtifacts.ARTIFACT, RunArtifacts.DATA)) {
                bytes += bytes(RunArtifacts.of(runs, kind, record.id(), attempt));
            }
        }
        return bytes;
    }

    /** Nobody knows what a damaged list named. */
    private static long bytes(RunArtifacts artifacts) {
        try {
            return artifacts.list().stream().mapToLong(Artifact::size).sum();
        } catch (CorruptException e) {
            LOG.warn("Counted as nothing: {}", e.getMessage());
            return 0;
        }
    }

    private RetentionReport carryOut(Retention rule, Map<RunRecord, Long> selected, long kept) {
        List<String> deleted = new ArrayList<>();
        Map<String, String> failures = new LinkedHashMap<>();
        long bytes = 0;
        for (Map.Entry<RunRecord, Long> each : selected.entrySet()) {
            String id = each.getKey().id();
            try {
                if (!rule.dryRun()) {
                    pipelines.deleteRun(id, true, () -> {
                        delete(each.getKey());
                        return true;
                    });
                }
                deleted.add(id);
                bytes += each.getValue();
            } catch (StorageException e) {
                failures.put(id, String.valueOf(e.getMessage()));
            }
        }
        return new RetentionReport(deleted, kept + failures.size(), bytes, failures, rule.dryRun());
    }
}
