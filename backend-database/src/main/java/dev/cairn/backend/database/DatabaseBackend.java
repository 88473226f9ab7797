package dev.cairn.backend.database;

import dev.cairn.UnsupportedException;
import dev.cairn.spi.BlobStore;
import dev.cairn.spi.Capabilities;
import dev.cairn.spi.Capability;
import dev.cairn.spi.ChangeListener;
import dev.cairn.spi.DocumentIndex;
import dev.cairn.spi.DocumentStore;
import dev.cairn.spi.Hold;
import dev.cairn.spi.JournalStore;
import dev.cairn.spi.StorageBackend;
import dev.cairn.spi.Usage;
import dev.cairn.spi.Vacuumed;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/**
 * Keeps everything in one database. Each call takes one connection and gives it back; none is held between calls, so that a
 * pool of one is enough for any number of threads, streams and sinks.
 */
final class DatabaseBackend implements StorageBackend {
    private final String location;
    private final String storeId;
    private final Capabilities capabilities;
    private final Usage usage;
    private final SaveGates.@Nullable Gate gate;
    private final Runnable closing;
    private final @Nullable Watchers watchers;
    private final DatabaseDocuments documents;
    private final DocumentIndex index;
    private final DatabaseBlobs blobs;
    private final DatabaseJournals journals;
    private final Vacuum vacuum;

    /**
     * Takes over what {@code closing} closes, unless this throws.
     *
     * @param watching makes those who watch for notices; null if nobody is told of changes
     */
    DatabaseBackend(
            Server server,
            String location,
            Transactions transactions,
            Usage usage,
            SaveGates.@Nullable Gate gate,
            Clock clock,
            FieldRows rows,
            @Nullable Function<Notices, Watchers> watching,
            Runnable closing) {
        this.location = "database " + location;
        this.usage = usage;
        this.gate = gate;
        this.closing = closing;
        this.capabilities = new Capabilities(
                server.durability(),
                Set.of(
                        Capability.QUERYABLE,
                        Capability.GROUPS,
                        gate == null ? Capability.SHARED : Capability.EXCLUSIVE_HOLD));
        this.storeId = storeId(transactions);
        Notices notices = watching == null || server.embedded() ? null : new Notices(storeId);
        this.watchers = watching == null || notices == null ? null : watching.apply(notices);
        DocumentWriter writer = server.product() == Product.POSTGRESQL
                ? new ArrayWriter(rows, transactions.synchronous(true), notices)
                : new BatchWriter(rows);
        this.documents = new DatabaseDocuments(transactions, clock, this.location, rows, writer);
        this.index = documents.index();
        this.blobs = new DatabaseBlobs(transactions, rows.tables(), this.location);
        this.journals = new DatabaseJournals(transactions, server.product(), blobs, this.location);
        this.vacuum = new Vacuum(transactions, rows, this.location);
    }

    /** The id that the first opening wrote; of two at once one meets the other's row and looks again. */
    private static String storeId(Transactions transactions) {
        return transactions
                .read("read the store id", DatabaseBackend::storedId)
                .orElseGet(() -> transactions.writeDurably("write the store id", session -> {
                    Optional<String> there = storedId(session);
                    String id = there.orElseGet(() -> UUID.randomUUID().toString());
                    if (there.isEmpty()) {
                        session.insert(new StoreMetaRow(StoreMetaRow.STORE_ID, id));
                    }
                    return id;
                }));
    }

    private static Optional<String> storedId(StatelessSession session) {
        return Optional.ofNullable(session.get(StoreMetaRow.class, StoreMetaRow.STORE_ID))
                .map(StoreMetaRow::content);
    }

    @Override
    public String storeId() {
        return storeId;
    }

    @Override
    public String location() {
        return location;
    }

    @Override
    public Capabilities capabilities() {
        return capabilities;
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
    public Optional<DocumentIndex> index() {
        return Optional.of(index);
    }

    @Override
    public Hold hold() {
        usage.checkOpen();
        return gate == null ? () -> {} : gate.enter();
    }

    @Override
    public Hold holdExclusively() {
        usage.checkOpen();
        if (gate == null) {
            throw new UnsupportedException(
                    "The store " + location + " is shared by processes, and cannot keep the writers "
                            + "of others out. Collect garbage with a grace instead.");
        }
        return gate.enterAlone();
    }

    @Override
    public Hold watch(ChangeListener listener) {
        usage.checkOpen();
        return watchers == null ? () -> {} : watchers.add(listener);
    }

    @Override
    public List<Vacuumed> vacuum() {
        return vacuum.run();
    }

    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        try {
            if (usage.close()) {
                if (watchers != null) {
                    watchers.close();
                }
                closing.run();
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
