package dev.cairn.cli;

import dev.cairn.workspace.LogEntry;
import dev.cairn.workspace.LogPage;
import dev.cairn.workspace.Run;
import dev.cairn.workspace.RunStatus;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints the log of a run. */
@Command(name = "log", description = "Prints the log of a run.")
final class LogCommand extends CairnCommand {
    private static final int PAGE = 1000;
    private static final long MILLIS_BETWEEN_LOOKS = 1000;

    @Parameters(index = "0", paramLabel = "RUN", description = "The id of the run.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private String id;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "LOG",
            description = "Which log; the only one if there is one.")
    private @Nullable String name;

    @Option(
            names = {"-f", "--follow"},
            description = "Goes on until the run ends.")
    private boolean follow;

    @Override
    public Integer call() throws InterruptedException {
        try (OpenStore store = reading()) {
            Run run = store.experiment().run(id);
            String log = chosen(run);
            if (output().format() != Output.Format.TEXT) {
                try (Stream<LogEntry> entries = run.logs().entries(log)) {
                    output().table(
                                    Table.of(
                                            List.of("time", "level", "text"),
                                            entries.map(entry -> Table.row(entry.time(), entry.level(), entry.text()))),
                                    "");
                }
                return ExitCode.OK;
            }
            long position = print(run, log, 0);
            while (follow
                    && run.reload().status() == RunStatus.RUNNING
                    && !terminal().out().checkError()) {
                Thread.sleep(MILLIS_BETWEEN_LOOKS);
                position = print(run, log, position);
            }
            print(run, log, position);
        }
        return ExitCode.OK;
    }

    private String chosen(Run run) {
        List<String> names = run.logs().names();
        if (name != null && names.contains(name)) {
            return name;
        }
        if (names.size() == 1 && name == null) {
            return names.get(0);
        }
        throw new Refusal(
                ExitCode.NOT_FOUND,
                names.isEmpty()
                        ? "The run '" + id + "' wrote no log."
                        : "The run '" + id + "' has the logs " + String.join(", ", names) + "; name one: cairn log "
                                + id + " " + names.get(0));
    }

    private long print(Run run, String log, long from) {
        long position = from;
        LogPage page = run.logs().read(log, position, PAGE);
        while (page.entries().size() + page.damages().size() > 0) {
            for (LogEntry entry : page.entries()) {
                String level = entry.level() == null ? "" : entry.level() + " ";
                entry.text()
                        .lines()
                        .forEach(line -> terminal()
                                .out()
                                .println(Cells.text(entry.time()) + " " + Cells.visible(level) + Cells.visible(line)));
            }
            page.damages().forEach(damage -> output().note(damage));
            position = page.next();
            page = run.logs().read(log, position, PAGE);
        }
        terminal().out().flush();
        return position;
    }
}
