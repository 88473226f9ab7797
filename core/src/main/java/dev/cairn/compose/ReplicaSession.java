package dev.cairn.compose;

import dev.cairn.CorruptException;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.DocumentState;
import dev.cairn.spi.Expectation;
import dev.cairn.spi.Put;
import dev.cairn.spi.Slot;
import dev.cairn.spi.StorageBackend;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A document in the primary, which stands before its writer commits anything that is to be replicated: everything that this
 * writer commits from {@code since} on may be missing in the secondary. If the writer is killed, it stays, and whoever opens the
 * pair next compares what was modified since then. So a save costs nothing more than the save.
 */
final class ReplicaSession {
    static final String KIND = "replication";

    private static final Logger LOG = LoggerFactory.getLogger(ReplicaSession.class);
    private static final Set<String> LIVING = ConcurrentHashMap.newKeySet();
    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration SAME = Duration.ofSeconds(30);
    private static final String JVM = UUID.randomUUID().toString();
    private static final Machine MACHINE = Machine.here();
    private static final long PID = ProcessHandle.current().pid();
    private static final Instant STARTED = startOf(ProcessHandle.current());

    private final StorageBackend primary;
    private final String id = UUID.randomUUID().toString();
    private @Nullable Document document;
    private boolean pending;

    /** Nothing stands yet. */
    ReplicaSession(StorageBackend primary) {
        this.primary = primary;
    }

    /**
     * Where a process runs; empty texts where that cannot be told.
     *
     * @param name the name of the machine with its own id
     * @param boot changes whenever the machine is started
     * @param processes the processes that see each other, as those of one container do
     */
    record Machine(String name, String boot, String processes) {
        static Machine here() {
            return new Machine(
                    told(() -> InetAddress.getLocalHost().getHostName() + " ")
                            + told(() ->
                                    Files.readString(Path.of("/etc/machine-id")).trim()),
                    told(() -> Files.readString(Path.of("/proc/sys/kernel/random/boot_id"))
                            .trim()),
                    told(() ->
                            Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString()));
        }

        private static String told(Callable<String> source) {
            try {
                return source.call();
            } catch (Exception e) {
                LOG.debug("Not everything that tells this machine from others is known: {}", e.toString());
                return "";
            }
        }
    }

    /**
     * What a writer says of itself.
     *
     * @param secondary the store that is to have what is committed
     * @param jvm the process, by a name that no other one ever has
     * @param machine where it runs
     * @param pid its process
     * @param started when that process was started
     * @param since what was committed before then is there
     * @param pending how many documents are known to be missing there; zero does not mean that none is
     * @param oldest since when the oldest is
     * @param error why the last attempt failed
     * @param removing whether slots are removed too
     */
    record Body(
            String secondary,
            String jvm,
            Machine machine,
            long pid,
            Instant started,
            Instant since,
            long pending,
            @Nullable Instant oldest,
            @Nullable String error,
            @Nullable Boolean removing) {
        Body {
            Objects.requireNonNull(secondary, "secondary");
            Objects.requireNonNull(jvm, "jvm");
            Objects.requireNonNull(machine, "machine");
            Objects.requireNonNull(started, "started");
            Objects.requireNonNull(since, "since");
        }

        Body(
                String secondary,
                Instant since,
                long pending,
                @Nullable Instant oldest,
                @Nullable String error,
                boolean removing) {
            this(secondary, JVM, MACHINE, PID, STARTED, since, pending, oldest, error, removing);
        }

        boolean removes() {
            return Boolean.TRUE.equals(removing);
        }
    }

    /** The session of another writer. */
    record Other(Document document, Body body) {
        /** Whether its process is known to have ended, or has not said anything for long. */
        boolean isGone(Instant now) {
            if (body.jvm().equals(JVM)) {
                return !LIVING.contains(document.key().id());
            }
            boolean here = !MACHINE.name().isEmpty() && body.machine().name().equals(MACHINE.name());
            boolean endedHere = !body.machine().boot().equals(MACHINE.boot()) || (isNeighbour() && !isAlive());
            return (here && endedHere) || document.head().updated().isBefore(now.minus(LONG));
        }

        /** Whether its process, if there is one, can be seen from here. */
        private boolean isNeighbour() {
            return body.machine().processes().equals(MACHINE.processes());
        }

        private boolean isAlive() {
            return ProcessHandle.of(body.pid())
                    .filter(process -> process.pid() != PID)
                    .filter(process -> isAbout(startOf(process)))
                    .isPresent();
        }

        /** The start of a process is told a little differently once somebody has set the clock. */
        private boolean isAbout(Instant start) {
            return Duration.between(start, body.started()).abs().compareTo(SAME) < 0;
        }
    }

    synchronized boolean stands() {
        return document != null;
    }

    /** Whether it stands and says that something is pending. */
    synchronized boolean saysPending() {
        return document != null && pending;
    }

    /** Says {@code body}, durably. */
    synchronized void say(Body body) {
        LIVING.add(id);
        document = primary.documents()
                .put(Put.live(StoreRecords.key(KIND, id), StoreRecords.content(body), Expectation.any()));
        pending = body.pending() > 0;
    }

    /** Says nothing any more: all that was committed is where it is to be. */
    synchronized void end() {
        Document said = document;
        // First, so that whoever commits next says it anew, even if it is not known whether it is gone.
        document = null;
        try {
            if (said != null) {
                remove(primary, said);
            }
        } finally {
            LIVING.remove(id);
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
            return all.map(ReplicaSession::otherOrNull)
                    .filter(Objects::nonNull)
                    .filter(other -> !other.document().key().equals(own))
                    .filter(other -> other.body().secondary().equals(secondary))
                    .toList();
        }
    }

    private static @Nullable Other otherOrNull(Slot slot) {
        try {
            return slot.find()
                    .map(document -> new Other(document, StoreRecords.body(document, Body.class)))
                    .orElse(null);
        } catch (CorruptException e) {
            LOG.warn(
                    "What a writer left to be brought to the secondary is not known; reconcile to be sure: {}",
                    e.getMessage());
            return null;
        }
    }

    /** Removes what another writer left, unless it has said something new. */
    static void remove(StorageBackend primary, Document left) {
        primary.documents().remove(left.key(), left.revision());
    }

    private static Instant startOf(ProcessHandle process) {
        return process.info().startInstant().orElse(Instant.EPOCH);
    }
}
