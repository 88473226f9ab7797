package dev.cairn.cli;

import dev.cairn.config.StorageConfig;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** The configuration. */
@Command(name = "config", description = "The configuration.", subcommands = ConfigCommand.Show.class)
final class ConfigCommand extends CairnCommand {
    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "Which? 'cairn config show'.");
    }

    /** Shows which store is used, as what, and who said so. */
    @Command(
            name = "show",
            description = "Shows which store is used, with all its keys, and who said so; no secrets. Opens nothing.")
    static final class Show extends CairnCommand {
        @Override
        public Integer call() {
            Settings settings = cairn().settings();
            StorageConfig config = settings.config(false);
            Map<String, @Nullable Object> all = new LinkedHashMap<>();
            all.put("said_by", settings.source());
            all.put("experiment", cairn().experiment() == null ? settings.experiment() : cairn().experiment());
            all.put("type", config.type());
            Map<String, Object> shown = new TreeMap<>(config.toMap());
            shown.keySet().removeIf(key -> key.startsWith("_"));
            all.putAll(shown);
            output().properties(all);
            return ExitCode.OK;
        }
    }
}
