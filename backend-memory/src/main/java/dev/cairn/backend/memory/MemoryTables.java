package dev.cairn.backend.memory;

import dev.cairn.spi.Digest;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All that one store holds, within its budget. Every change is made inside {@link #change}, under the one lock of the store,
 * so each is one step beside all others; the tables may be read without it.
 */
final class MemoryTables {
    private final MemoryBudget budget;
    private final String name;
    private final DocumentTable documents = new DocumentTable();
    private final BlobTable blobs = new BlobTable();
    private final Eviction eviction;
    private final AtomicLong ticks = new AtomicLong();
    private volatile boolean closed;

    /** Empty tables of the store that messages call {@code name}. */
    MemoryTables(MemoryBudget budget, String name) {
        this.budget = budget;
        this.name = name;
        this.eviction = new Eviction(this);
    }

    /** Does {@code change} under the lock, if the store is open. */
    synchronized <T> T change(Supplier<T> change) {
        checkOpen();
        return change.get();
    }

    void checkOpen() {
        if (closed) {
            throw new IllegalStateException("The " + name + " is closed; what it held is gone. Open a new one.");
        }
    }

    DocumentTable documents() {
        return documents;
    }

    BlobTable blobs() {
        return blobs;
    }

    /** Counts the moments of the store: each is later than those before. */
    long tick() {
        return ticks.incrementAndGet();
    }

    synchronized long used() {
        return budget.used();
    }

    /**
     * Takes {@code more} bytes out of the budget, making room if the store evicts; or throws and takes nothing.
     *
     * @param what what is saved, for the message
     * @param whole the bytes of all of it, of which {@code more} are new
     * @param kept the document that must not be evicted, being written itself
     */
    synchronized void reserve(String what, long whole, long more, @Nullable DocumentKey kept) {
        checkOpen();
        budget.checkCanEverHold(what, whole);
        while (more > 0 && !budget.hasRoomFor(more)) {
            if (!budget.evicting() || !eviction.removeOne(kept)) {
                throw budget.full(what, more);
            }
        }
        budget.take(more);
    }

    /** Returns bytes that were reserved; does nothing in a closed store. */
    synchronized void giveBack(long bytes) {
        if (!closed) {
            budget.giveBack(bytes);
        }
    }

    /** Puts a document in the place of the one under its key, if there is one. */
    synchronized void put(Document document) {
        StoredDocument stored = new StoredDocument(document, tick());
        StoredDocument before = documents.find(document.key());
        long more = stored.bytes() - (before == null ? 0 : before.bytes());
        blobs.name(document);
        try {
            reserve(document.key().toString(), stored.bytes(), more, document.key());
        } catch (RuntimeException e) {
            blobs.unname(document);
            throw e;
        }
        documents.put(stored);
        blobs.settle(document, eviction.oldestHold());
        if (before != null) {
            blobs.unname(before.document());
        }
    }

    /** Removes a document that is there. */
    synchronized void remove(StoredDocument stored) {
        documents.remove(stored);
        blobs.unname(stored.document());
        budget.giveBack(stored.bytes());
    }

    /** Puts a blob whose bytes are reserved; if it is there already, touches it and gives them back. */
    synchronized void put(String scope, Digest digest, Chunks bytes, Instant now) {
        checkOpen();
        StoredBlob blob = new StoredBlob(bytes, now, tick());
        if (touch(scope, digest, now)) {
            budget.giveBack(blob.cost());
        } else {
            blobs.put(scope, digest, blob);
        }
    }

    /** Renews the age of a blob; returns whether it is there. */
    synchronized boolean touch(String scope, Digest digest, Instant now) {
        StoredBlob blob = blobs.find(scope, digest);
        if (blob != null) {
            blobs.put(scope, digest, blob.touchedAgain(now, tick()));
        }
        return blob != null;
    }

    /** Removes a blob that is there. */
    synchronized void remove(String scope, Digest digest, StoredBlob blob) {
        blobs.remove(scope, digest, blob);
        budget.giveBack(blob.cost());
    }

    /** Notes that a hold is open from now on; returns its tick. */
    synchronized long beginHold() {
        checkOpen();
        long tick = tick();
        eviction.beginHold(tick);
        return tick;
    }

    /** Notes that the hold of {@code tick} is closed. */
    synchronized void endHold(long tick) {
        eviction.endHold(tick);
    }

    /** Lets go of everything. */
    synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        documents.clear();
        blobs.clear();
        eviction.clear();
        budget.giveBack(budget.used());
    }
}
