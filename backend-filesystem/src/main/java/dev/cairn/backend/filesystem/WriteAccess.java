package dev.cairn.backend.filesystem;

import dev.cairn.CorruptException;
import dev.cairn.UnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What it takes to write into a store.
 *
 * @param layout where everything lies
 * @param shared the locks, which all openings in this JVM share
 * @param files how files are written
 * @param knownScopes the scopes that are known to have their description
 */
record WriteAccess(FileLayout layout, SharedStore shared, DurableFiles files, Set<String> knownScopes) {
    private static final Logger LOG = LoggerFactory.getLogger(WriteAccess.class);
    private static final int REMEMBERED = 10_000;

    WriteAccess(FileLayout layout, SharedStore shared, DurableFiles files) {
        this(layout, shared, files, ConcurrentHashMap.newKeySet());
    }

    RangeLocks locks() {
        return shared.locks();
    }

    /** Describes a scope before the first thing is written to it, so that its folder can be copied and understood alone. */
    void describe(String scope) {
        Path file = layout.scopeMeta(scope);
        // Somebody may have removed the folder since.
        if (knownScopes.contains(scope) && Files.exists(file)) {
            return;
        }
        if (!isDescribed(file, scope)) {
            files.write(file, StoreMeta.describeScope(scope));
        }
        if (knownScopes.size() >= REMEMBERED) {
            knownScopes.clear();
        }
        knownScopes.add(scope);
    }

    private static boolean isDescribed(Path file, String scope) {
        try {
            return StoreMeta.readScope(file).filter(scope::equals).isPresent();
        } catch (CorruptException e) {
            LOG.warn("The description of a scope is damaged and is written anew: {}", e.getMessage());
            return false;
        }
    }

    /** The present time by the clock that stamps the files of this store, which need not be that of this machine. */
    Instant fileTime() {
        Path probe = files.newTemp();
        try {
            Files.createFile(probe);
            Instant time = Files.getLastModifiedTime(probe).toInstant();
            Files.delete(probe);
            return time;
        } catch (IOException e) {
            UnavailableException failure = FileErrors.unwritable("Cannot ask for the time", probe, e);
            files.discard(probe, failure);
            throw failure;
        }
    }
}
