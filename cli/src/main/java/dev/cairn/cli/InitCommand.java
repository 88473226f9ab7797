package dev.cairn.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Makes a store, and a file that says so. */
@Command(name = "init", description = "Makes a store and, in the current folder, a cairn.toml that names it.")
final class InitCommand extends CairnCommand {
    @Parameters(arity = "0..1", paramLabel = "URI", description = "The store; --store, else ./results.")
    private @Nullable String uri;

    @Override
    public Integer call() throws IOException {
        Path file = terminal().folder().resolve(Settings.FILE);
        String text = uri != null ? uri : cairn().storeOr("./results");
        if (Files.exists(file)) {
            throw new Refusal(
                    ExitCode.REFUSED,
                    "The file '" + file + "' is there already and names a store; look at it, or remove it first.");
        }
        Settings settings = Settings.of(text, cairn().secondary(), terminal());
        try (OpenStore store = new OpenStore(settings, cairn().experiment(), false)) {
            StringBuilder lines = new StringBuilder("# Which store the command cairn uses in this folder and below.\n");
            lines.append("store = ").append(quoted(text)).append('\n');
            if (cairn().secondary() != null) {
                lines.append("secondary = ").append(quoted(cairn().secondary())).append('\n');
            }
            if (cairn().experiment() != null) {
                lines.append("experiment = ")
                        .append(quoted(cairn().experiment()))
                        .append('\n');
            }
            Files.writeString(file, lines, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
            output().say("The store is in " + store.whole().tiers().location() + "; " + file + " names it.");
        }
        return ExitCode.OK;
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
