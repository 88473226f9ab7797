package dev.cairn;

import java.util.List;

/**
 * What a comparison of two tiers found and, unless it was a dry run, mended.
 *
 * @param compared how many documents of the primary were compared
 * @param replicated how many the secondary had in an older revision, and now has as the primary
 * @param restored how many the primary had in an older revision than the secondary, as after a restore from a backup, or had lost to
 *     damage that was decided upon, and now has as the secondary
 * @param repaired how many blobs one tier lacked and now has from the other
 * @param adopted how many only the secondary had, and the primary now lists as archived there
 * @param onlyInSecondary how many only the secondary has and were left so
 * @param problems what needs a person, one sentence each: diverged, damaged or lost documents; at most {@value #MOST_PROBLEMS}
 * @param moreProblems how many there were beyond those
 */
public record ReconcileReport(
        long compared,
        long replicated,
        long restored,
        long repaired,
        long adopted,
        long onlyInSecondary,
        List<String> problems,
        long moreProblems) {
    /** The most problems that are named. */
    public static final int MOST_PROBLEMS = 1000;

    public ReconcileReport {
        problems = List.copyOf(problems);
    }
}
