package dev.cairn.formats.read;

import java.nio.file.Path;

/**
 * Reads one format: files with one result or many, folders in which a program keeps its runs. Found by {@link java.util.ServiceLoader}, so
 * an implementation is public, has a public constructor without parameters, and is used by many threads at once.
 */
public interface ResultReader {
    /** What users call the format, such as {@code jmetal}; unique among all readers. */
    String name();

    /**
     * Whether this is a file of the format, by its content; the name is a weak hint, for where two formats look alike. A file that is
     * damaged further on is recognized, so that reading it can say what is wrong.
     */
    boolean recognizes(FileHead head);

    /** Whether this folder as a whole is of the format; what is in it is then not looked at by other readers. */
    default boolean recognizesFolder(Path folder) {
        return false;
    }

    /**
     * Hands all that {@code source} holds to {@code target}, together with the files beside it that belong to it.
     *
     * @param source a file, or a folder that this {@linkplain #recognizesFolder recognizes}
     * @throws dev.cairn.CorruptException if it cannot be read, or not any further; names the file, the line and the reason. What can be
     *     read besides is not held back by that: {@link ReadTarget#failed}
     * @throws dev.cairn.NotFoundException if there is no such file
     * @throws dev.cairn.UnsupportedException if it is of a version that is not read, or a library is missing
     * @throws dev.cairn.UnavailableException if the disk does not answer
     * @throws IllegalArgumentException if the options do not fit it
     */
    void read(Path source, ReadOptions options, ReadTarget target);

    /**
     * The one result that {@code source} holds.
     *
     * @throws IllegalArgumentException if it holds more than one, or none, or parts of experiments
     * @see #read(Path, ReadOptions, ReadTarget)
     */
    default ReadResult read(Path source, ReadOptions options) {
        OneResult one = new OneResult(source);
        read(source, options, one);
        return one.get();
    }
}
