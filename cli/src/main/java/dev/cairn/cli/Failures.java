package dev.cairn.cli;

import dev.cairn.ConfigurationException;
import dev.cairn.ConflictException;
import dev.cairn.CorruptException;
import dev.cairn.NotFoundException;
import dev.cairn.OutcomeUnknownException;
import dev.cairn.StorageException;
import dev.cairn.UnavailableException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what went wrong, and which command helps, and gives the exit code. */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
    private final Cairn cairn;

    Failures(Cairn cairn) {
        this.cairn = cairn;
    }

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        PrintStream err = cairn.terminal().err();
        err.println("cairn: " + Cells.visible(String.valueOf(e.getMessage())));
        if (!UnmatchedArgumentException.printSuggestions(e, e.getCommandLine().getErr())) {
            err.println("'" + e.getCommandLine().getCommandSpec().qualifiedName() + " --help' says what it takes.");
        }
        return ExitCode.USAGE;
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
        if (e instanceof ParameterException wrong) {
            return handleParseException(wrong, new String[0]);
        }
        cairn.terminal().out().flush();
        PrintStream err = cairn.terminal().err();
        int exitCode = exitCode(e);
        err.println("cairn: " + Cells.visible(exitCode == ExitCode.DEFECT ? "A defect: " + e : message(e)));
        String advice = advice(e, command.getCommandName());
        if (!advice.isEmpty()) {
            err.println(advice);
        }
        if (cairn.isVerbose() || exitCode == ExitCode.DEFECT) {
            e.printStackTrace(err);
        }
        return exitCode;
    }

    private static String message(Exception e) {
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }

    private static int exitCode(Exception e) {
        if (e instanceof Refusal refusal) {
            return refusal.exitCode();
        }
        if (e instanceof ConfigurationException || e instanceof IllegalArgumentException) {
            return ExitCode.USAGE;
        }
        if (e instanceof NotFoundException || e.getCause() instanceof NoSuchFileException) {
            return ExitCode.NOT_FOUND;
        }
        if (e instanceof CorruptException) {
            return ExitCode.CORRUPT;
        }
        if (e instanceof UnavailableException
                || e instanceof OutcomeUnknownException
                || e instanceof UncheckedIOException) {
            return ExitCode.UNAVAILABLE;
        }
        return e instanceof StorageException ? ExitCode.REFUSED : ExitCode.DEFECT;
    }

    private static String advice(Exception e, String command) {
        if (e instanceof CorruptException && !command.equals("import")) {
            return "'cairn verify' lists all that is damaged, and 'cairn repair' mends what another tier has.";
        }
        if (e instanceof UnavailableException && !command.equals("doctor")) {
            return "'cairn doctor' looks for the cause.";
        }
        if (e instanceof OutcomeUnknownException) {
            return "Look whether it was done before doing it again: 'cairn show'.";
        }
        if (e instanceof ConfigurationException) {
            return "'cairn config show' shows what is configured, and where that was said.";
        }
        if (e instanceof NotFoundException) {
            return "'cairn list' shows the results, 'cairn runs' the runs, 'cairn experiments' where to look.";
        }
        return e instanceof ConflictException ? "Somebody else changed it meanwhile; look at it, and try again." : "";
    }
}
