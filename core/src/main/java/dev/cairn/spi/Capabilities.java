package dev.cairn.spi;

import java.util.Set;

/**
 * What a backend declares of itself.
 *
 * @param durability what a put that returned survives
 * @param features what else it can do
 */
public record Capabilities(Durability durability, Set<Capability> features) {
    public Capabilities {
        features = Set.copyOf(features);
    }

    /** Whether {@code capability} is among them. */
    public boolean has(Capability capability) {
        return features.contains(capability);
    }
}
