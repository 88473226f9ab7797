package dev.cairn.chain;

import dev.cairn.spi.Names;
import java.util.Locale;
import java.util.regex.Pattern;

/** How folds are called: one name for each, whatever whoever gives it writes. */
public final class Folds {
    /** The model that was fitted again on all folds; it stands for all of them. */
    public static final String FINAL = "fold_final";

    /** What the models of all folds say on average. */
    public static final String AVERAGE = "avg";

    /** The same with weights. */
    public static final String WEIGHTED_AVERAGE = "w_avg";

    private static final String PREFIX = "fold_";
    private static final Pattern BARE = Pattern.compile("\\d+|final");

    private Folds() {}

    /** {@code fold_0} for {@code 0} and {@code fold_0}, {@code fold_final} for {@code final}; any other name, as {@code avg}, is itself. */
    public static String canonical(String fold) {
        String name = Names.check("fold", fold).trim().toLowerCase(Locale.ROOT);
        return BARE.matcher(name).matches() ? PREFIX + name : name;
    }
}
