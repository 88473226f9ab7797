package dev.cairn.workspace;

import dev.cairn.query.Order;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which runs of an experiment to keep. A run is deleted if something selects it (its age, or the size of the experiment; if neither is
 * given, every run is selected) and nothing keeps it (being among the best, or a tag). Runs that go on are always kept. Immutable.
 *
 * @param olderThan selects runs that began longer ago; null for none
 * @param beyondBytes selects the oldest runs until the rest takes no more than that, of what would be kept else; null for none
 * @param best how many of the best completed runs are kept; zero for none
 * @param order which of them are better; null if {@code best} is zero
 * @param keptTags runs with one of these tags are kept
 * @param dryRun whether nothing is deleted, and only told
 */
public record Retention(
        @Nullable Duration olderThan,
        @Nullable Long beyondBytes,
        int best,
        @Nullable Order order,
        List<String> keptTags,
        boolean dryRun) {
    public Retention {
        keptTags = List.copyOf(keptTags);
        if (best < 0 || (olderThan != null && olderThan.isNegative()) || (beyondBytes != null && beyondBytes < 0)) {
            throw new IllegalArgumentException(
                    "How many runs are kept, for how long and in how many bytes is not negative: " + best + ", "
                            + olderThan + ", " + beyondBytes + ".");
        }
        if ((best > 0) != (order != null)) {
            throw new IllegalArgumentException(
                    "The best runs are kept by some order, such as Order.ascending(\"metrics.loss\").");
        }
    }

    private static final Retention NOTHING = new Retention(null, null, 0, null, List.of(), false);

    /** Keeps the first {@code count} of the completed runs in this order, and selects nothing. */
    public static Retention keepBest(int count, Order order) {
        return new Retention(null, null, count, order, List.of(), false);
    }

    /** Selects runs that began longer ago than {@code age}. */
    public static Retention deleteOlderThan(Duration age) {
        return NOTHING.andDeleteOlderThan(age);
    }

    /** Selects the oldest runs until the rest takes no more than {@code bytes}. */
    public static Retention deleteBeyond(long bytes) {
        return NOTHING.andDeleteBeyond(bytes);
    }

    /** Selects also runs that began longer ago than {@code age}. */
    public Retention andDeleteOlderThan(Duration age) {
        return new Retention(age, beyondBytes, best, order, keptTags, dryRun);
    }

    /** Selects also the oldest runs until the rest takes no more than {@code bytes}. */
    public Retention andDeleteBeyond(long bytes) {
        return new Retention(olderThan, bytes, best, order, keptTags, dryRun);
    }

    /** Keeps also the first {@code count} of the completed runs in this order. */
    public Retention andKeepBest(int count, Order by) {
        return new Retention(olderThan, beyondBytes, count, by, keptTags, dryRun);
    }

    /** Keeps also runs with this tag. */
    public Retention andKeepTagged(String tag) {
        List<String> tags = new ArrayList<>(keptTags);
        tags.add(tag);
        return new Retention(olderThan, beyondBytes, best, order, tags, dryRun);
    }

    /** The same, only to see what would be deleted. */
    public Retention dryRunOnly() {
        return new Retention(olderThan, beyondBytes, best, order, keptTags, true);
    }
}
