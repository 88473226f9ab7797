package dev.cairn.cli;

import dev.cairn.IndexStatus;
import dev.cairn.ReplicationStatus;
import dev.cairn.StorageException;
import dev.cairn.TierHealth;
import dev.cairn.compose.IndexedBackend;
import dev.cairn.spi.StorageBackend;
import dev.cairn.workspace.RunStatus;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks at one thing after the other, and goes on after what is wrong. */
final class Diagnosis {
    private static final Duration MOST_SKEW = Duration.ofSeconds(5);
    private static final Duration SLOW = Duration.ofSeconds(1);
    private static final long LEAST_ROOM = 1L << 30;
    private static final Set<String> NETWORKS = Set.of(
            "nfs",
            "nfs4",
            "cifs",
            "smb",
            "smb2",
            "smb3",
            "smbfs",
            "9p",
            "fuse.sshfs",
            "afs",
            "ceph",
            "lustre",
            "glusterfs");
    private static final int LEAST_JAVA = 17;

    private final List<Finding> findings = new ArrayList<>();

    /** How something stands. */
    enum State {
        OK,
        WARNING,
        PROBLEM;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What was found.
     *
     * @param check what was looked at
     * @param found what it is
     * @param advice what to do; null if there is nothing to do
     */
    record Finding(
            State state,
            String check,
            String found,
            @Nullable String advice) {}

    List<Finding> of(Cairn cairn) {
        versions();
        Settings settings;
        try {
            settings = cairn.settings();
            settings.config(true);
            ok("settings", settings.config(true) + ", said by " + settings.source());
        } catch (StorageException | Refusal e) {
            problem(
                    "settings",
                    String.valueOf(e.getMessage()),
                    "Mend them; 'cairn config show' shows what is understood.");
            return findings;
        }
        try (OpenStore store = new OpenStore(settings, cairn.experiment(), true)) {
            store(store);
        } catch (Refusal e) {
            problem("opening", String.valueOf(e.getMessage()), "Look at the path, or make it.");
        } catch (StorageException e) {
            problem("opening", String.valueOf(e.getMessage()), openingAdvice(e));
        }
        return findings;
    }

    private static String openingAdvice(StorageException e) {
        String text = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        if (text.contains("is open in") || text.contains("lock")) {
            return "Another process has it open: an H2 file belongs to one process. End that one, or use PostgreSQL or files.";
        }
        if (text.contains("password") || text.contains("authentication")) {
            return "Look at the user, and at the password or the variable that password_env names.";
        }
        return "'cairn init --store URI' makes a store where there is none; else look at address, rights and network.";
    }

    private void versions() {
        int feature = Runtime.version().feature();
        String text = "Java " + Runtime.version() + " on " + System.getProperty("os.name") + ", "
                + new Cells.Bytes(Runtime.getRuntime().maxMemory()) + " heap";
        if (feature < LEAST_JAVA) {
            problem("versions", text, "Use Java " + LEAST_JAVA + " or newer.");
        } else {
            ok("versions", text);
        }
    }

    private void store(OpenStore store) {
        for (TierHealth health : store.whole().tiers().health()) {
            health(health);
        }
        clock("primary", store.whole().primary());
        folder("primary", store.whole().primary(), store.experimentId());
        store.whole().secondary().ifPresent(second -> {
            clock("secondary", second);
            folder("secondary", second, store.experimentId());
        });
        looking("replication", () -> replication(store));
        looking("index", () -> index(store));
        looking("recordings", () -> recordings(store));
        looking("runs", () -> runs(store));
    }

    /** What fails says so, and the next thing is looked at. */
    private void looking(String check, Runnable look) {
        try {
            look.run();
        } catch (StorageException e) {
            problem(check, String.valueOf(e.getMessage()), "'cairn verify' lists all that is damaged.");
        }
    }

    private void health(TierHealth health) {
        String check = ResultTable.word(health.tier());
        String text = health.location() + " answered in " + Cells.text(health.took());
        if (health.state() == TierHealth.State.DOWN || health.problem() != null) {
            problem(check, health.location() + ": " + health.problem(), "Look at address, rights and network.");
        } else if (health.took().compareTo(SLOW) > 0) {
            warning(check, text, "That is slow; is the disk or the server busy, or far away?");
        } else {
            ok(check, text);
        }
    }

    private void clock(String tier, StorageBackend store) {
        looking("clock of the " + tier, () -> {
            Duration skew = Duration.between(Instant.now(), store.blobs().now()).abs();
            String text = "differs by " + Cells.text(skew) + " from this computer's";
            if (skew.compareTo(MOST_SKEW) > 0) {
                warning(
                        "clock of the " + tier,
                        text,
                        "Set the clocks by a time server: who saves last with a slow clock still wins, but times mislead people.");
            } else {
                ok("clock of the " + tier, text);
            }
        });
    }

    private void folder(String tier, StorageBackend store, String experiment) {
        Path folder = store.folder(experiment).orElse(null);
        while (folder != null && !Files.exists(folder)) {
            folder = folder.getParent();
        }
        if (folder == null) {
            return;
        }
        String check = "folder of the " + tier;
        try {
            FileStore disk = Files.getFileStore(folder);
            String text = disk.type() + ", " + new Cells.Bytes(disk.getUsableSpace()) + " free";
            if (NETWORKS.contains(disk.type().toLowerCase(Locale.ROOT))) {
                warning(
                        check,
                        text,
                        "Locks and forcing are weaker on network folders; let one computer write, or use PostgreSQL.");
            } else if (disk.getUsableSpace() < LEAST_ROOM) {
                warning(
                        check,
                        text,
                        "Little is left; 'cairn gc' gives back what is not needed, 'cairn stats' says what takes it.");
            } else if (!Files.isWritable(folder)) {
                warning(check, text + ", not writable for this user", "Only reading will work.");
            } else {
                ok(check, text);
            }
        } catch (IOException e) {
            warning(check, String.valueOf(e.getMessage()), "Look at the disk.");
        }
    }

    private void replication(OpenStore store) {
        if (store.whole().secondary().isEmpty()) {
            return;
        }
        ReplicationStatus status = store.whole().tiers().replication();
        if (status.isComplete()) {
            ok("replication", "nothing is pending");
        } else {
            warning(
                    "replication",
                    status.pending() + " pending here, " + status.elsewhere() + " elsewhere"
                            + status.lastError().map(error -> "; " + error).orElse(""),
                    "'cairn replicate' brings it there.");
        }
    }

    private void index(OpenStore store) {
        IndexStatus status = IndexedBackend.statusOf(store.whole().primary()).orElse(null);
        if (status == null) {
            return;
        }
        if (status.complete()) {
            ok("index", status.pending() + " pending");
        } else {
            warning("index", "may lack something", "'cairn index rebuild'; until then queries read the files.");
        }
    }

    private void recordings(OpenStore store) {
        List<String> unfinished = store.results().unfinishedRecordings();
        if (unfinished.isEmpty()) {
            ok("recordings", "none is unfinished");
        } else {
            warning(
                    "recordings",
                    unfinished.size() + " unfinished, such as " + unfinished.get(0),
                    "They are being written, or their process was killed; resumeRecording goes on with one.");
        }
    }

    private void runs(OpenStore store) {
        long stale = store.experiment().results().status(RunStatus.STALE).count();
        if (stale == 0) {
            ok("runs", "none is stale in experiment '" + store.experimentId() + "'");
        } else {
            warning(
                    "runs",
                    stale + " stale in experiment '" + store.experimentId() + "'",
                    "Their processes are gone: 'cairn runs --status STALE' lists them; begin them again, or delete them.");
        }
    }

    private void ok(String check, String found) {
        findings.add(new Finding(State.OK, check, found, null));
    }

    private void warning(String check, String found, String advice) {
        findings.add(new Finding(State.WARNING, check, found, advice));
    }

    private void problem(String check, String found, String advice) {
        findings.add(new Finding(State.PROBLEM, check, found, advice));
    }
}
