package dev.cairn.pipeline;

import dev.cairn.ConflictException;
import dev.cairn.CorruptException;
import dev.cairn.chain.Chain;
import dev.cairn.chain.ChainArtifact;
import dev.cairn.chain.ChainArtifacts;
import dev.cairn.chain.ChainBundle;
import dev.cairn.chain.ChainReplay;
import dev.cairn.chain.ChainSource;
import dev.cairn.chain.ReplayInput;
import dev.cairn.compose.NamedInput;
import dev.cairn.compose.Tiered;
import dev.cairn.spi.Ancestry;
import dev.cairn.spi.BlobRef;
import dev.cairn.spi.Content;
import dev.cairn.spi.Digest;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.Expectation;
import dev.cairn.spi.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The chains of an experiment. Safe for use by many threads and processes. */
public final class Chains {
    private final PipelineHome home;
    private final Graves graves;
    private final OperatorArtifacts artifacts;

    Chains(PipelineHome home, Graves graves, OperatorArtifacts artifacts) {
        this.home = home;
        this.graves = graves;
        this.artifacts = artifacts;
    }

    /**
     * Saves a chain of a pipeline that goes on, or that was completed.
     *
     * @return its id
     * @throws dev.cairn.NotFoundException if there is no such pipeline, or an artifact is not there; names all that are not
     * @throws ConflictException if the pipeline failed, or was deleted meanwhile; nothing was saved
     */
    public String save(String pipeline, Chain chain) {
        Document parent = PipelineStore.requireNotFailed(home.get(PipelineBody.KIND, pipeline));
        Map<String, Document> needed = artifacts.documents(chain.artifacts());
        PipelineBody of = PipelineBody.of(parent);
        List<ChainArtifact> known = new ArrayList<>();
        Map<String, BlobRef> refs = new HashMap<>();
        needed.forEach((id, document) -> {
            known.add(OperatorBody.artifact(document));
            refs.put(id, OperatorBody.ref(document));
        });
        ChainBody body = new ChainBody(ChainBody.FORMAT, of.run(), pipeline, of.dataset(), chain, known);
        Content content = Content.of(Json.write(body), refs).under(PipelineBody.parentOf(parent));
        DocumentKey key = home.key(ChainBody.KIND, home.ids().get());
        Document saved = home.access()
                .save(key, Expectation.absent(), home.replication(), blobs -> {
                    requireBytes(
                            refs,
                            blobs.touch(
                                    home.scope(),
                                    refs.values().stream().map(BlobRef::digest).collect(Collectors.toSet())));
                    return content;
                })
                .document();
        if (!new Ancestry(home.tiers().documents()).isVisible(saved)) {
            graves.dig(parent);
            graves.fillSoon();
            throw new ConflictException(
                    "The " + parent.key()
                            + " failed or was deleted while a chain of it was saved, so nobody sees that chain.",
                    parent.revision());
        }
        artifacts.keep(needed);
        return key.id();
    }

    static void requireBytes(Map<String, BlobRef> refs, Set<Digest> missing) {
        List<String> lost = refs.entrySet().stream()
                .filter(ref -> missing.contains(ref.getValue().digest()))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        if (!lost.isEmpty()) {
            throw new CorruptException(
                    "The bytes of the artifacts " + lost
                            + " are not there, so no chain of them is saved. Save them again.",
                    null);
        }
    }

    /** The chain of this id; empty if there is none. */
    public Optional<ChainRecord> find(String id) {
        return home.find(ChainBody.KIND, id).map(ChainRecord::of);
    }

    /**
     * The chain of this id.
     *
     * @throws dev.cairn.NotFoundException if there is none
     */
    public ChainRecord get(String id) {
        return ChainRecord.of(home.get(ChainBody.KIND, id));
    }

    /** All chains, to be filtered and ordered. */
    public ChainResults results() {
        return ChainResults.all(home);
    }

    /** The chains of a pipeline, the oldest in front. */
    public List<ChainRecord> ofPipeline(String pipeline) {
        return results().pipeline(pipeline).list();
    }

    /**
     * The artifacts of a chain.
     *
     * @throws dev.cairn.NotFoundException if there is no such chain
     */
    public ChainArtifacts artifacts(String chain) {
        return new Stored(home.get(ChainBody.KIND, chain));
    }

    /**
     * What a chain says of new samples; see {@link ChainReplay#replay}.
     *
     * @return one number for each sample
     * @throws dev.cairn.NotFoundException if there is no such chain
     */
    public double[] replay(String chain, ReplayInput input) {
        try (ChainReplay replay = replay(chain)) {
            return replay.replay(input);
        }
    }

    /**
     * The same for a chain without wavelengths and with one source.
     *
     * @param samples rows of features, all of one length
     */
    public double[] replay(String chain, double[][] samples) {
        return replay(chain, ReplayInput.of(samples));
    }

    /** A chain that is to be replayed many times, which reads its operators once; to be closed. */
    public ChainReplay replay(String chain) {
        Document document = home.get(ChainBody.KIND, chain);
        return ChainReplay.of(ChainBody.of(document).chain(), new Stored(document));
    }

    /**
     * Writes a chain with its artifacts into a file of its own, which is replayed anywhere by {@link ChainBundle}.
     *
     * @param target {@value ChainBundle#EXTENSION} is appended to a name without extension
     * @return where it is
     * @throws dev.cairn.NotFoundException if there is no such chain
     * @throws CorruptException if an artifact is lost or damaged; there is no file then
     */
    public Path exportBundle(String chain, Path target) {
        Document document = home.get(ChainBody.KIND, chain);
        ChainBody body = ChainBody.of(document);
        return ChainBundle.write(
                target, body.chain(), new Stored(document), new ChainBundle.Origin(chain, body.pipeline(), body.run()));
    }

    /**
     * Writes a chain of built-in operators as one Java source file that runs without this library: {@code java Chain.java data.csv}.
     *
     * @return where it is
     * @throws dev.cairn.UnsupportedException if it has other operators
     */
    public Path exportSource(String chain, Path target) {
        Document document = home.get(ChainBody.KIND, chain);
        return ChainSource.write(target, ChainBody.of(document).chain(), new Stored(document));
    }

    /**
     * Saves the chain of a bundle, with its artifacts, as one of a pipeline.
     *
     * @return the id that it gets here
     */
    public String importBundle(String pipeline, Path file) {
        PipelineStore.requireNotFailed(home.get(PipelineBody.KIND, pipeline));
        try (ChainBundle bundle = ChainBundle.open(file)) {
            Map<String, String> ids = new HashMap<>();
            for (String id : bundle.chain().artifacts()) {
                ChainArtifact artifact = bundle.artifact(id);
                ids.put(
                        id,
                        artifacts
                                .save(
                                        out -> copy(bundle, id, out),
                                        artifact.operatorClass(),
                                        artifact.type(),
                                        artifact.format())
                                .id());
            }
            return save(pipeline, bundle.chain().withArtifacts(ids));
        }
    }

    private static void copy(ChainBundle bundle, String id, OutputStream out) throws IOException {
        try (InputStream in = bundle.open(id)) {
            in.transferTo(out);
        }
    }

    /** The artifacts that a chain names, whatever became of their own documents. */
    private final class Stored implements ChainArtifacts {
        private final Document document;
        private final Map<String, ChainArtifact> byId;

        Stored(Document document) {
            this.document = document;
            this.byId = ChainBody.of(document).artifacts().stream()
                    .collect(Collectors.toMap(ChainArtifact::id, artifact -> artifact));
        }

        @Override
        public ChainArtifact artifact(String id) {
            ChainArtifact artifact = byId.get(id);
            if (artifact == null) {
                throw home.unknown(OperatorBody.KIND, id);
            }
            return artifact;
        }

        @Override
        public InputStream open(String id) {
            BlobRef ref = document.content().blobs().get(artifact(id).id());
            if (ref == null) {
                throw new CorruptException(
                        "The " + document.key() + " names no bytes of its artifact " + id + ".", null);
            }
            Tiered found = home.access().find(document.key());
            String what = "artifact " + id + " of " + document.key();
            return new NamedInput(
                    home.access().stream(found, document, ref, what),
                    what,
                    () -> home.find(ChainBody.KIND, document.key().id()).isPresent());
        }
    }
}
