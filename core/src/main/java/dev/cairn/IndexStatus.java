package dev.cairn;

import java.util.Optional;

/**
 * How the index of a store of files stands. Whatever this says, queries are answered rightly: from the files, where the index does not
 * know enough.
 *
 * @param complete whether the index was made of all files and nothing is known that it may lack but what is pending; if not, it is to be
 *     rebuilt
 * @param pending how many documents this manager has not brought to the index yet
 * @param elsewhere how many other writers, killed or at work, may have saved what the index lacks
 * @param answeredByIndex how many questions were answered with the index since this manager was opened
 * @param answeredByFiles how many were answered by reading all files
 * @param lastError why the last attempt to write to the index failed; empty if none has failed since the last that succeeded
 */
public record IndexStatus(
        boolean complete,
        long pending,
        long elsewhere,
        long answeredByIndex,
        long answeredByFiles,
        Optional<String> lastError) {}
