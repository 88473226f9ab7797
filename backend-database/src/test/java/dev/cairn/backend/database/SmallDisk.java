package dev.cairn.backend.database;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file system of a few megabytes in memory, which takes root to mount. */
final class SmallDisk implements AutoCloseable {
    private final Path folder;
    private final Path ballast;

    private SmallDisk(Path folder) {
        this.folder = folder;
        this.ballast = folder.resolve("ballast");
    }

    /** Mounts one at {@code folder}; skips the test, visibly, where that is not allowed. */
    static SmallDisk mount(Path folder, int megabytes) throws Exception {
        boolean mounted = runs("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", folder.toString());
        assumeTrue(mounted, "a small disk cannot be mounted here");
        return new SmallDisk(folder);
    }

    private static boolean runs(String... command) throws InterruptedException {
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

    /** Leaves no byte free. */
    void fill() throws IOException {
        try (OutputStream out = Files.newOutputStream(ballast)) {
            while (true) {
                out.write(new byte[4096]);
            }
        } catch (IOException full) {
            if (folder.toFile().getUsableSpace() > 4096) {
                throw full;
            }
        }
    }

    void makeRoom() throws IOException {
        Files.delete(ballast);
    }

    @Override
    public void close() throws InterruptedException {
        if (!runs("umount", folder.toString())) {
            throw new IllegalStateException("Cannot unmount " + folder);
        }
    }
}
