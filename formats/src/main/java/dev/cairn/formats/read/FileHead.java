package dev.cairn.formats.read;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.cairn.spi.Names;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The name of a file and its first {@value #BYTES} bytes, one character for each, so that a file in any encoding has a head.
 *
 * @param name without folders
 * @param text without a byte order mark of UTF-8; its last line may be cut off
 */
public record FileHead(String name, String text) {
    /** How much of a file is looked at. */
    public static final int BYTES = 64 << 10;

    private static final String MARK = "\u00ef\u00bb\u00bf";

    /**
     * The head of a file.
     *
     * @throws dev.cairn.NotFoundException if there is no such file
     * @throws dev.cairn.UnavailableException if it cannot be read
     */
    public static FileHead of(Path file) {
        if (Files.isDirectory(file)) {
            throw new IllegalArgumentException("Cannot read " + Names.quote(file.toString()) + ": it is a folder.");
        }
        try (InputStream in = Files.newInputStream(file)) {
            String text = new String(in.readNBytes(BYTES), ISO_8859_1);
            return new FileHead(file.getFileName().toString(), text.startsWith(MARK) ? text.substring(3) : text);
        } catch (IOException e) {
            throw BadFile.unreadable(file, e);
        }
    }

    /** Whether there is no NUL in it, which no text has. */
    public boolean isText() {
        return text.indexOf('\0') < 0;
    }

    /** Whether it begins as a zip archive does. */
    public boolean isZip() {
        return text.startsWith("PK\u0003\u0004") || text.startsWith("PK\u0005\u0006");
    }

    /** The lines that hold more than white space, without white space around them. */
    public List<String> lines() {
        return text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }

    /** The first of {@link #lines()}, empty where there is none. */
    public String firstLine() {
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .orElse("");
    }
}
