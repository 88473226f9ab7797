package dev.cairn.backend.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds out which process holds a lock on a file, where the operating system tells: on Linux. */
final class LockOwner {
    private static final Path LOCKS = Path.of("/proc/locks");

    private LockOwner() {}

    /** For messages: {@code process 1234 (/usr/bin/java)}, or {@code another process}. */
    static String of(Path file) {
        return pid(file)
                .map(pid -> "process " + pid
                        + ProcessHandle.of(pid)
                                .flatMap(process -> process.info().command())
                                .map(command -> " (" + command + ")")
                                .orElse(""))
                .orElse("another process");
    }

    private static Optional<Long> pid(Path file) {
        if (!Files.isReadable(LOCKS)) {
            return Optional.empty();
        }
        try (Stream<String> locks = Files.lines(LOCKS)) {
            // 1: POSIX  ADVISORY  WRITE 1234 fe:01:98765 0 EOF
            String inode = ":" + Files.getAttribute(file, "unix:ino");
            return locks.map(line -> line.trim().split("\\s+"))
                    .filter(fields -> fields.length >= 8 && fields[5].endsWith(inode))
                    .map(fields -> Long.parseLong(fields[4]))
                    .filter(pid -> pid > 0)
                    .findFirst();
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
