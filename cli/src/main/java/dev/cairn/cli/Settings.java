package dev.cairn.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import dev.cairn.ConfigurationException;
import dev.cairn.StorageManagers;
import dev.cairn.config.StorageConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which store a command is about, and who said so: the options, else {@code CAIRN_STORE}, else the file {@value #FILE} of the current
 * folder or the nearest folder above that has one.
 *
 * @param store the URI or path
 * @param keys what else was said of it, by the keys of the configuration; wins over what the URI says
 * @param experiment the experiment to use where the command names none; null if nobody said
 * @param source who said so, for people
 */
record Settings(
        String store, Map<String, Object> keys, @Nullable String experiment, String source) {
    /** The name of the file of settings. */
    static final String FILE = "cairn.toml";

    private static final String STORE = "store";
    private static final String SECONDARY = "secondary";
    private static final String EXPERIMENT = "experiment";

    /** A path, or a URI of a scheme whose path may be relative. */
    private static final Pattern RELATIVE = Pattern.compile("((?:file|h2):)?(?!/|mem:|[A-Za-z][A-Za-z0-9+.-]+:)(.*)");

    Settings {
        keys = Map.copyOf(keys);
    }

    /**
     * What was said.
     *
     * @throws Refusal if nobody said anything
     */
    static Settings of(@Nullable String store, @Nullable String secondary, Terminal terminal) {
        Map<String, String> environment = terminal.environment();
        Settings found;
        if (store != null) {
            found = new Settings(located(store, terminal.folder()), Map.of(), null, "the option --store");
        } else if (given(environment, "CAIRN_STORE").isPresent()) {
            String uri = located(given(environment, "CAIRN_STORE").get(), terminal.folder());
            Map<String, Object> keys = new LinkedHashMap<>();
            given(environment, "CAIRN_SECONDARY")
                    .ifPresent(second -> keys.put(SECONDARY, located(second, terminal.folder())));
            found = new Settings(uri, keys, null, "the environment variable CAIRN_STORE");
        } else {
            found = nearest(terminal.folder())
                    .map(Settings::read)
                    .orElseThrow(
                            () -> new Refusal(
                                    ExitCode.USAGE,
                                    "Nobody said which store. Give --store URI, set CAIRN_STORE, or make one here with "
                                            + "'cairn init': a path such as ./results, h2:/path/to/file, or postgresql://user@host/db."));
        }
        Map<String, Object> keys = new LinkedHashMap<>(found.keys);
        if (secondary != null) {
            keys.keySet().removeAll(List.of("secondary_type", "secondary_config"));
            keys.put(SECONDARY, located(secondary, terminal.folder()));
        }
        String chosen = given(environment, "CAIRN_EXPERIMENT").orElse(found.experiment);
        return new Settings(found.store, keys, chosen, found.source);
    }

    private static Optional<String> given(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    private static Optional<Path> nearest(Path folder) {
        for (Path at = folder; at != null; at = at.getParent()) {
            Path file = at.resolve(FILE);
            if (Files.isRegularFile(file)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }

    private static Settings read(Path file) {
        Map<String, Object> values;
        try {
            values = new TomlMapper().readValue(Files.readString(file), new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new ConfigurationException(
                    "Cannot read '" + file + "': line " + e.getLocation().getLineNr() + ": " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new ConfigurationException("Cannot read '" + file + "': " + e);
        }
        Path folder = Optional.ofNullable(file.getParent()).orElse(Path.of(""));
        Object store = values.remove(STORE);
        if (!(store instanceof String uri) || uri.isBlank()) {
            throw new ConfigurationException(
                    "The file '" + file + "' names no store; it needs a line such as: store = \"./results\"");
        }
        Object experiment = values.remove(EXPERIMENT);
        if (experiment != null && !(experiment instanceof String)) {
            throw new ConfigurationException("In the file '" + file + "' the experiment is no text.");
        }
        if (values.get(SECONDARY) instanceof String second) {
            values.put(SECONDARY, located(second, folder));
        }
        return new Settings(located(uri, folder), values, (String) experiment, "the file " + file);
    }

    /** A path or URI whose path begins at the folder of whoever wrote it. */
    private static String located(String uri, Path folder) {
        Matcher relative = RELATIVE.matcher(uri);
        if (!relative.matches() || relative.group(2).isBlank()) {
            return uri;
        }
        String scheme = relative.group(1) == null ? "" : relative.group(1);
        String base = folder.toAbsolutePath().normalize().toString();
        String path = relative.group(2).startsWith("./") ? relative.group(2).substring(2) : relative.group(2);
        return scheme.isEmpty()
                ? base + "/" + path
                : scheme + base.replace("%", "%25").replace(" ", "%20") + "/" + path;
    }

    /** The whole configuration, checked; touches and connects to nothing. */
    StorageConfig config(boolean readOnly) {
        Map<String, Object> all = new LinkedHashMap<>(keys);
        if (readOnly) {
            all.put("read_only", true);
        }
        return StorageManagers.parse(store, all);
    }
}
