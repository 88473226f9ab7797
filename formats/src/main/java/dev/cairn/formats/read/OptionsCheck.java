package dev.cairn.formats.read;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Refuses options that name what a file does not have. */
final class OptionsCheck {
    private OptionsCheck() {}

    /** For files that say themselves what is a variable. */
    static void objectives(Path file, ReadOptions options, Collection<String> objectives) {
        if (!options.variables().isEmpty()) {
            throw new IllegalArgumentException(
                    "The file '" + file + "' says itself what its variables are; leave them out" + " of the options.");
        }
        columns(file, options, objectives);
    }

    static void columns(Path file, ReadOptions options, Collection<String> known) {
        List<String> unknown = new ArrayList<>(options.variables());
        unknown.addAll(options.minimized());
        unknown.addAll(options.maximized());
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            String shown = String.join(", ", known.stream().limit(20).toList());
            throw new IllegalArgumentException("The file '" + file + "' has no " + String.join(", ", unknown)
                    + " that the options name; it has " + shown + (known.size() > 20 ? " and more." : "."));
        }
    }
}
