package dev.cairn.cli;

import dev.cairn.MigrateOptions;
import dev.cairn.StorageManager;
import dev.cairn.query.Criterion;
import dev.cairn.query.QueryText;
import dev.cairn.transfer.TransferReport;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What commands that move documents have in common. */
final class Reports {
    private Reports() {}

    /** How many at a time, shown as it goes on, and stopped when the process is told to end. */
    static MigrateOptions options(Cairn cairn, Progressing progress, int parallel, boolean dryRun) {
        MigrateOptions options = MigrateOptions.defaults()
                .withParallelism(parallel)
                .withCancellation(cairn.cancellation())
                .withListener(progress);
        return dryRun ? options.asDryRun() : options;
    }

    /** What a user asked for; a shell variable that is empty asks for nothing, and not for all. */
    static Criterion criterion(String where) {
        if (where.isBlank()) {
            throw new Refusal(ExitCode.USAGE, "The text of --where is empty; 'all' asks for all.");
        }
        return QueryText.criterion(where);
    }

    /** A name that no experiment has is a mistake, not an experiment in which there is nothing. */
    static void requireKnown(List<String> experiments, StorageManager store) {
        List<String> known = store.experiments();
        for (String id : experiments) {
            if (!known.contains(id)) {
                throw new Refusal(
                        ExitCode.NOT_FOUND,
                        "There is no experiment '" + id + "' in "
                                + store.tiers().location() + "; there are " + known + ".");
            }
        }
    }

    static void print(Output output, TransferReport report) {
        if (output.format() == Output.Format.TEXT) {
            output.say(report.toString());
            return;
        }
        TransferReport.Counts counts = report.counts();
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        all.put("what", report.what());
        all.put("ended", report.ended().name().toLowerCase(Locale.ROOT));
        all.put("dry_run", report.dryRun());
        all.put("copied", counts.copied());
        all.put("already_there", counts.alreadyThere());
        all.put("newer_there", counts.newerThere());
        all.put("left_out", counts.leftOut());
        all.put("failed", counts.failed());
        all.put("removed", counts.removed());
        all.put("bytes", report.bytes());
        all.put("entries", report.entries());
        all.put("seconds", seconds(report.duration()));
        all.put("failures", report.failures().stream().map(String::valueOf).toList());
        all.put("notes", report.notes());
        output.properties(all);
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
