package dev.cairn.workspace;

import dev.cairn.spi.Names;

/**
 * What keys of tensors begin with.
 *
 * @param runs before the id of a run
 * @param datasets before the name of a dataset
 * @param models before the name of a model
 */
public record TensorPrefixes(String runs, String datasets, String models) {
    /** {@code runs}, {@code datasets} and {@code models}. */
    public static final TensorPrefixes USUAL = new TensorPrefixes("runs", "datasets", "models");

    public TensorPrefixes {
        check(runs);
        check(datasets);
        check(models);
    }

    private static void check(String prefix) {
        Names.check("prefix", prefix);
        if (!prefix.matches("[A-Za-z0-9._-]+") || prefix.startsWith(".")) {
            throw new IllegalArgumentException("The prefix " + Names.quote(prefix)
                    + " is the name of a folder: letters, digits, '.', '_' and '-', not beginning with a dot.");
        }
    }
}
