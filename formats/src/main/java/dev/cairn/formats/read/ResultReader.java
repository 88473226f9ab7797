package dev.cairn.formats.read;

import java.nio.file.Path;

/**
 * Reads one format of results. Found by {@link java.util.ServiceLoader}, so an implementation is public, has a public constructor without
 * parameters, and is used by many threads at once.
 */
public interface ResultReader {
    /** What users call the format, such as {@code jmetal}; unique among all readers. */
    String name();

    /**
     * Whether this is a file of the format, by its content; the name is a weak hint, for where two formats look alike. A file that is
     * damaged further on is recognized, so that reading it can say what is wrong.
     */
    boolean recognizes(FileHead head);

    /**
     * The result in {@code file}, together with the files beside it that belong to it.
     *
     * @throws dev.cairn.CorruptException if something cannot be read; names the file, the line and the reason
     * @throws dev.cairn.NotFoundException if there is no such file
     * @throws dev.cairn.UnsupportedException if it is of a version that is not read
     * @throws dev.cairn.UnavailableException if the disk does not answer
     * @throws IllegalArgumentException if the options do not fit the file
     */
    ReadResult read(Path file, ReadOptions options);
}
