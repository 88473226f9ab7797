package dev.cairn;

import java.time.Instant;
import java.util.Optional;

/**
 * What the secondary still lacks of what it is to have. Everything that is pending is tried again, by whoever has the two stores
 * open.
 *
 * @param pending how many results, deletions and other documents this manager has not brought to the secondary yet
 * @param elsewhere how many other managers, closed or killed or still open, had not when they last said
 * @param since when the oldest that this manager has not brought there was saved; empty if there is none
 * @param lastError why the last attempt failed; empty if none has failed since the last that succeeded
 */
public record ReplicationStatus(long pending, long elsewhere, Optional<Instant> since, Optional<String> lastError) {
    /** There is no secondary, or it lacks nothing. */
    public static final ReplicationStatus NOTHING = new ReplicationStatus(0, 0, Optional.empty(), Optional.empty());

    /** Whether the secondary lacks nothing, as far as anybody said. */
    public boolean isComplete() {
        return pending == 0 && elsewhere == 0;
    }
}
