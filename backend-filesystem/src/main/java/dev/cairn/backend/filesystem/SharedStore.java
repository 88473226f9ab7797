package dev.cairn.backend.filesystem;

import dev.cairn.UnavailableException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What all openings of one store in this JVM share: the only channel on its lock file, the locks and the gate made on it, and
 * the sign of life. Counted: the last {@link #release()} closes it.
 */
final class SharedStore {
    /** By the identity of the lock file; guarded by itself, as are the counts. */
    private static final Map<Object, SharedStore> OPEN = new HashMap<>();

    private final Object identity;
    private final FileChannel channel;
    private final RangeLocks locks;
    private final HoldGate gate;
    private int users = 1;
    private @Nullable Writer writer;

    private SharedStore(Object identity, FileChannel channel, Path lockFile) {
        this.identity = identity;
        this.channel = channel;
        this.locks = new RangeLocks(channel, lockFile, identity);
        this.gate = new HoldGate(locks);
    }

    /** The one of the store that {@code lockFile} belongs to, which is made if it is not there. */
    static SharedStore acquire(Path lockFile) throws IOException {
        synchronized (OPEN) {
            createIfAbsent(lockFile);
            Object identity = RangeLocks.identity(lockFile);
            SharedStore shared = OPEN.get(identity);
            if (shared != null) {
                shared.users++;
                return shared;
            }
            FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.READ, StandardOpenOption.WRITE);
            SharedStore made = new SharedStore(identity, channel, lockFile);
            OPEN.put(identity, made);
            return made;
        }
    }

    /** The same once more, for something that may outlive its opening. */
    SharedStore again() {
        synchronized (OPEN) {
            users++;
            return this;
        }
    }

    RangeLocks locks() {
        return locks;
    }

    HoldGate gate() {
        return gate;
    }

    /** The sign of life of this JVM in the store, made if there is none; call it under {@link RangeLocks#META}. */
    Writer writer(FileLayout layout) throws IOException {
        synchronized (OPEN) {
            Writer present = writer;
            if (present == null) {
                present = Writer.begin(layout);
                writer = present;
            }
            return present;
        }
    }

    /** Gives it back; the last to do so gives up every lock. */
    void release() {
        synchronized (OPEN) {
            if (--users > 0) {
                return;
            }
            OPEN.remove(identity);
            try (channel) {
                if (writer != null) {
                    writer.end();
                }
            } catch (IOException e) {
                throw new UnavailableException("Cannot close the store: " + FileErrors.reason(e) + ".", e);
            }
        }
    }

    private static void createIfAbsent(Path lockFile) throws IOException {
        if (!Files.exists(lockFile)) {
            try {
                // Never opens a file that is there: that would drop the locks that this JVM may hold on it.
                Files.createFile(lockFile);
            } catch (FileAlreadyExistsException e) {
                if (!Files.isRegularFile(lockFile)) {
                    throw e;
                }
            }
        }
    }
}
