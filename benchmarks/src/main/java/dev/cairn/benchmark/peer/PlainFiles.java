package dev.cairn.benchmark.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/** Bytes written into files of a folder, each whole or not at all and forced: the machine itself. */
public final class PlainFiles {
    private final Path folder;
    private final Path temporary;
    private final AtomicLong count = new AtomicLong();

    /** Writes beside what Cairn writes into {@code store}. */
    public PlainFiles(Path store) {
        this.folder = store.resolve("plain");
        this.temporary = store.resolve("_tmp");
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a file of that name, which may be there. */
    public void write(String name, byte[] bytes) {
        try {
            Forced.write(temporary.resolve("plain" + count.incrementAndGet()), folder.resolve(name), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
