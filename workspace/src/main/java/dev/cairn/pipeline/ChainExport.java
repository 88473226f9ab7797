package dev.cairn.pipeline;

import dev.cairn.chain.Chain;
import dev.cairn.chain.ChainArtifact;
import dev.cairn.spi.Names;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A chain as it leaves a store: its steps, and what is known of its artifacts, without their bytes. Immutable.
 *
 * @param id by which it was found
 * @param chain the steps, and which artifacts they need
 * @param artifacts what is known of those
 */
public record ChainExport(String id, Chain chain, List<ChainArtifact> artifacts) {
    public ChainExport {
        Names.check("chain id", id);
        artifacts = List.copyOf(artifacts);
        Set<String> described = artifacts.stream().map(ChainArtifact::id).collect(Collectors.toSet());
        if (!described.equals(chain.artifacts())) {
            throw new IllegalArgumentException("The chain " + Names.quote(id) + " needs the artifacts "
                    + chain.artifacts() + ", and these are described: " + described + ".");
        }
        artifacts.forEach(ChainExport::requireItsName);
    }

    private static void requireItsName(ChainArtifact artifact) {
        if (!artifact.id().equals(artifact.sha256() + "." + artifact.format())) {
            throw new IllegalArgumentException("The artifact " + Names.quote(artifact.id())
                    + " is said to have the SHA-256 " + Names.quote(artifact.sha256()) + " and the format "
                    + Names.quote(artifact.format()) + ", which name another one.");
        }
    }

    static ChainExport of(ChainRecord record) {
        return new ChainExport(record.id(), record.chain(), record.artifacts());
    }
}
