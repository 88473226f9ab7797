package dev.cairn.chain;

import java.io.InputStream;

/** Where the artifacts of a chain come from: a store, or a bundle. */
public interface ChainArtifacts {
    /**
     * What is known of an artifact.
     *
     * @throws dev.cairn.NotFoundException if there is none of that id
     */
    ChainArtifact artifact(String id);

    /**
     * Its bytes, checked as they are read; to be closed.
     *
     * @throws dev.cairn.NotFoundException if there is none of that id
     * @throws dev.cairn.CorruptException if they are damaged or lost, here or when they are read
     */
    InputStream open(String id);
}
