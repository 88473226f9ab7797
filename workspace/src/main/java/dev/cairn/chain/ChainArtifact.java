package dev.cairn.chain;

/**
 * A fitted operator as it is stored: bytes, and how to read them.
 *
 * @param id {@code {sha256}.{format}}
 * @param sha256 the SHA-256 of its bytes in hexadecimal digits
 * @param size how many bytes it has
 * @param format which {@link dev.cairn.operator.OperatorFormat} reads it
 * @param operatorClass what it is, in the words of who saved it
 * @param type what it is for: {@code model}, {@code transformer}, {@code scaler}
 */
public record ChainArtifact(String id, String sha256, long size, String format, String operatorClass, String type) {}
