package dev.cairn.backend.database;

import dev.cairn.ConfigurationException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Percent-encoding, in which a plus sign is a plus sign. */
final class Percent {
    private Percent() {}

    /** The text that {@code encoded} stands for; null for null. Never shown in an error: it may be a password. */
    static @Nullable String decode(@Nullable String encoded) {
        if (encoded == null) {
            return null;
        }
        try {
            return URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(
                    "User and password in a connection string are percent-encoded; write a percent sign as %25.");
        }
    }
}
