package dev.cairn.backend.filesystem;

import dev.cairn.spi.JournalEntry;
import dev.cairn.spi.JournalPage;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** Reads a journal's file while others append to it. A last line without a line break is left for later. */
final class JournalFile {
    private static final int BUFFER = 64 * 1024;

    private final Path file;
    private final String shown;

    /** {@code shown} is how messages name it. */
    JournalFile(Path file, String shown) {
        this.file = file;
        this.shown = shown;
    }

    /** Up to {@code limit} lines that are not blank, from {@code position}, as entries or as damages. */
    JournalPage read(long position, int limit) {
        try {
            return Uninterrupted.run(() -> readOpened(position, limit));
        } catch (NoSuchFileException e) {
            return new JournalPage(List.of(), position, List.of());
        } catch (IOException e) {
            throw FileErrors.unreadable("Cannot read a journal", file, e);
        }
    }

    /** The first line, or what there is of it. */
    byte[] firstLine() {
        try {
            return Uninterrupted.run(() -> {
                try (InputStream stream = new BufferedInputStream(Files.newInputStream(file))) {
                    ByteArrayOutputStream line = new ByteArrayOutputStream();
                    endOfLine(stream, line);
                    return line.toByteArray();
                }
            });
        } catch (NoSuchFileException e) {
            return new byte[0];
        } catch (IOException e) {
            throw FileErrors.unreadable("Cannot read a journal", file, e);
        }
    }

    private JournalPage readOpened(long position, int limit) throws IOException {
        List<JournalEntry> entries = new ArrayList<>();
        List<String> damages = new ArrayList<>();
        long next = position;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            channel.position(position);
            InputStream stream = new BufferedInputStream(Channels.newInputStream(channel), BUFFER);
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            while (entries.size() + damages.size() < limit && endOfLine(stream, line)) {
                take(line.toByteArray(), next, entries, damages);
                next += line.size() + 1;
                line.reset();
            }
        }
        return new JournalPage(entries, next, damages);
    }

    private void take(byte[] line, long at, List<JournalEntry> entries, List<String> damages) {
        switch (JournalLines.kind(line)) {
            case ENTRY -> entries.add(new JournalEntry(at, JournalLines.entry(line)));
            case DAMAGED ->
                damages.add("The line at byte " + at + " of " + shown + ", " + line.length
                        + " bytes long, is not as it was written; it was left out.");
            case NAME, BLANK -> {
                // Says nothing that a reader wants.
            }
        }
    }

    /** Reads up to the next line break; false if the file ends before it. */
    private static boolean endOfLine(InputStream stream, ByteArrayOutputStream line) throws IOException {
        for (int next = stream.read(); next >= 0; next = stream.read()) {
            if (next == '\n') {
                return true;
            }
            line.write(next);
        }
        return false;
    }
}
