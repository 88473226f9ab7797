package dev.cairn.workspace;

import dev.cairn.ConflictException;
import dev.cairn.CorruptException;
import dev.cairn.NotFoundException;
import dev.cairn.UnavailableException;
import dev.cairn.compose.BlobOutput;
import dev.cairn.compose.NamedInput;
import dev.cairn.compose.Replicated;
import dev.cairn.compose.Tiered;
import dev.cairn.model.Attributes;
import dev.cairn.spi.BlobRef;
import dev.cairn.spi.BlobSink;
import dev.cairn.spi.BlobStore;
import dev.cairn.spi.Body;
import dev.cairn.spi.Content;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.DocumentState;
import dev.cairn.spi.Expectation;
import dev.cairn.spi.Json;
import dev.cairn.spi.Names;
import dev.cairn.spi.Parent;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one attempt at a run made, by name: files, objects, streams of any size. Each is stored once, however many artifacts have the same
 * bytes; replaced as a whole; and there for good when the call returns. Safe for use by many threads and processes, which may save
 * artifacts of one run at once.
 *
 * <p>One document lists them all and names their blobs, so that those of a run are found without looking at other runs.
 */
public final class RunArtifacts {
    /** The kinds of the documents that list artifacts and structured data. */
    static final String ARTIFACT = "artifact";

    static final String DATA = "data";

    private static final int FORMAT = 1;
    private static final int TRIES = 200;
    private static final int BLOCK = 64 * 1024;

    private final RunStore store;
    private final String kind;
    private final String run;
    private final DocumentKey key;

    /** The list as it was last written or read here; null if that is not known. */
    private volatile @Nullable Document last;

    /** The run that it belongs to where that is not there yet; null where it is looked up. */
    private final @Nullable Parent announced;

    private RunArtifacts(RunStore store, String kind, String run, int attempt, @Nullable Parent announced) {
        this.store = store;
        this.announced = announced;
        this.kind = kind;
        this.run = run;
        this.key = RunIds.ofAttempt(store.scope(), kind, run, attempt);
    }

    static RunArtifacts of(RunStore store, String kind, String run, int attempt) {
        return new RunArtifacts(store, kind, run, attempt, null);
    }

    /** Those of a run that is still to appear: nobody sees them before. */
    static RunArtifacts announced(RunStore store, String kind, Parent run, int attempt) {
        return new RunArtifacts(store, kind, run.id(), attempt, run);
    }

    /**
     * The body of the document.
     *
     * @param run the id of the run
     */
    record Listed(int format, String run, List<Stored> artifacts) implements Body {
        Listed {
            artifacts = List.copyOf(artifacts);
        }

        static Listed of(Document document) {
            return Body.read(document, Listed.class, FORMAT);
        }
    }

    /**
     * What the document says of one of them; its bytes are the blob of its name.
     *
     * @param type of structured data, else null
     * @param shape of structured data that has one, else null
     */
    record Stored(
            String name,
            String mediaType,
            long size,
            String sha256,
            Instant saved,
            @Nullable String type,
            @Nullable List<Long> shape,
            Attributes metadata) {}

    /** Writes all bytes of an artifact to a stream, which it does not close. */
    public interface Writer {
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Saves an object.
     *
     * @param value bytes, a text, a map, a list, a record, a number, an array or matrix of doubles or longs, or what a codec of yours
     *     writes
     */
    public Artifact save(String name, Object value) {
        ArtifactCodec codec =
                Codecs.writing(Names.given("artifact to save", value).getClass());
        return save(name, codec.mediaType(), Attributes.empty(), out -> codec.write(value, out));
    }

    /** Saves a file as it is. */
    public Artifact save(String name, Path file, String mediaType) {
        return save(name, mediaType, Attributes.empty(), out -> Files.copy(file, out));
    }

    /** Saves what a stream gives until its end; it is not closed. */
    public Artifact save(String name, InputStream bytes, String mediaType) {
        return save(name, mediaType, Attributes.empty(), bytes::transferTo);
    }

    /**
     * Saves what {@code writer} writes, as it writes it: nothing is held in memory.
     *
     * @param mediaType what the bytes are: {@code image/png}
     * @param metadata whatever is to be said of it
     * @throws UncheckedIOException if {@code writer} fails; nothing was saved
     */
    public Artifact save(String name, String mediaType, Attributes metadata, Writer writer) {
        return save(new Description(name, mediaType, null, null, metadata), writer);
    }

    /** What is known of an artifact before its bytes are. */
    record Description(
            String name,
            String mediaType,
            @Nullable String type,
            @Nullable List<Long> shape,
            Attributes metadata) {
        Description {
            Names.check("name of an artifact", name);
            Names.check("media type", mediaType);
        }

        Stored stored(BlobRef ref, Instant now) {
            return new Stored(name, mediaType, ref.length(), ref.digest().hex(), now, type, shape, metadata);
        }
    }

    Artifact save(Description description, Writer writer) {
        Written written = new Written(description.name(), writer);
        for (int i = 1; ; i++) {
            Document before = last == null && i > 1 ? read() : last;
            try {
                Document now = save(description, written, before);
                last = now;
                return artifact(now, find(now, description.name()).orElseThrow());
            } catch (ConflictException e) {
                if (i == TRIES) {
                    throw e;
                }
                last = null;
            }
        }
    }

    private Parent parent() {
        return announced == null ? RunIds.parent(store.get(run)) : announced;
    }

    private @Nullable Document read() {
        return store.known(key).findVisible().orElse(null);
    }

    private Document save(Description description, Written written, @Nullable Document before) {
        Parent parent = before == null ? parent() : before.content().parent();
        Expectation expectation = before == null ? Expectation.absent() : Expectation.revision(before.revision());
        Replicated saved = store.access().save(key, expectation, store.replication(), blobs -> {
            BlobRef ref = written.in(blobs);
            return with(before, parent, description.stored(ref, store.now()), ref);
        });
        return saved.document();
    }

    /** The bytes of an artifact, which are written once though the list is put again because somebody else was faster. */
    private final class Written {
        private final String name;
        private final Writer writer;
        private @Nullable BlobRef ref;

        Written(String name, Writer writer) {
            this.name = name;
            this.writer = writer;
        }

        BlobRef in(BlobStore blobs) {
            if (ref == null) {
                ref = write(blobs);
            } else if (!blobs.touch(key.scope(), Set.of(ref.digest())).isEmpty()) {
                throw new UnavailableException(
                        "What was written for " + key
                                + " was collected as garbage before it was listed; save it again.",
                        null);
            }
            return ref;
        }

        private BlobRef write(BlobStore blobs) {
            try (BlobSink sink = blobs.create(key.scope())) {
                OutputStream out = new BufferedOutputStream(new BlobOutput(sink), BLOCK);
                writer.writeTo(out);
                out.flush();
                return sink.commit();
            } catch (IOException e) {
                throw new UncheckedIOException(
                        "Cannot write the " + kind + " " + Names.quote(name) + " of run " + Names.quote(run) + ": " + e,
                        e);
            }
        }
    }

    private Content with(@Nullable Document before, @Nullable Parent parent, Stored added, BlobRef ref) {
        List<Stored> all = new ArrayList<>();
        Map<String, BlobRef> refs = new HashMap<>();
        if (before != null) {
            Listed.of(before).artifacts().stream()
                    .filter(one -> !one.name().equals(added.name()))
                    .forEach(all::add);
            refs.putAll(before.content().blobs());
        }
        all.add(added);
        all.sort(Comparator.comparing(Stored::name));
        refs.put(added.name(), ref);
        return content(all, refs, parent);
    }

    private Content content(List<Stored> all, Map<String, BlobRef> refs, @Nullable Parent parent) {
        return Content.of(Json.write(new Listed(FORMAT, run, all)), refs).under(parent);
    }

    /** Removes one; false if there was none. Its bytes are given back by a collection of garbage, if nothing else has the same. */
    public boolean remove(String name) {
        for (int i = 1; ; i++) {
            Document before = read();
            if (before == null || find(before, name).isEmpty()) {
                return false;
            }
            try {
                last = remove(before, name);
                return true;
            } catch (ConflictException e) {
                if (i == TRIES) {
                    throw e;
                }
            }
        }
    }

    private Document remove(Document before, String name) {
        List<Stored> rest = Listed.of(before).artifacts().stream()
                .filter(one -> !one.name().equals(name))
                .toList();
        Map<String, BlobRef> refs = new HashMap<>(before.content().blobs());
        refs.remove(name);
        return store.access()
                .save(
                        key,
                        Expectation.revision(before.revision()),
                        store.replication(),
                        blobs -> content(rest, refs, before.content().parent()))
                .document();
    }

    /** All of them, in the order of their names. */
    public List<Artifact> list() {
        Document document = read();
        return document == null
                ? List.of()
                : Listed.of(document).artifacts().stream()
                        .map(stored -> artifact(document, stored))
                        .toList();
    }

    /** The one of this name; empty if there is none. */
    public Optional<Artifact> find(String name) {
        Document document = read();
        return document == null ? Optional.empty() : find(document, name).map(stored -> artifact(document, stored));
    }

    /**
     * The one of this name.
     *
     * @throws NotFoundException if there is none; names those that there are
     */
    public Artifact get(String name) {
        return find(name)
                .orElseThrow(() -> new NotFoundException(
                        "The run " + Names.quote(run) + " has no " + kind + " " + Names.quote(name) + "; it has "
                                + list().stream().map(Artifact::name).toList() + "."));
    }

    private static Optional<Stored> find(Document document, String name) {
        return Listed.of(document).artifacts().stream()
                .filter(stored -> stored.name().equals(name))
                .findFirst();
    }

    private Artifact artifact(Document document, Stored stored) {
        String what = kind + " " + Names.quote(stored.name()) + " of run " + Names.quote(run);
        return new Artifact(stored, what, () -> open(document, stored, what));
    }

    private InputStream open(Document document, Stored stored, String what) {
        BlobRef ref = document.content().blobs().get(stored.name());
        if (ref == null) {
            throw new CorruptException("The " + key + " names no blob for the " + what + ".");
        }
        Tiered found = store.access().find(key);
        Document now = found.slot().document();
        Document holder = now != null && now.state() == DocumentState.ARCHIVED ? now : document;
        return new NamedInput(
                store.access().stream(found, holder, ref, what),
                what,
                () -> find(stored.name())
                        .filter(current -> current.sha256().equals(stored.sha256()))
                        .isPresent());
    }
}
