package dev.cairn.formats.read;

import java.nio.file.Path;

/**
 * Takes what a reader finds in a file or folder, one after the other, so that no reader holds all of it. What a method of this throws ends
 * the reading, and reaches its caller. Called by one thread.
 */
public interface ReadTarget {
    /**
     * Takes a result.
     *
     * @param name tells it from the others in the same file or folder, and is the same each time that is read; empty where there can be
     *     one only
     */
    void result(String name, ReadResult result);

    /** Takes what belongs into an experiment: a run, tensors, a manifest. */
    void part(ExperimentPart part);

    /**
     * Is told that something in there cannot be read; the reader goes on with the rest.
     *
     * @param file where it is
     * @param why names the file and the reason
     */
    void failed(Path file, RuntimeException why);
}
