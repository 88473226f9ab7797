package dev.cairn.backend.filesystem;

import dev.cairn.UnavailableException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps threads and processes apart by locking single bytes of the store's {@code _lock} file: first a lock of this JVM, then
 * one of the operating system on the same byte.
 *
 * <p>The system's locks belong to the process and go when any channel of it on the file is closed, so there is one channel
 * for each JVM and store, and nothing else may open the file. Waiting is by trying again after pauses: a blocking lock would
 * close the channel, and with it drop every lock, when the waiting thread is interrupted.
 */
final class RangeLocks {
    private static final long SHORTEST_PAUSE = 20_000;
    private static final long LONGEST_PAUSE = 4_000_000;
    private static final int STRIPES = 4096;
    private static final long AFTER_STRIPES = 3 * STRIPES;

    /** Making or checking the store's own description. */
    static final long META = AFTER_STRIPES;
    /** Passed by each generation of savers, held by whoever wants all savers out. */
    static final long TURNSTILE = AFTER_STRIPES + 1;
    /** Shared by the savers of each JVM. */
    static final long SAVERS = AFTER_STRIPES + 2;

    private final FileChannel channel;
    private final Path file;
    private final Object identity;
    private final ConcurrentHashMap<Long, ReentrantLock> inJvm = new ConcurrentHashMap<>();

    /** What is locked by name; each has its own range of bytes. */
    enum Region {
        DOCUMENTS(0),
        BLOBS(STRIPES),
        JOURNALS(2 * STRIPES);

        private final long begin;

        Region(long begin) {
            this.begin = begin;
        }
    }

    /** Locks bytes of {@code file}, which has {@code identity}, through its only channel. */
    RangeLocks(FileChannel channel, Path file, Object identity) {
        this.channel = channel;
        this.file = file;
        this.identity = identity;
    }

    /** What tells {@code file} from any other that may come to have its name. */
    static Object identity(Path file) throws IOException {
        Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        return key == null ? file.toRealPath() : key;
    }

    /** Runs {@code work} while no other thread or process is in a work of the same region and name. */
    <T> T holding(Region region, String name, Supplier<T> work) {
        int hash = name.hashCode();
        return holding(region.begin + Math.floorMod(hash ^ hash >>> 16, STRIPES), work);
    }

    /** Runs {@code work} while no other thread or process is in a work of the same byte. */
    <T> T holding(long offset, Supplier<T> work) {
        ReentrantLock first = inJvm.computeIfAbsent(offset, at -> new ReentrantLock());
        first.lock();
        try {
            FileLock lock = take(offset, false);
            try {
                return work.get();
            } finally {
                release(lock);
            }
        } finally {
            first.unlock();
        }
    }

    /** Locks a byte against other processes; the caller sees to it that this JVM asks only once. Waits as long as it takes. */
    FileLock take(long offset, boolean shared) {
        long pause = SHORTEST_PAUSE;
        while (true) {
            FileLock lock = tryTake(offset, shared);
            if (lock != null) {
                requireSameFile(lock);
                return lock;
            }
            Uninterrupted.pause(pause);
            pause = Math.min(LONGEST_PAUSE, pause + pause / 2);
        }
    }

    /** Gives a lock back. */
    void release(FileLock lock) {
        try {
            lock.release();
        } catch (IOException e) {
            throw failed("give back", e);
        }
    }

    /** Whoever opened the store since the file was removed locks another one, and would not be kept out. */
    private void requireSameFile(FileLock lock) {
        try {
            if (identity(file).equals(identity)) {
                return;
            }
        } catch (NoSuchFileException e) {
            // Removed, as is said below.
        } catch (IOException e) {
            release(lock);
            throw failed("check", e);
        }
        release(lock);
        throw new UnavailableException("The lock file " + file
                + " was removed or replaced while the store was open, so other writers cannot be kept out any more."
                + " Nothing was changed; close the store and open it again.");
    }

    private @Nullable FileLock tryTake(long offset, boolean shared) {
        try {
            return channel.tryLock(offset, 1, shared);
        } catch (OverlappingFileLockException e) {
            // Another class loader of this JVM has the store open: it counts as another process.
            return null;
        } catch (IOException e) {
            throw failed("take", e);
        }
    }

    private UnavailableException failed(String what, IOException cause) {
        return new UnavailableException(
                "Cannot " + what + " a lock on " + file + ": " + FileErrors.reason(cause)
                        + ". A store needs a file system with byte-range locks; some network folders have none.",
                cause);
    }
}
