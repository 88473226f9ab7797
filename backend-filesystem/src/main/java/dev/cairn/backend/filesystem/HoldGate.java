package dev.cairn.backend.filesystem;

import dev.cairn.spi.Hold;
import java.nio.channels.FileLock;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Lets many savers of many processes in, or one that wants to be alone.
 *
 * <p>The savers of a JVM share one shared lock on {@link RangeLocks#SAVERS} by a count. Before the first of them, and again
 * after every {@value #PASS_MILLIS} ms, a new saver passes {@link RangeLocks#TURNSTILE}; whoever wants to be alone holds that
 * while waiting, so that new savers stay outside, those inside finish, and nobody waits for ever. Savers never wait for each
 * other. Not bound to threads; a thread that holds and asks again can wait for itself while another wants to be alone.
 */
final class HoldGate {
    private static final long PASS_MILLIS = 20;
    private static final long PASS_NANOS = TimeUnit.MILLISECONDS.toNanos(PASS_MILLIS);

    private final RangeLocks locks;
    private final ReentrantLock monitor = new ReentrantLock();
    private final Condition changed = monitor.newCondition();

    // All guarded by the monitor.
    private int savers;
    private int aloneWanted;
    private boolean alone;
    private boolean passing;
    private long passedAt;
    private @Nullable FileLock saversLock;

    HoldGate(RangeLocks locks) {
        this.locks = locks;
    }

    /** Enters as one of many; what it returns is closed once. */
    Hold shared() {
        monitor.lock();
        try {
            while (mustWait()) {
                changed.awaitUninterruptibly();
            }
            if (saversLock != null && System.nanoTime() - passedAt < PASS_NANOS) {
                savers++;
                return this::leave;
            }
            passing = true;
        } finally {
            monitor.unlock();
        }
        pass();
        return this::leave;
    }

    /** Enters alone; what it returns is closed once. */
    Hold exclusive() {
        monitor.lock();
        try {
            aloneWanted++;
            while (alone || passing || savers > 0) {
                changed.awaitUninterruptibly();
            }
            aloneWanted--;
            alone = true;
        } finally {
            monitor.unlock();
        }
        try {
            FileLock turnstile = locks.take(RangeLocks.TURNSTILE, false);
            FileLock all = takeAll(turnstile);
            return () -> leaveAlone(turnstile, all);
        } catch (RuntimeException e) {
            nobodyAlone();
            throw e;
        }
    }

    private boolean mustWait() {
        return alone || aloneWanted > 0 || passing;
    }

    private void pass() {
        try {
            FileLock turnstile = locks.take(RangeLocks.TURNSTILE, true);
            try {
                enterPassed();
            } finally {
                locks.release(turnstile);
            }
        } finally {
            monitor.lock();
            try {
                passing = false;
                changed.signalAll();
            } finally {
                monitor.unlock();
            }
        }
    }

    /** The turnstile is held here, so nobody is alone and the savers' lock is free to share. */
    private void enterPassed() {
        monitor.lock();
        try {
            if (saversLock == null) {
                saversLock = locks.take(RangeLocks.SAVERS, true);
            }
            passedAt = System.nanoTime();
            savers++;
        } finally {
            monitor.unlock();
        }
    }

    private void leave() {
        monitor.lock();
        try {
            FileLock lock = saversLock;
            if (--savers == 0 && lock != null) {
                saversLock = null;
                locks.release(lock);
            }
        } finally {
            changed.signalAll();
            monitor.unlock();
        }
    }

    private FileLock takeAll(FileLock turnstile) {
        try {
            return locks.take(RangeLocks.SAVERS, false);
        } catch (RuntimeException e) {
            locks.release(turnstile);
            throw e;
        }
    }

    private void leaveAlone(FileLock turnstile, FileLock all) {
        try {
            locks.release(all);
            locks.release(turnstile);
        } finally {
            nobodyAlone();
        }
    }

    private void nobodyAlone() {
        monitor.lock();
        try {
            alone = false;
            changed.signalAll();
        } finally {
            monitor.unlock();
        }
    }
}
