package dev.cairn.cli;

import picocli.CommandLine.Command;

/** Prints the completion script. */
@Command(
        name = "completion",
        description = {
            "Prints a script that completes commands and options in bash and zsh:",
            "source <(cairn completion)"
        })
final class CompletionCommand extends CairnCommand {
    @Override
    public Integer call() {
        terminal().out().print(Cairn.completion(spec.root().commandLine()));
        terminal().out().flush();
        return ExitCode.OK;
    }
}
