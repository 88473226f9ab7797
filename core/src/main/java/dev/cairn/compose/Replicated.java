package dev.cairn.compose;

import dev.cairn.ReplicaState;
import dev.cairn.spi.Document;
import org.jspecify.annotations.Nullable;

/**
 * A document that the primary holds, and what became of its replica.
 *
 * @param document as the primary holds it
 * @param state whether the secondary has it
 * @param failure why it does not; null unless it is missing
 */
public record Replicated(
        Document document, ReplicaState state, @Nullable String failure) {}
