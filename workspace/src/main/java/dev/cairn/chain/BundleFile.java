package dev.cairn.chain;

import dev.cairn.CorruptException;
import dev.cairn.NotFoundException;
import dev.cairn.TooLargeException;
import dev.cairn.UnavailableException;
import dev.cairn.UnsupportedException;
import dev.cairn.chain.BundleManifest.BundledArtifact;
import dev.cairn.spi.Digest;
import dev.cairn.spi.Json;
import dev.cairn.spi.Names;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The file of a bundle: finds entries, reads them within their limits, and says of what is wrong in which entry it is. */
final class BundleFile {
    /** More entries than a chain has steps; a chain of the most steps with ten artifacts each. */
    static final int MOST_ENTRIES = 100_000;

    static final int LARGEST_MANIFEST = 16 << 20;
    static final int LARGEST_CHAIN = 64 << 20;

    /** To how many bytes any bundle may expand, and the largest at all. */
    static final long ALWAYS_EXPANDED = 64L << 20;

    static final long MOST_EXPANDED = 64L << 30;

    /** To how many times its size a larger one may expand. */
    static final int MOST_TIMES = 250;

    private final Path path;
    private final ZipFile zip;
    private final Map<String, ZipEntry> entries = new LinkedHashMap<>();

    private BundleFile(Path path, ZipFile zip) {
        this.path = path;
        this.zip = zip;
    }

    static BundleFile open(Path path) {
        if (!Files.isRegularFile(path)) {
            throw new NotFoundException("There is no file '" + path + "' to read a chain from.");
        }
        try {
            ZipDirectory.check(path, MOST_ENTRIES);
            BundleFile file = new BundleFile(path, new ZipFile(path.toFile()));
            try {
                file.listEntries(Files.size(path));
                return file;
            } catch (IOException | RuntimeException | Error e) {
                file.close();
                throw e;
            }
        } catch (FileSystemException e) {
            throw new UnavailableException("Cannot read the bundle '" + path + "': " + e.getMessage(), e);
        } catch (IOException e) {
            throw new CorruptException("Cannot read the bundle '" + path + "': " + e.getMessage() + ".", e);
        }
    }

    private void listEntries(long size) {
        long expanded = 0;
        for (ZipEntry entry : zip.stream().map(ZipEntry.class::cast).toList()) {
            if (entries.put(entry.getName(), entry) != null) {
                throw corrupt(entry.getName(), "it is there twice");
            }
            if (entry.isDirectory() || entry.getSize() < 0) {
                throw corrupt(entry.getName(), "it is no file of a known size");
            }
            expanded = Math.min(Long.MAX_VALUE / 2, expanded) + Math.min(Long.MAX_VALUE / 2, entry.getSize());
        }
        long most = Math.min(MOST_EXPANDED, Math.max(ALWAYS_EXPANDED, size * MOST_TIMES));
        if (expanded > most) {
            throw new TooLargeException("The bundle '" + path + "' of " + size + " bytes says that it expands to "
                    + expanded + "; the limit is " + most + ". It was not read further.");
        }
    }

    Path path() {
        return path;
    }

    /** The manifest, checked by itself. */
    BundleManifest manifest() {
        byte[] json = bytes(ChainBundle.MANIFEST, LARGEST_MANIFEST);
        try {
            if (Json.readValue(json) instanceof Map<?, ?> object
                    && object.get("format") instanceof Long format
                    && format > BundleManifest.FORMAT) {
                throw new UnsupportedException("The bundle '" + path + "' is written in version " + format
                        + ", and this program reads versions up to " + BundleManifest.FORMAT + ". Use a newer Cairn.");
            }
            return Json.read(json, BundleManifest.class);
        } catch (IOException | IllegalArgumentException e) {
            throw corrupt(ChainBundle.MANIFEST, "it is no manifest: " + e.getMessage());
        }
    }

    /** The chain, checked against the manifest. */
    Chain chain(BundleManifest manifest) {
        byte[] json = bytes(ChainBundle.CHAIN, LARGEST_CHAIN);
        if (!Digest.of(json).hex().equals(manifest.chainSha256())) {
            throw corrupt(ChainBundle.CHAIN, "its digest is not the one in the manifest");
        }
        Chain chain;
        try {
            chain = Json.read(json, Chain.class);
        } catch (IOException | IllegalArgumentException e) {
            throw corrupt(ChainBundle.CHAIN, "it is no chain: " + e.getMessage());
        }
        Set<String> listed = new TreeSet<>();
        manifest.artifacts().forEach(artifact -> listed.add(artifact.id()));
        if (!listed.equals(new TreeSet<>(chain.artifacts()))) {
            throw corrupt(
                    ChainBundle.CHAIN, "it names the artifacts " + chain.artifacts() + ", the manifest " + listed);
        }
        return chain;
    }

    /** Checks that there are the entries that the manifest lists and no others, and reads each to its end. */
    void checkArtifacts(BundleManifest manifest) {
        Map<String, BundledArtifact> files = new LinkedHashMap<>();
        Set<String> ids = new LinkedHashSet<>();
        for (BundledArtifact artifact : manifest.artifacts()) {
            if (!ids.add(artifact.id())) {
                throw corrupt(ChainBundle.MANIFEST, "it lists the artifact " + Names.quote(artifact.id()) + " twice");
            }
            if (entry(artifact.file()).getSize() != artifact.size()) {
                throw corrupt(
                        artifact.file(),
                        "it has " + entry(artifact.file()).getSize() + " bytes, the manifest says " + artifact.size());
            }
            files.put(artifact.file(), artifact);
        }
        for (String name : entries.keySet()) {
            if (!files.containsKey(name) && !name.equals(ChainBundle.MANIFEST) && !name.equals(ChainBundle.CHAIN)) {
                throw corrupt(name, "the manifest does not list it");
            }
        }
        files.values().forEach(this::check);
    }

    private void check(BundledArtifact artifact) {
        try (InputStream bytes = open(artifact.file(), artifact.size(), artifact.sha256())) {
            bytes.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw corrupt(artifact.file(), String.valueOf(e.getMessage()));
        }
    }

    /** The bytes of an entry, checked to be of this size and digest as they are read. */
    InputStream open(String name, long size, String sha256) {
        return new CheckedEntry(raw(name), size, sha256, reason -> corrupt(name, reason));
    }

    private InputStream raw(String name) {
        try {
            return zip.getInputStream(entry(name));
        } catch (IOException e) {
            throw corrupt(name, String.valueOf(e.getMessage()));
        }
    }

    private byte[] bytes(String name, int most) {
        ZipEntry entry = entry(name);
        if (entry.getSize() > most) {
            throw new TooLargeException("The bundle '" + path + "' cannot be read: " + name + " has " + entry.getSize()
                    + " bytes; the limit is " + most + ".");
        }
        CRC32 sum = new CRC32();
        try (InputStream bytes = raw(name)) {
            byte[] all = bytes.readNBytes((int) entry.getSize() + 1);
            sum.update(all);
            if (all.length != entry.getSize() || sum.getValue() != entry.getCrc()) {
                throw corrupt(name, "its length or checksum is not the one in the directory of the file");
            }
            return all;
        } catch (IOException e) {
            throw corrupt(name, String.valueOf(e.getMessage()));
        }
    }

    private ZipEntry entry(String name) {
        ZipEntry entry = entries.get(name);
        if (entry == null) {
            throw corrupt(name, "it is missing");
        }
        return entry;
    }

    private CorruptException corrupt(String name, String reason) {
        return new CorruptException("The bundle '" + path + "' is damaged or was changed, in " + Names.quote(name)
                + ": " + reason + ". Take another copy of it, or export the chain again.");
    }

    void close() {
        try {
            zip.close();
        } catch (IOException e) {
            throw new UnavailableException("Cannot close the bundle '" + path + "': " + e.getMessage(), e);
        }
    }
}
