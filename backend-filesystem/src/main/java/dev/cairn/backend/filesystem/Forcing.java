package dev.cairn.backend.filesystem;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/** Whether and how what was written is forced to the disk. */
enum Forcing {
    /** To the disk before a write returns, so that it survives the loss of power. */
    FORCE,
    /** Left to the operating system, so that it survives the end of the process. */
    NONE;

    private static final boolean WINDOWS =
            System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("windows");

    /** The words of the configuration, the default first. */
    static String[] words() {
        return new String[] {"force", "none"};
    }

    /** The one that a word of the configuration means. */
    static Forcing of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** Whether this system keeps a folder's entries over a loss of power when asked to; Windows cannot be asked. */
    static boolean reachesFolders() {
        return !WINDOWS;
    }

    /** Forces a file that is still open. Not repeated on failure: the system forgets what it could not write. */
    void file(FileOutputStream file) throws IOException {
        if (this == FORCE) {
            file.getFD().sync();
        }
    }

    /** Forces a file that others wrote. */
    void file(Path file) throws IOException {
        if (this == FORCE) {
            force(file, StandardOpenOption.WRITE);
        }
    }

    /** Forces the entries of a folder. */
    void folder(Path folder) throws IOException {
        if (this == FORCE && !WINDOWS) {
            force(folder, StandardOpenOption.READ);
        }
    }

    /** By the one kind of channel that an interrupt does not close, since an interrupted force hides whether it failed. */
    private static void force(Path path, StandardOpenOption option) throws IOException {
        try (AsynchronousFileChannel channel = AsynchronousFileChannel.open(path, option)) {
            channel.force(true);
        }
    }
}
