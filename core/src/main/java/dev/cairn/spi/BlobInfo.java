package dev.cairn.spi;

import java.time.Instant;

/**
 * A blob as a listing shows it.
 *
 * @param digest its name
 * @param size its length in bytes
 * @param touched when it was last put or touched, by the clock of {@link BlobStore#now()}
 */
public record BlobInfo(Digest digest, long size, Instant touched) {}
