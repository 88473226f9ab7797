package dev.cairn.benchmark;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A line of the table.
 *
 * @param row the number of the target that it belongs to
 * @param work what was done
 * @param ours how Cairn did, with its unit
 * @param against what it is compared with, and how that did
 * @param figure the ratio, or what else is compared with the target
 * @param spread the least and the greatest of the rounds; empty if there was one
 * @param target what is wanted; empty for a peer that has no target
 * @param met whether it is met; null where there is no target
 */
public record Line(
        int row,
        String work,
        String ours,
        String against,
        String figure,
        String spread,
        String target,
        @Nullable Boolean met) {

    /** How a figure is compared with its target. */
    public enum Aim {
        AT_LEAST,
        AT_MOST
    }

    /** Compares two sides; the ratio is ours in parts of theirs. */
    public static Line of(int row, String work, Scores ours, Scores theirs, Aim aim, double target) {
        Ratio ratio = ours.over(theirs);
        boolean met = aim == Aim.AT_LEAST ? ratio.median() >= target : ratio.median() <= target;
        String words = (aim == Aim.AT_LEAST ? "at least " : "at most ") + number(target);
        return new Line(
                row,
                work,
                score(ours),
                theirs.side() + ": " + score(theirs),
                number(ratio.median()),
                spread(ratio),
                words,
                met);
    }

    /** Compares with a peer for which there is no target. */
    public static Line beside(int row, String work, Scores ours, Scores theirs) {
        Ratio ratio = ours.over(theirs);
        return new Line(
                row,
                work,
                score(ours),
                theirs.side() + ": " + score(theirs),
                number(ratio.median()),
                spread(ratio),
                "",
                null);
    }

    /** Compares a figure of ours with a bound in its own unit. */
    public static Line bound(int row, String work, Scores ours, double most) {
        Ratio values = new Ratio(ours.values());
        return new Line(
                row,
                work,
                score(ours),
                "",
                number(values.median()),
                spread(values),
                "at most " + number(most) + " " + ours.unit(),
                values.median() <= most);
    }

    private static String spread(Ratio ratio) {
        return number(ratio.least()) + " to " + number(ratio.greatest());
    }

    private static String score(Scores scores) {
        return number(scores.median()) + " " + scores.unit();
    }

    /** Three digits, as many behind the point as that leaves. */
    static String number(double value) {
        double size = Math.abs(value);
        if (size >= 100) {
            return String.format(Locale.ROOT, "%.0f", value);
        }
        return String.format(Locale.ROOT, size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f", value);
    }
}
