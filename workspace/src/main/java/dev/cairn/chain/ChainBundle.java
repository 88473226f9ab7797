package dev.cairn.chain;

import dev.cairn.CorruptException;
import dev.cairn.NotFoundException;
import dev.cairn.TooLargeException;
import dev.cairn.UnsupportedException;
import dev.cairn.chain.BundleManifest.BundledArtifact;
import dev.cairn.spi.Names;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A chain with all its artifacts in one file, which needs no store: a ZIP of {@value #MANIFEST}, {@value #CHAIN} and
 * {@code artifacts/{sha256}.{format}}.
 *
 * <p>It may come from anybody. All of it is checked when it is opened, by streaming: that there is what the manifest lists and nothing
 * else, that sizes and digests are right, and that it does not expand beyond its limits. Nothing of it is ever unpacked or executed, and
 * no name in it becomes a path. Artifacts stay in the file until they are asked for, and are checked again as they are read. Safe for
 * use by many threads.
 */
public final class ChainBundle implements ChainArtifacts, AutoCloseable {
    /** The name of the manifest in it. */
    public static final String MANIFEST = "manifest.json";

    /** The name of the chain in it. */
    public static final String CHAIN = "chain.json";

    /** What is appended to the name of a bundle that has no extension. */
    public static final String EXTENSION = ".cairn";

    private final BundleFile file;
    private final BundleManifest manifest;
    private final Chain chain;
    private final Map<String, BundledArtifact> artifacts = new LinkedHashMap<>();

    private ChainBundle(BundleFile file, BundleManifest manifest, Chain chain) {
        this.file = file;
        this.manifest = manifest;
        this.chain = chain;
        manifest.artifacts().forEach(artifact -> artifacts.put(artifact.id(), artifact));
    }

    /**
     * Where a chain comes from: the ids under which it was stored, as far as there are some.
     *
     * @param chain the id of the chain; null for none
     * @param pipeline the id of its pipeline; null for none
     * @param run the id of its run; null for none
     */
    public record Origin(
            @Nullable String chain,
            @Nullable String pipeline,
            @Nullable String run) {
        /** A chain that was not stored. */
        public static Origin none() {
            return new Origin(null, null, null);
        }
    }

    /**
     * Writes a bundle, and reads it again before it is put in its place: at {@code target} there is all of it, or what was there before.
     * Missing folders are created, and {@value #EXTENSION} is appended to a name without extension.
     *
     * @return where it is
     * @throws NotFoundException if an artifact is missing
     * @throws CorruptException if an artifact is damaged
     * @throws TooLargeException if it would be larger than what is opened
     * @throws dev.cairn.UnavailableException if it cannot be written
     */
    public static Path write(Path target, Chain chain, ChainArtifacts artifacts, Origin origin) {
        return new BundleWriter(chain, artifacts, origin).write(target);
    }

    /**
     * Opens a bundle after all of it was checked.
     *
     * @throws NotFoundException if there is no such file
     * @throws CorruptException if it is damaged or no bundle; names the file, the entry and the reason
     * @throws UnsupportedException if a newer version wrote it
     * @throws TooLargeException if it expands beyond the limits
     * @throws dev.cairn.UnavailableException if it cannot be read
     */
    public static ChainBundle open(Path path) {
        BundleFile file = BundleFile.open(path);
        try {
            BundleManifest manifest = file.manifest();
            file.checkArtifacts(manifest);
            return new ChainBundle(file, manifest, file.chain(manifest));
        } catch (RuntimeException | Error e) {
            file.close();
            throw e;
        }
    }

    /** The chain. */
    public Chain chain() {
        return chain;
    }

    /** What the bundle says of itself. */
    public BundleManifest manifest() {
        return manifest;
    }

    /** What the chain says of each sample, as {@link ChainReplay#replay} says it. */
    public double[] replay(ReplayInput input) {
        try (ChainReplay replay = ChainReplay.of(chain, this)) {
            return replay.replay(input);
        }
    }

    @Override
    public ChainArtifact artifact(String id) {
        return bundled(id).described();
    }

    @Override
    public InputStream open(String id) {
        BundledArtifact artifact = bundled(id);
        return file.open(artifact.file(), artifact.size(), artifact.sha256());
    }

    private BundledArtifact bundled(String id) {
        BundledArtifact artifact = artifacts.get(id);
        if (artifact == null) {
            throw new NotFoundException("There is no artifact " + Names.quote(id) + " in the bundle '" + file.path()
                    + "'; there are " + artifacts.keySet() + ".");
        }
        return artifact;
    }

    /** Closes the file; what was opened of it is closed too. May be called more than once. */
    @Override
    public void close() {
        file.close();
    }
}
