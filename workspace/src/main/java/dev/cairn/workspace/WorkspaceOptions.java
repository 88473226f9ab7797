package dev.cairn.workspace;

import dev.cairn.Replication;
import java.time.Clock;
import java.time.Duration;

/**
 * How a workspace does its work.
 *
 * @param heartbeat how often a run that goes on shows a sign of life; a second or more
 * @param staleAfter how long without one until a run counts as stale; at least twice {@code heartbeat}, in whole seconds. The clocks of
 *     the machines that share a store must not differ by more than the difference of the two
 * @param replication whether what is saved is copied to the secondary store, if there is one
 * @param cancelAtExit whether runs that go on when the JVM is told to end, as by Ctrl-C, are cancelled
 * @param clock tells the time
 */
public record WorkspaceOptions(
        Duration heartbeat, Duration staleAfter, Replication replication, boolean cancelAtExit, Clock clock) {
    public WorkspaceOptions {
        if (heartbeat.compareTo(Duration.ofSeconds(1)) < 0 || staleAfter.compareTo(heartbeat.multipliedBy(2)) < 0) {
            throw new IllegalArgumentException(
                    "A heartbeat comes every second or less often, and a run is stale after two missed ones or "
                            + "later; given were " + heartbeat + " and " + staleAfter + ".");
        }
    }

    /** A sign of life every 10 seconds; stale after 60. */
    public static WorkspaceOptions defaults() {
        return new WorkspaceOptions(
                Duration.ofSeconds(10), Duration.ofSeconds(60), Replication.BEST_EFFORT, true, Clock.systemUTC());
    }

    /** The same with other signs of life. */
    public WorkspaceOptions heartbeat(Duration every, Duration stale) {
        return new WorkspaceOptions(every, stale, replication, cancelAtExit, clock);
    }

    /** The same with another wish for replicas. */
    public WorkspaceOptions replication(Replication newReplication) {
        return new WorkspaceOptions(heartbeat, staleAfter, newReplication, cancelAtExit, clock);
    }

    /** The same, leaving runs as they are when the JVM ends. */
    public WorkspaceOptions leaveAtExit() {
        return new WorkspaceOptions(heartbeat, staleAfter, replication, false, clock);
    }

    /** The same by another clock. */
    public WorkspaceOptions clock(Clock newClock) {
        return new WorkspaceOptions(heartbeat, staleAfter, replication, cancelAtExit, newClock);
    }
}
