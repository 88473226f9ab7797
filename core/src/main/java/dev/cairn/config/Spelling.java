package dev.cairn.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** How far two words are apart, to name the one that was probably meant. */
public final class Spelling {
    private Spelling() {}

    /** The one of {@code names} that was probably meant by {@code given}. */
    public static Optional<String> nearest(Collection<String> names, String given) {
        return names.stream()
                .filter(name -> near(name, given))
                .min(Comparator.comparingInt(name -> distance(name, given)));
    }

    /** Whether {@code given} was probably meant to be {@code name}. */
    public static boolean near(String name, String given) {
        return distance(name, given) <= Math.max(1, name.length() / 3);
    }

    /** The fewest insertions, deletions and replacements that make {@code a} of {@code b}, whatever their case. */
    public static int distance(String a, String b) {
        String from = a.toLowerCase(Locale.ROOT);
        String to = b.toLowerCase(Locale.ROOT);
        int[] row = new int[to.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }
}
