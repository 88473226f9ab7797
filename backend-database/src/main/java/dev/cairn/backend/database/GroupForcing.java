package dev.cairn.backend.database;

import dev.cairn.OutcomeUnknownException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Forces what H2 committed by {@code CHECKPOINT SYNC}, which its commits do not imply, once for all who wait: whoever comes
 * while one is running waits for the next, and all who wait for it share it.
 */
final class GroupForcing implements Forcing {
    /** Runs one checkpoint; throws if it failed. */
    interface Checkpoint {
        void run() throws Exception;
    }

    private final Checkpoint checkpoint;
    private final String location;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();

    /** The number of checkpoints begun and of those ended well; guarded by the lock. */
    private long begun;

    private long done;
    private boolean running;

    GroupForcing(Checkpoint checkpoint, String location) {
        this.checkpoint = checkpoint;
        this.location = location;
    }

    @Override
    public void force() {
        long wanted = startOrWait();
        if (wanted > 0) {
            run(wanted);
        }
    }

    /** The number of the checkpoint that the caller must run itself; zero if another one's covers it. */
    private long startOrWait() {
        lock.lock();
        try {
            long wanted = begun + 1;
            while (done < wanted) {
                if (!running) {
                    running = true;
                    return ++begun;
                }
                ended.awaitUninterruptibly();
            }
            return 0;
        } finally {
            lock.unlock();
        }
    }

    private void run(long number) {
        boolean succeeded = false;
        try {
            checkpoint.run();
            succeeded = true;
        } catch (Exception e) {
            throw new OutcomeUnknownException(
                    "What was committed to " + location + " could not be forced to the disk: " + e.getMessage()
                            + " It may be lost if the power fails; read it again when the cause is mended.",
                    e);
        } finally {
            end(number, succeeded);
        }
    }

    private void end(long number, boolean succeeded) {
        lock.lock();
        try {
            running = false;
            done = succeeded ? Math.max(done, number) : done;
            ended.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
