package dev.cairn.backend.filesystem;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Renews the ages of blobs within one call, by the clock that stamps the files, which is asked once a second at most. For
 * whoever holds the digest's lock; used by one thread.
 */
final class BlobAges {
    private static final long ASK_AGAIN = TimeUnit.SECONDS.toNanos(1);
    private static final Duration YOUNG = Duration.ofMinutes(1);

    private final WriteAccess access;
    private @Nullable Instant now;
    private long askedAt;

    BlobAges(WriteAccess access) {
        this.access = access;
    }

    /** Makes {@code blob} as young as one that is just put; false if it is not there, or is a link that leads elsewhere. */
    boolean renew(Path blob) {
        try {
            if (Files.isSymbolicLink(blob)) {
                return false;
            }
            Instant age = Files.getLastModifiedTime(blob).toInstant();
            Instant time = time();
            if (age.isAfter(time.minus(YOUNG))) {
                // Its writer may have died before it forced the folder, or not force at all.
                access.files().settleAll(blob);
            }
            if (age.isBefore(time)) {
                Files.setLastModifiedTime(blob, FileTime.from(time));
            }
            return true;
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw FileErrors.unwritable("Cannot renew the age of a blob", blob, e);
        }
    }

    private Instant time() {
        Instant known = now;
        if (known == null || System.nanoTime() - askedAt > ASK_AGAIN) {
            askedAt = System.nanoTime();
            known = access.fileTime();
            now = known;
        }
        return known;
    }
}
