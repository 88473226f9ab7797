package dev.cairn.pipeline;

/**
 * What a deletion took along.
 *
 * @param runs how many runs
 * @param pipelines how many pipelines
 * @param chains how many chains
 * @param predictions how many predictions
 * @param arrays how many of those had arrays
 * @param logEntries how many entries of logs of pipelines
 * @param artifacts how many artifacts, which no chain needs any more
 */
public record DeletionCounts(
        long runs, long pipelines, long chains, long predictions, long arrays, long logEntries, long artifacts) {
    /** Nothing. */
    public static final DeletionCounts NOTHING = new DeletionCounts(0, 0, 0, 0, 0, 0, 0);

    DeletionCounts artifacts(long number) {
        return new DeletionCounts(runs, pipelines, chains, predictions, arrays, logEntries, number);
    }

    /** All records together; artifacts are none. */
    public long total() {
        return runs + pipelines + chains + predictions + arrays + logEntries;
    }
}
