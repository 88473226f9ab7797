package dev.cairn.workspace;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.spi.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Names a process so that others on the same machine can tell whether it still runs: {@code machine:pid:start}. The machine is a digest of
 * the boot and of the space in which its process numbers count, the start is in the ticks that Linux counts from the boot, so that neither
 * another process of that number nor a clock that is set is taken for it. Elsewhere nothing follows from a token, and only missed
 * heartbeats tell that a process is gone.
 */
final class ProcessToken {
    private static final String UNKNOWN = "unknown";

    /** Of /proc/[pid]/stat, counted from behind the name of the program: the state, and when it was started. */
    private static final int STATE = 0;

    private static final int START = 19;

    private static final String MACHINE = machine();
    private static final String OWN = MACHINE + ":" + ProcessHandle.current().pid() + ":" + ownStart();

    private ProcessToken() {}

    /** The token of this process. */
    static String own() {
        return OWN;
    }

    private static String machine() {
        try {
            String boot = Files.readString(Path.of("/proc/sys/kernel/random/boot_id"), UTF_8);
            String space = Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
            return Digest.of((boot + space).getBytes(UTF_8)).abbreviated();
        } catch (IOException | UnsupportedOperationException | SecurityException e) {
            return UNKNOWN;
        }
    }

    private static String ownStart() {
        try {
            return start(ProcessHandle.current().pid()).orElse(UNKNOWN);
        } catch (IOException | SecurityException e) {
            return UNKNOWN;
        }
    }

    /** When the process of this number was started; empty if there is none, or it only waits to be buried. */
    private static Optional<String> start(long pid) throws IOException {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"), UTF_8);
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            boolean dead = fields[STATE].equals("Z") || fields[STATE].equals("X");
            return dead ? Optional.empty() : Optional.of(fields[START]);
        } catch (NoSuchFileException e) {
            // Where others' processes are hidden, as by the option hidepid, even the first one is not to be seen.
            if (!Files.exists(Path.of("/proc/1/stat"))) {
                throw e;
            }
            return Optional.empty();
        }
    }

    /** Whether the process that {@code token} names ran on this machine, and does so no more. */
    static boolean isKnownToBeGone(String token) {
        String[] parts = token.split(":", -1);
        boolean here = parts.length == 3 && parts[0].equals(MACHINE);
        if (!here || MACHINE.equals(UNKNOWN) || parts[2].equals(UNKNOWN)) {
            return false;
        }
        try {
            return !start(Long.parseLong(parts[1])).equals(Optional.of(parts[2]));
        } catch (NumberFormatException | IOException | SecurityException e) {
            return false;
        }
    }
}
