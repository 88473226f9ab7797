package dev.cairn.pipeline;

import dev.cairn.ConflictException;
import dev.cairn.NotFoundException;
import dev.cairn.chain.ChainArtifact;
import dev.cairn.compose.Tiered;
import dev.cairn.spi.Ancestry;
import dev.cairn.spi.BlobRef;
import dev.cairn.spi.Content;
import dev.cairn.spi.Digest;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.Expectation;
import dev.cairn.spi.Json;
import dev.cairn.spi.Parent;
import dev.cairn.spi.Put;
import dev.cairn.spi.PutResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Puts pipelines and chains under a run that is not there yet, so nobody sees them before it is. What an import that was broken off left is
 * replaced. All of it stands under one epoch that follows from what is imported: two who import the same at once write the same, and what
 * was left of something else does not appear with it.
 */
final class PipelineImport {
    private static final int AT_ONCE = 200;

    private final PipelineHome home;
    private final OperatorArtifacts artifacts;
    private final String run;
    private final long epoch;
    private final Map<DocumentKey, Content> contents = new LinkedHashMap<>();
    private final Map<DocumentKey, Expectation> before = new HashMap<>();
    private Map<String, Document> needed = Map.of();

    PipelineImport(PipelineHome home, OperatorArtifacts artifacts, String run, long epoch) {
        this.home = home;
        this.artifacts = artifacts;
        this.run = run;
        this.epoch = epoch;
    }

    /**
     * Looks whether all of it can be put.
     *
     * @throws NotFoundException if artifacts are not there; names all of them
     * @throws ConflictException if there are pipelines or chains of these ids
     */
    void prepare(List<PipelineExport> pipelines) {
        Set<String> ids = new LinkedHashSet<>();
        pipelines.forEach(pipeline ->
                pipeline.chains().forEach(chain -> ids.addAll(chain.chain().artifacts())));
        try {
            needed = artifacts.documents(ids);
        } catch (NotFoundException e) {
            throw new NotFoundException(
                    e.getMessage()
                            + " The export of a run describes artifacts and does not carry them. Bundles of its chains do: import those"
                            + " first.",
                    e);
        }
        pipelines.forEach(pipeline -> pipeline.chains()
                .forEach(chain -> add(home.key(ChainBody.KIND, chain.id()), content(pipeline, chain))));
        Parent parent = new Parent(PipelineHome.RUN, run, epoch);
        pipelines.forEach(pipeline -> add(
                home.key(PipelineBody.KIND, pipeline.id()), pipeline.body(run).content(parent, epoch)));
        requireFree();
    }

    private void add(DocumentKey key, Content content) {
        if (contents.put(key, content) != null) {
            throw new IllegalArgumentException("The export has two of the " + key + ".");
        }
    }

    private Content content(PipelineExport pipeline, ChainExport chain) {
        Map<String, BlobRef> refs = new HashMap<>();
        for (ChainArtifact artifact : chain.artifacts()) {
            BlobRef ref = OperatorBody.ref(Objects.requireNonNull(needed.get(artifact.id())));
            if (ref.length() != artifact.size()) {
                throw new IllegalArgumentException("The artifact " + artifact.id() + " has " + ref.length()
                        + " bytes, and the export says that it has " + artifact.size() + ".");
            }
            refs.put(artifact.id(), ref);
        }
        ChainBody body = new ChainBody(
                ChainBody.FORMAT, run, pipeline.id(), pipeline.dataset(), chain.chain(), chain.artifacts());
        return Content.of(Json.write(body), refs).under(new Parent(PipelineBody.KIND, pipeline.id(), epoch));
    }

    private void requireFree() {
        List<Document> there = documents();
        List<Boolean> shown = shown(there);
        List<String> taken = new ArrayList<>();
        for (int i = 0; i < there.size(); i++) {
            DocumentKey key = there.get(i).key();
            before.put(key, Expectation.revision(there.get(i).revision()));
            if (shown.get(i)) {
                taken.add(key.toString());
            }
        }
        if (!taken.isEmpty()) {
            throw new ConflictException(
                    "There are pipelines or chains of these ids already, of other runs: " + taken
                            + ". Import the run into another experiment.",
                    0);
        }
    }

    private List<Document> documents() {
        return home.tiers().find(List.copyOf(contents.keySet())).stream()
                .map(Tiered::slot)
                .map(slot -> slot.findVisible().orElse(null))
                .filter(Objects::nonNull)
                .toList();
    }

    private List<Boolean> shown(List<Document> some) {
        return new Ancestry(home.tiers().documents()).shown(some, damage -> {
            throw damage;
        });
    }

    /** Writes the chains, then the pipelines. */
    void write() {
        put(List.copyOf(contents.keySet()), before).forEach(PutResult::orElseThrow);
    }

    /** Writes again what somebody removed as something that had been deleted, before there was the run. */
    void complete() {
        Set<DocumentKey> lost = new LinkedHashSet<>(contents.keySet());
        documents().forEach(there -> lost.remove(there.key()));
        for (PutResult result : put(List.copyOf(lost), Map.of())) {
            if (!(result.failure() instanceof ConflictException)) {
                result.orElseThrow();
            }
        }
        artifacts.keep(needed);
    }

    private List<PutResult> put(List<DocumentKey> keys, Map<DocumentKey, Expectation> expected) {
        List<PutResult> results = new ArrayList<>();
        for (int from = 0; from < keys.size(); from += AT_ONCE) {
            List<DocumentKey> some = keys.subList(from, Math.min(keys.size(), from + AT_ONCE));
            results.addAll(home.access().saveAll(some, home.replication(), blobs -> {
                Map<String, BlobRef> refs = new HashMap<>();
                some.forEach(key -> refs.putAll(content(key).blobs()));
                Set<Digest> digests = new LinkedHashSet<>();
                refs.values().forEach(ref -> digests.add(ref.digest()));
                Chains.requireBytes(refs, blobs.touch(home.scope(), digests));
                return some.stream()
                        .map(key -> Put.live(key, content(key), expected.getOrDefault(key, Expectation.absent())))
                        .toList();
            }));
        }
        return results;
    }

    private Content content(DocumentKey key) {
        return Objects.requireNonNull(contents.get(key));
    }
}
