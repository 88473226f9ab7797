package dev.cairn.backend.filesystem;

import java.io.IOException;

/** Runs a command of the operating system. */
final class Shell {
    private Shell() {}

    /** Whether it ended without an error; false too where there is no such command. */
    static boolean runs(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    static void run(String... command) throws InterruptedException {
        if (!runs(command)) {
            throw new IllegalStateException("Failed: " + String.join(" ", command));
        }
    }
}
