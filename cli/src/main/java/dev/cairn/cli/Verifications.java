package dev.cairn.cli;

import dev.cairn.VerifyOptions;
import dev.cairn.VerifyReport;
import java.util.List;
import java.util.Locale;

/** What {@code verify} and {@code repair} have in common. */
final class Verifications {
    private Verifications() {}

    static int run(Cairn cairn, OpenStore store, VerifyOptions options) {
        List<String> experiments = cairn.experiments();
        Reports.requireKnown(experiments, store.whole());
        VerifyReport report;
        try (Progressing progress = cairn.progress(options.repair() ? "repairing" : "verifying")) {
            report = store.whole()
                    .verify(options.withExperiments(experiments.toArray(String[]::new))
                            .withListener(progress)
                            .withCancellation(cairn.cancellation()));
        }
        Output output = cairn.output();
        output.say(String.format(
                Locale.ROOT,
                "Read %,d documents, %,d blobs (%s), %,d journal entries of %s%s.",
                report.documents(),
                report.blobs(),
                new Cells.Bytes(report.bytes()),
                report.entries(),
                store.whole().tiers().location(),
                report.complete() ? "" : "; stopped before the end"));
        String none = report.complete() ? "Everything is as it was written." : "Nothing is damaged in what was read.";
        if (output.format() == Output.Format.TEXT) {
            lines(report).forEach(output::say);
            output.say(report.damages().isEmpty() ? none : "");
        } else {
            output.table(table(report), none);
        }
        if (report.moreDamages() > 0) {
            output.note("and " + report.moreDamages() + " more");
        }
        if (!report.isWhole() && report.complete() && !options.repair()) {
            output.note(
                    store.whole().secondary().isPresent()
                            ? "'cairn repair' takes from the other store what that has whole."
                            : "'cairn repair --secondary URI' takes from a second store what that has whole.");
        }
        return report.isWhole() ? ExitCode.OK : ExitCode.INCOMPLETE;
    }

    /** Whole sentences, for none of them should be cut off. */
    private static List<String> lines(VerifyReport report) {
        return report.damages().stream()
                .map(damage -> String.format(
                        Locale.ROOT,
                        "- %s in the %s, experiment '%s': %s%s",
                        word(damage.outcome()).replace('_', ' '),
                        ResultTable.word(damage.tier()),
                        Cells.visible(damage.experiment()),
                        Cells.visible(damage.what()),
                        damage.why() == null ? "" : " " + Cells.visible(damage.why())))
                .toList();
    }

    private static Table table(VerifyReport report) {
        return Table.of(
                List.of("outcome", "tier", "experiment", "part", "what", "why"),
                report.damages().stream()
                        .map(damage -> Table.row(
                                word(damage.outcome()),
                                ResultTable.word(damage.tier()),
                                damage.experiment(),
                                word(damage.part()),
                                damage.what(),
                                damage.why())));
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
