package dev.cairn.cli;

import dev.cairn.transfer.Cancellation;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The {@code cairn} command. */
@Command(
        name = "cairn",
        mixinStandardHelpOptions = true,
        versionProvider = Cairn.Version.class,
        scope = ScopeType.INHERIT,
        description = "Keeps results of optimizers and runs of experiments.",
        synopsisSubcommandLabel = "COMMAND",
        usageHelpAutoWidth = false,
        footer = {
            "",
            "The store is --store, else CAIRN_STORE, else what cairn.toml of this folder or one above it says.",
            "Exit codes: 0 done, 1 done in part or something found, 2 wrong call, 3 not there, 4 refused,",
            "5 a store does not answer, 6 damaged, 130 interrupted."
        },
        subcommands = {
            InitCommand.class,
            ImportCommand.class,
            ExportCommand.class,
            ListCommand.class,
            ShowCommand.class,
            QueryCommand.class,
            TopCommand.class,
            CompareCommand.class,
            PlotCommand.class,
            ReportCommand.class,
            ExperimentsCommand.class,
            RunsCommand.class,
            LogCommand.class,
            StatsCommand.class,
            CopyCommand.class,
            MigrateCommand.class,
            ReplicateCommand.class,
            ReconcileCommand.class,
            VerifyCommand.class,
            RepairCommand.class,
            GcCommand.class,
            IndexCommand.class,
            DeleteCommand.class,
            ConfigCommand.class,
            DoctorCommand.class,
            CompletionCommand.class
        })
final class Cairn implements Runnable {
    private static final int MINUTES_TO_STOP = 1;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private CommandSpec spec;

    @Option(
            names = {"-s", "--store"},
            paramLabel = "URI",
            scope = ScopeType.INHERIT,
            description = "The store: a path, h2:/path/to/file, postgresql://user@host/db, with ?key=value behind it.")
    private @Nullable String store;

    @Option(
            names = "--secondary",
            paramLabel = "URI",
            scope = ScopeType.INHERIT,
            description = "The second store, which replicates the first one.")
    private @Nullable String secondary;

    @Option(
            names = {"-e", "--experiment"},
            paramLabel = "ID",
            scope = ScopeType.INHERIT,
            description = "The experiment; 'default' if nobody names one.")
    private List<String> experiments = List.of();

    @Option(names = "--json", scope = ScopeType.INHERIT, description = "Print JSON, for programs.")
    private boolean json;

    @Option(names = "--csv", scope = ScopeType.INHERIT, description = "Print CSV, for programs.")
    private boolean csv;

    @Option(
            names = {"-q", "--quiet"},
            scope = ScopeType.INHERIT,
            description = "No progress.")
    private boolean quiet;

    @Option(names = "--verbose", scope = ScopeType.INHERIT, description = "Say where in the program an error arose.")
    private boolean verbose;

    private final Terminal terminal;
    private final Cancellation cancellation = new Cancellation();
    private volatile boolean stoppable;

    Cairn(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] args) {
        // Pictures are drawn into files, whatever display there is.
        System.setProperty("java.awt.headless", "true");
        // Hibernate would write through the logging of the JDK otherwise.
        System.setProperty("org.jboss.logging.provider", "slf4j");
        Cairn cairn = new Cairn(Terminal.ofProcess());
        CountDownLatch done = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> cairn.stop(done), "cairn-stop"));
        int exitCode = cairn.run(args);
        done.countDown();
        System.exit(exitCode);
    }

    /** The process is told to end: what is under way is finished, and what has not begun is left. */
    private void stop(CountDownLatch done) {
        cancellation.cancel();
        try {
            if (stoppable && !done.await(MINUTES_TO_STOP, TimeUnit.MINUTES)) {
                terminal.err().println("It did not stop in time; everything that was said to be done is done.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Runs a command; its exit code. */
    int run(String... args) {
        int exitCode = commandLine().execute(args);
        if (terminal.out().checkError() && exitCode == ExitCode.OK) {
            terminal.err()
                    .println("cairn: Not all of the output could be written: the disk is full, or nobody reads it.");
            return ExitCode.UNAVAILABLE;
        }
        return exitCode;
    }

    CommandLine commandLine() {
        Failures failures = new Failures(this);
        return new CommandLine(this)
                .setOut(terminal.out())
                .setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8))
                .setUsageHelpWidth(Math.max(60, Math.min(terminal.width(), 120)))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setAbbreviatedOptionsAllowed(false)
                .setExecutionExceptionHandler(failures)
                .setParameterExceptionHandler(failures);
    }

    /** Without a command there is only something to say. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command? 'cairn --help' lists them.");
    }

    Terminal terminal() {
        return terminal;
    }

    Output output() {
        if (json && csv) {
            throw new Refusal(ExitCode.USAGE, "Give --json or --csv, not both.");
        }
        return new Output(terminal, json ? Output.Format.JSON : csv ? Output.Format.CSV : Output.Format.TEXT);
    }

    boolean isQuiet() {
        return quiet;
    }

    boolean isVerbose() {
        return verbose;
    }

    /** Stops what asks it, when the process is told to end; from now on the process waits for that. */
    Cancellation cancellation() {
        stoppable = true;
        return cancellation;
    }

    Progressing progress(String what) {
        return new Progressing(terminal, what, quiet);
    }

    Settings settings() {
        return Settings.of(store, secondary, terminal);
    }

    /** The store that was asked for, opened. */
    OpenStore open(boolean readOnly) {
        return new OpenStore(settings(), experiment(), readOnly);
    }

    /** The experiments that were named on the command line. */
    List<String> experiments() {
        return experiments;
    }

    /** The one experiment that was named on the command line; null if none was. */
    @Nullable
    String experiment() {
        if (experiments.size() > 1) {
            throw new Refusal(
                    ExitCode.USAGE, "This command is about one experiment; name one, not " + experiments + ".");
        }
        return experiments.isEmpty() ? null : experiments.get(0);
    }

    /** The URI of the store that was named on the command line, or another one. */
    String storeOr(String other) {
        return store == null ? other : store;
    }

    /** The URI of the second store that was named on the command line; null if none was. */
    @Nullable
    String secondary() {
        return secondary;
    }

    /** Goes on only if the person who is asked says yes, or has said so with {@code --yes}. */
    void confirm(String question, boolean yes) {
        if (yes) {
            return;
        }
        terminal.out().flush();
        terminal.err().print(question + " [y/N] ");
        terminal.err().flush();
        String answer = terminal.answer().get().map(String::strip).orElse("");
        if (answer.isEmpty()) {
            terminal.err().println();
        }
        if (!answer.equalsIgnoreCase("y") && !answer.equalsIgnoreCase("yes")) {
            throw new Refusal(ExitCode.REFUSED, "Nothing was done. Say 'y', or give --yes where nobody can be asked.");
        }
    }

    /** The version of the jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Cairn.class.getPackage().getImplementationVersion();
            return new String[] {
                "cairn " + (version == null ? "(not packaged)" : version), "Java " + System.getProperty("java.version")
            };
        }
    }

    /** The script that completes commands and options in bash and zsh. */
    static String completion(CommandLine root) {
        return AutoComplete.bash("cairn", root);
    }
}
