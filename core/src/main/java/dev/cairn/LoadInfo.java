package dev.cairn;

/**
 * Where a loaded result came from and how sure it is.
 *
 * @param source the tier that gave the payload; the secondary for what was migrated there
 * @param revision the revision that was loaded; zero for one that was only ever in the cache
 * @param confirmed whether the primary gave or confirmed this revision within the freshness asked for; if not, it may be
 *     older than what the primary holds
 */
public record LoadInfo(Tier source, long revision, boolean confirmed) {}
