package dev.cairn.backend.filesystem;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The sign of life of one JVM in a store: a file that is locked until the last opening is closed or the process ends. Its
 * temporary files carry its id, so that only those of a writer that is gone are ever removed.
 */
final class Writer {
    private final FileLayout layout;
    private final String id;
    private final FileChannel channel;
    private final AtomicLong temps = new AtomicLong();

    private Writer(FileLayout layout, String id, FileChannel channel) {
        this.layout = layout;
        this.id = id;
        this.channel = channel;
    }

    /** Shows that this JVM lives. */
    static Writer begin(FileLayout layout) throws IOException {
        while (true) {
            String id = UUID.randomUUID().toString();
            Writer writer = tryBegin(layout, id);
            if (writer != null) {
                return writer;
            }
        }
    }

    /** Its name, unique for ever. */
    String id() {
        return id;
    }

    /** A name for a temporary file that nobody else uses. */
    Path newTemp() {
        return layout.temps().resolve(id + "-" + temps.incrementAndGet() + ".tmp");
    }

    /** Whether {@code temp} is the name of a temporary file of the writer called {@code id}. */
    static boolean owns(String id, String temp) {
        return temp.startsWith(id + "-");
    }

    /** Removes what it left and says that it is gone. */
    void end() throws IOException {
        try (channel) {
            LeftoverSweep.removeTemps(layout, id);
            Files.deleteIfExists(layout.writers().resolve(id));
        }
    }

    private static @Nullable Writer tryBegin(FileLayout layout, String id) throws IOException {
        Path file = layout.writers().resolve(id);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            // A sweep may have met the file before it was locked, and taken it for that of a dead writer.
            if (lock != null && Files.exists(file)) {
                return new Writer(layout, id, channel);
            }
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        channel.close();
        return null;
    }
}
