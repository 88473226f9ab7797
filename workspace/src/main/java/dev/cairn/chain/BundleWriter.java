package dev.cairn.chain;

import dev.cairn.CorruptException;
import dev.cairn.chain.BundleManifest.BundledArtifact;
import dev.cairn.spi.Digest;
import dev.cairn.spi.FileReplacement;
import dev.cairn.spi.Json;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes a chain and its artifacts as a bundle. */
final class BundleWriter {
    /** What is larger are numbers that hardly compress; if they do, they would look like a bomb when the bundle is opened. */
    private static final long LARGEST_COMPRESSED = 16L << 20;

    /** The same for all entries, so that equal bundles differ in their manifests alone; the first of January is stored with a time zone. */
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

    private final ChainArtifacts artifacts;
    private final byte[] chainJson;
    private final BundleManifest manifest;

    BundleWriter(Chain chain, ChainArtifacts artifacts, ChainBundle.Origin origin) {
        this.artifacts = artifacts;
        this.chainJson = Json.write(chain);
        List<BundledArtifact> described = chain.artifacts().stream()
                .map(id -> BundledArtifact.of(artifacts.artifact(id)))
                .toList();
        this.manifest = new BundleManifest(
                BundleManifest.FORMAT,
                BundleManifest.WHAT,
                origin.chain(),
                origin.pipeline(),
                origin.run(),
                Instant.now().truncatedTo(ChronoUnit.MILLIS),
                Digest.of(chainJson).hex(),
                described);
    }

    /** Writes it to {@code target}, and reads it again before it is put there. */
    Path write(Path target) {
        return FileReplacement.export(
                target,
                ChainBundle.EXTENSION,
                this::writeTo,
                written -> ChainBundle.open(written).close());
    }

    private void writeTo(FileChannel file) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(Channels.newOutputStream(file)));
        put(zip, ChainBundle.MANIFEST, Json.write(manifest));
        put(zip, ChainBundle.CHAIN, chainJson);
        Set<String> written = new HashSet<>();
        for (BundledArtifact artifact : manifest.artifacts()) {
            if (written.add(artifact.file())) {
                put(zip, artifact);
            }
        }
        zip.finish();
        zip.flush();
    }

    private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        begin(zip, name);
        zip.write(bytes);
        zip.closeEntry();
    }

    private static void begin(ZipOutputStream zip, String name) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(NO_TIME);
        zip.putNextEntry(entry);
    }

    private void put(ZipOutputStream zip, BundledArtifact artifact) throws IOException {
        zip.setLevel(artifact.size() > LARGEST_COMPRESSED ? Deflater.NO_COMPRESSION : Deflater.DEFAULT_COMPRESSION);
        begin(zip, artifact.file());
        try (DigestInputStream content = new DigestInputStream(artifacts.open(artifact.id()), Digest.sha256())) {
            long size = content.transferTo(zip);
            String sha256 = Digest.finish(content.getMessageDigest()).hex();
            if (size != artifact.size() || !sha256.equals(artifact.sha256())) {
                throw new CorruptException("The artifact '" + artifact.id() + "' is said to have " + artifact.size()
                        + " bytes of digest " + artifact.sha256() + ", and has " + size + " of digest " + sha256
                        + "; the bundle was not written.");
            }
        }
        zip.closeEntry();
    }
}
