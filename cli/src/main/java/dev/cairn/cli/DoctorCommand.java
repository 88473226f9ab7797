package dev.cairn.cli;

import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;

/** Looks for what is wrong, or could become so. */
@Command(
        name = "doctor",
        description = {
            "Looks at settings, stores, clocks, folders, locks and pending work, and says what to do about each.",
            "Changes nothing."
        })
final class DoctorCommand extends CairnCommand {
    @Override
    public Integer call() {
        List<Diagnosis.Finding> findings = new Diagnosis().of(cairn());
        if (output().format() == Output.Format.TEXT) {
            findings.forEach(this::say);
        } else {
            output().table(
                            Table.of(
                                    List.of("state", "check", "found", "advice"),
                                    findings.stream()
                                            .map(finding -> Table.row(
                                                    finding.state().word(),
                                                    finding.check(),
                                                    finding.found(),
                                                    finding.advice()))),
                            "");
        }
        boolean bad = findings.stream().anyMatch(finding -> finding.state() != Diagnosis.State.OK);
        return bad ? ExitCode.INCOMPLETE : ExitCode.OK;
    }

    private void say(Diagnosis.Finding finding) {
        output().say(String.format(
                Locale.ROOT, "%-8s %s: %s", finding.state().word(), finding.check(), Cells.visible(finding.found())));
        if (finding.advice() != null) {
            output().say(" ".repeat(9) + Cells.visible(finding.advice()));
        }
    }
}
