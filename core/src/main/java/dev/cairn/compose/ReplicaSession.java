package dev.cairn.compose;

import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.DocumentState;
import dev.cairn.spi.Expectation;
import dev.cairn.spi.Put;
import dev.cairn.spi.Slot;
import dev.cairn.spi.StorageBackend;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A document in the primary, which stands before its writer commits anything that is to be replicated: everything that this
 * writer commits from {@code since} on may be missing in the secondary. If the writer is killed, it stays, and whoever opens the
 * pair next compares what was modified since then. So a save costs nothing more than the save.
 */
final class ReplicaSession {
    static final String KIND = "replication";

    private static final Set<String> LIVING = ConcurrentHashMap.newKeySet();
    private static final Duration LONG = Duration.ofHours(1);
    private static final String HOST = host();
    private static final long PID = ProcessHandle.current().pid();
    private static final Instant STARTED = startOf(ProcessHandle.current());

    private final StorageBackend primary;
    private final String id = UUID.randomUUID().toString();
    private @Nullable Document document;

    /** Nothing stands yet. */
    ReplicaSession(StorageBackend primary) {
        this.primary = primary;
    }

    /**
     * What a writer says of itself.
     *
     * @param secondary the store that is to have what is committed
     * @param since what was committed before then is there
     * @param pending how many documents are known to be missing there; zero does not mean that none is
     * @param oldest since when the oldest is
     * @param error why the last attempt failed
     */
    record Body(
            String secondary,
            String host,
            long pid,
            Instant started,
            Instant since,
            long pending,
            @Nullable Instant oldest,
            @Nullable String error) {
        Body(String secondary, Instant since, long pending, @Nullable Instant oldest, @Nullable String error) {
            this(secondary, HOST, PID, STARTED, since, pending, oldest, error);
        }
    }

    /** The session of another writer. */
    record Other(Document document, Body body) {
        /** Whether its process is known to have ended, or has not said anything for long. */
        boolean isGone(Instant now) {
            if (body.host().equals(HOST) && !isAlive()) {
                return true;
            }
            return document.head().updated().isBefore(now.minus(LONG));
        }

        private boolean isAlive() {
            if (body.pid() == PID && body.started().equals(STARTED)) {
                return LIVING.contains(document.key().id());
            }
            return ProcessHandle.of(body.pid())
                    .filter(process -> startOf(process).equals(body.started()))
                    .isPresent();
        }
    }

    synchronized boolean stands() {
        return document != null;
    }

    /** Says {@code body}, durably. */
    synchronized void say(Body body) {
        LIVING.add(id);
        document = primary.documents()
                .put(Put.live(StoreRecords.key(KIND, id), StoreRecords.content(body), Expectation.any()));
    }

    /** Says nothing any more: all that was committed is where it is to be. */
    synchronized void end() {
        LIVING.remove(id);
        if (document != null) {
            remove(primary, document);
            document = null;
        }
    }

    /** The writer goes, and leaves what it said to others. */
    synchronized void leave() {
        LIVING.remove(id);
    }

    /** What the other writers say who replicate to {@code secondary}. */
    List<Other> others(String secondary) {
        DocumentKey own = StoreRecords.key(KIND, id);
        try (Stream<Slot> all = primary.documents().scan(own.scope(), KIND, EnumSet.of(DocumentState.LIVE))) {
            return all.map(Slot::document)
                    .filter(Objects::nonNull)
                    .filter(other -> !other.key().equals(own))
                    .map(other -> new Other(other, StoreRecords.body(other, Body.class)))
                    .filter(other -> other.body().secondary().equals(secondary))
                    .toList();
        }
    }

    /** Removes what another writer left, unless it has said something new. */
    static void remove(StorageBackend primary, Document left) {
        primary.documents().remove(left.key(), left.revision());
    }

    private static Instant startOf(ProcessHandle process) {
        return process.info().startInstant().orElse(Instant.EPOCH);
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }
}
