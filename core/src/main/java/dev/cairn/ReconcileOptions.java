package dev.cairn;

/**
 * How two tiers are compared. Immutable.
 *
 * @param dryRun whether nothing is changed and only counted
 * @param adopt whether what only the secondary holds becomes part of the primary's listings, as archived there: for a secondary
 *     that was a store of its own before it became one
 * @param trustReplicas whether a document that is damaged in the primary is taken from the secondary, though nobody knows whether
 *     that one is the newest; a decision for a person to make
 */
public record ReconcileOptions(boolean dryRun, boolean adopt, boolean trustReplicas) {
    private static final ReconcileOptions DEFAULTS = new ReconcileOptions(false, false, false);

    /** Mends what can be mended without a decision. */
    public static ReconcileOptions defaults() {
        return DEFAULTS;
    }

    /** The same, changing nothing. */
    public ReconcileOptions asDryRun() {
        return new ReconcileOptions(true, adopt, trustReplicas);
    }

    /** The same, adopting what only the secondary holds. */
    public ReconcileOptions adopting() {
        return new ReconcileOptions(dryRun, true, trustReplicas);
    }

    /** The same, trusting the secondary where the primary's document is damaged. */
    public ReconcileOptions trustingReplicas() {
        return new ReconcileOptions(dryRun, adopt, true);
    }
}
