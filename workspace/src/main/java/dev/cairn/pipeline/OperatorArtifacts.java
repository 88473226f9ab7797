package dev.cairn.pipeline;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.cairn.ConflictException;
import dev.cairn.CorruptException;
import dev.cairn.NotFoundException;
import dev.cairn.Tier;
import dev.cairn.UnavailableException;
import dev.cairn.chain.ChainArtifact;
import dev.cairn.chain.ChainArtifacts;
import dev.cairn.compose.BlobOutput;
import dev.cairn.compose.NamedInput;
import dev.cairn.compose.Tiered;
import dev.cairn.model.Attributes;
import dev.cairn.operator.BuiltInFormat;
import dev.cairn.operator.BuiltInOperator;
import dev.cairn.operator.Operator;
import dev.cairn.operator.OperatorFormat;
import dev.cairn.operator.OperatorFormats;
import dev.cairn.query.Query;
import dev.cairn.spi.BlobRef;
import dev.cairn.spi.BlobSink;
import dev.cairn.spi.BlobStore;
import dev.cairn.spi.Content;
import dev.cairn.spi.Digest;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.Expectation;
import dev.cairn.spi.Hold;
import dev.cairn.spi.Names;
import dev.cairn.spi.Slot;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The fitted operators of an experiment: models, transformers, scalers. Each is stored once, however often the same bytes are saved, and is
 * named by them: {@code {sha256}.{format}}. Which chains need one is seen from the chains; nobody counts. Safe for use by many threads and
 * processes.
 */
public final class OperatorArtifacts implements ChainArtifacts {
    private static final Pattern FORMAT = Pattern.compile("[a-z0-9][a-z0-9_-]{0,31}");
    private static final Pattern ID = Pattern.compile("[0-9a-f]{64}\\.[a-z0-9][a-z0-9_-]{0,31}");
    private static final int TRIES = 20;
    private static final int BLOCK = 64 * 1024;

    private final PipelineHome home;

    /** What was saved here, so that a chain can name it though somebody took it for garbage before there was the chain. */
    private final Cache<String, Content> saved =
            Caffeine.newBuilder().maximumSize(10_000).build();

    private final UnusedOperators unused;

    OperatorArtifacts(PipelineHome home) {
        this.home = home;
        this.unused =
                new UnusedOperators(home, document -> restored(document.key().id(), document.content()));
    }

    /** Writes the bytes of an operator; each time the same. */
    public interface Writer {
        /** Writes them all; {@code out} is not closed. */
        void writeTo(OutputStream out) throws IOException;
    }

    /** Saves an operator that is built in. */
    public ChainArtifact save(BuiltInOperator operator, String type) {
        return save(operator.toBytes(), operator.operatorClass(), type, BuiltInFormat.NAME);
    }

    /** Saves bytes. */
    public ChainArtifact save(byte[] bytes, String operatorClass, String type, String format) {
        return save(out -> out.write(bytes), operatorClass, type, format);
    }

    /** Saves a file as it is. */
    public ChainArtifact save(Path file, String operatorClass, String type, String format) {
        return save(out -> Files.copy(file, out), operatorClass, type, format);
    }

    /**
     * Saves what {@code writer} writes, as it writes it. If the same bytes are there in that format, those are kept with what was said of
     * them; if they were lost or damaged there, they are there again.
     *
     * @param operatorClass what it is, in the words of who made it: {@code sklearn.preprocessing.StandardScaler}
     * @param type what it is for: {@code model}, {@code transformer}, {@code scaler}
     * @param format which {@link dev.cairn.operator.OperatorFormat} reads it: {@code cairn}, {@code onnx}; any other can be kept, but not
     *     replayed
     */
    public ChainArtifact save(Writer writer, String operatorClass, String type, String format) {
        Names.check("operator class", operatorClass);
        Names.check("type of an artifact", type);
        if (!FORMAT.matcher(Names.given("format of an artifact", format)).matches()) {
            throw new IllegalArgumentException("The format " + Names.quote(format)
                    + " must be 1 to 32 lower-case letters, digits, '-' and '_', and begin with a letter or a digit.");
        }
        for (int i = 1; ; i++) {
            BlobRef ref = write(writer, operatorClass);
            String sha256 = ref.digest().hex();
            ChainArtifact artifact =
                    new ChainArtifact(sha256 + "." + format, sha256, ref.length(), format, operatorClass, type);
            try {
                Content content = put(artifact, ref);
                saved.put(artifact.id(), content);
                return find(artifact.id()).orElse(artifact);
            } catch (ConflictException | Swept e) {
                if (i == TRIES) {
                    throw new UnavailableException(
                            "Cannot save the operator " + Names.quote(operatorClass) + ": " + e.getMessage(), e);
                }
            }
        }
    }

    private BlobRef write(Writer writer, String operatorClass) {
        try (Hold hold = home.tiers().hold();
                BlobSink sink = home.tiers().primary().blobs().create(home.scope())) {
            OutputStream out = new BufferedOutputStream(new BlobOutput(sink), BLOCK);
            writer.writeTo(out);
            out.flush();
            return sink.commit();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the operator " + Names.quote(operatorClass) + ": " + e, e);
        }
    }

    /** The bytes were taken for garbage between their writing and their document. */
    private static final class Swept extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Swept() {
            super("its bytes were collected as garbage before they were named; save it again.");
        }
    }

    private Content put(ChainArtifact artifact, BlobRef ref) {
        DocumentKey key = keyOf(artifact.id());
        Tiered found = home.known(List.of(key)).get(0);
        Document there = found.slot().findVisible().orElse(null);
        Content content = there == null ? OperatorBody.content(artifact, ref) : there.content();
        Expectation same = there == null || found.tier() != Tier.PRIMARY
                ? Expectation.absent()
                : Expectation.revision(there.revision());
        try {
            // What is there already is put again, so that it counts as saved now.
            home.access().save(key, same, home.replication(), blobs -> touched(blobs, content));
        } catch (ConflictException e) {
            if (home.known(List.of(key)).get(0).slot().findVisible().isEmpty()) {
                throw e;
            }
            // Somebody else did the same.
        }
        return content;
    }

    private Content touched(BlobStore blobs, Content content) {
        Set<Digest> digests =
                content.blobs().values().stream().map(BlobRef::digest).collect(Collectors.toSet());
        if (!blobs.touch(home.scope(), digests).isEmpty()) {
            throw new Swept();
        }
        return content;
    }

    private DocumentKey keyOf(String id) {
        return home.key(OperatorBody.KIND, id);
    }

    /** What is known of an artifact; empty if there is none of that id. */
    public Optional<ChainArtifact> find(String id) {
        return home.access().find(keyOf(id)).slot().findVisible().map(OperatorBody::artifact);
    }

    @Override
    public ChainArtifact artifact(String id) {
        return find(id).orElseThrow(() -> unknown(Set.of(id)));
    }

    private NotFoundException unknown(Set<String> ids) {
        String wrong = ids.stream().anyMatch(id -> !ID.matcher(id).matches())
                ? " An artifact is named by its SHA-256 and its format, as it was returned when it was saved."
                : "";
        return new NotFoundException("There is no artifact " + ids + " in experiment " + Names.quote(home.scope())
                + " of " + home.tiers().location() + "." + wrong);
    }

    /**
     * The operator itself; to be closed.
     *
     * @throws NotFoundException if there is no artifact of that id
     * @throws dev.cairn.UnsupportedException if nothing on the class path reads its format
     */
    public Operator load(String id) {
        ChainArtifact artifact = artifact(id);
        try (InputStream in = open(id)) {
            return OperatorFormats.named(artifact.format())
                    .read(in, new OperatorFormat.Description(artifact.operatorClass(), Attributes.empty()));
        } catch (IOException e) {
            throw new CorruptException("Cannot read the artifact " + id + " as an operator: " + e.getMessage(), e);
        }
    }

    /** Its bytes. */
    public byte[] bytes(String id) {
        try (InputStream in = open(id)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the artifact " + id + ": " + e.getMessage(), e);
        }
    }

    @Override
    public InputStream open(String id) {
        Tiered found = home.access().find(keyOf(id));
        Document document = found.slot().findVisible().orElseThrow(() -> unknown(Set.of(id)));
        String what = "artifact " + id;
        return new NamedInput(
                home.access().stream(found, document, OperatorBody.ref(document), what),
                what,
                () -> find(id).isPresent());
    }

    /**
     * A file with its bytes, for programs that want a path: a copy, checked when it was made, which is deleted when the JVM ends.
     */
    public Path path(String id) {
        try (InputStream in = open(id)) {
            Path folder = Files.createTempDirectory("cairn-artifact-");
            folder.toFile().deleteOnExit();
            Path file = folder.resolve(id);
            file.toFile().deleteOnExit();
            Files.copy(in, file);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write a copy of the artifact " + id + ": " + e.getMessage(), e);
        }
    }

    /** The ids of the chains that need it. */
    public List<String> references(String id) {
        return ChainResults.all(home).artifact(id).list().stream()
                .map(ChainRecord::id)
                .toList();
    }

    /** The documents of some, which a chain is to name. One that somebody removed since it was saved here is put again. */
    Map<String, Document> documents(Set<String> ids) {
        Map<String, Document> documents = new LinkedHashMap<>();
        Set<String> missing = new TreeSet<>();
        List<String> all = List.copyOf(ids);
        List<Tiered> found = home.tiers().find(all.stream().map(this::keyOf).toList());
        for (int i = 0; i < all.size(); i++) {
            Slot slot = found.get(i).slot();
            Content known = saved.getIfPresent(all.get(i));
            Document there = slot.findVisible().orElse(null);
            there = there == null && known != null ? restored(all.get(i), known) : there;
            if (there == null) {
                missing.add(all.get(i));
            } else {
                documents.put(all.get(i), there);
            }
        }
        if (!missing.isEmpty()) {
            throw unknown(missing);
        }
        return documents;
    }

    private @Nullable Document restored(String id, Content content) {
        try {
            return home.access()
                    .save(keyOf(id), Expectation.absent(), home.replication(), blobs -> touched(blobs, content))
                    .document();
        } catch (ConflictException e) {
            return home.access().find(keyOf(id)).slot().findVisible().orElse(null);
        } catch (Swept e) {
            return null;
        }
    }

    /** Puts those again that somebody removed since {@code known} was read, as nobody needed them then. */
    void keep(Map<String, Document> known) {
        known.forEach((id, document) -> saved.put(id, document.content()));
        documents(known.keySet());
    }

    /**
     * Removes those that no chain needs and that were saved some time ago: whoever saved one shortly before may be about to name it. Their
     * bytes are given back by a collection of garbage.
     *
     * @param dryRun whether only to tell which
     * @return the ids of those that are removed, or would be
     */
    public List<String> removeUnused(Duration savedBefore, boolean dryRun) {
        Instant last = home.times().get().minus(savedBefore);
        try (Stream<Document> all = home.queries().of(OperatorBody.SPEC).stream(Query.all())) {
            return unused.remove(
                    all.filter(document -> document.head().updated().isBefore(last)), dryRun);
        }
    }

    /** Of some the same, whenever they were saved. */
    List<String> removeUnused(Set<String> ids) {
        List<DocumentKey> keys = ids.stream().map(this::keyOf).toList();
        return unused.remove(
                home.tiers().documents().get(keys).stream()
                        .map(slot -> slot.document())
                        .filter(document -> document != null && document.state().visible()),
                false);
    }
}
