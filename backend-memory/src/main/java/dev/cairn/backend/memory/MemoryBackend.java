package dev.cairn.backend.memory;

import dev.cairn.spi.BlobStore;
import dev.cairn.spi.Capabilities;
import dev.cairn.spi.Capability;
import dev.cairn.spi.DocumentStore;
import dev.cairn.spi.Durability;
import dev.cairn.spi.Hold;
import dev.cairn.spi.JournalStore;
import dev.cairn.spi.SaveGate;
import dev.cairn.spi.StorageBackend;
import java.time.Clock;
import java.util.Set;
import java.util.UUID;

/**
 * Keeps everything in the memory of this process, within a bound, until it is closed.
 *
 * <p>Reading takes no lock. Every call after {@link #close()} throws {@link IllegalStateException}, but for closing what was
 * opened before.
 */
final class MemoryBackend implements StorageBackend {
    private static final Capabilities CAPABILITIES =
            new Capabilities(Durability.VOLATILE, Set.of(Capability.EXCLUSIVE_HOLD));

    private final String storeId = UUID.randomUUID().toString();
    private final MemoryTables tables;
    private final SaveGate gate;
    private final MemoryDocuments documents;
    private final MemoryBlobs blobs;
    private final MemoryJournals journals;

    MemoryBackend(MemoryBudget budget, Clock clock) {
        this.tables = new MemoryTables(budget, "memory store " + storeId);
        this.gate = new SaveGate(tables::checkOpen);
        this.documents = new MemoryDocuments(tables, clock);
        this.blobs = new MemoryBlobs(tables, clock);
        this.journals = new MemoryJournals(tables, blobs);
    }

    @Override
    public String storeId() {
        return storeId;
    }

    @Override
    public String location() {
        return "memory";
    }

    @Override
    public Capabilities capabilities() {
        return CAPABILITIES;
    }

    @Override
    public DocumentStore documents() {
        return documents;
    }

    @Override
    public BlobStore blobs() {
        return blobs;
    }

    @Override
    public JournalStore journals() {
        return journals;
    }

    @Override
    public Hold hold() {
        Hold inside = gate.enter();
        try {
            long tick = tables.beginHold();
            return () -> {
                tables.endHold(tick);
                inside.close();
            };
        } catch (RuntimeException e) {
            inside.close();
            throw e;
        }
    }

    @Override
    public Hold holdExclusively() {
        return gate.enterAlone();
    }

    @Override
    public void close() {
        tables.close();
        journals.clear();
    }

    /** The bytes that the store counts at present. */
    long used() {
        return tables.used();
    }
}
