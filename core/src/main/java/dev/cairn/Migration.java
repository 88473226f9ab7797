package dev.cairn;

/**
 * What a migration did.
 *
 * @param key the result's key
 * @param from where it was
 * @param to where it is
 * @param revision its revision in the primary afterwards
 * @param bytesCopied how many bytes of blobs had to be copied; those that the target had already are not among them
 */
public record Migration(String key, Tier from, Tier to, long revision, long bytesCopied) {}
