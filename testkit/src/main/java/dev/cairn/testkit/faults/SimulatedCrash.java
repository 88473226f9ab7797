package dev.cairn.testkit.faults;

/**
 * Ends the process that a test plays. An error and no exception, so that nothing which recovers from failures recovers from
 * this one: a process that was killed runs no handler.
 */
public final class SimulatedCrash extends Error {
    private static final long serialVersionUID = 1L;

    SimulatedCrash(String message) {
        super(message);
    }
}
