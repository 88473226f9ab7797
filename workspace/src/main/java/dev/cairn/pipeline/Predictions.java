package dev.cairn.pipeline;

import dev.cairn.ConflictException;
import dev.cairn.StorageException;
import dev.cairn.Tier;
import dev.cairn.compose.Tiered;
import dev.cairn.spi.Ancestry;
import dev.cairn.spi.BlobRef;
import dev.cairn.spi.BlobStore;
import dev.cairn.spi.Content;
import dev.cairn.spi.Digest;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.Expectation;
import dev.cairn.spi.Json;
import dev.cairn.spi.Names;
import dev.cairn.spi.Put;
import dev.cairn.spi.PutResult;
import dev.cairn.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The predictions of an experiment, with their arrays. Safe for use by many threads and processes. */
public final class Predictions {
    private static final int TRIES = 50;
    private static final int AT_ONCE = 1000;
    private static final long BYTES_AT_ONCE = 16L << 20;

    private final PipelineHome home;
    private final Graves graves;
    private final ArrayPacks packs;

    Predictions(PipelineHome home, Graves graves) {
        this.home = home;
        this.graves = graves;
        this.packs = new ArrayPacks(home.scope());
    }

    /** Saves one; see {@link #save(List)}. */
    public String save(Prediction prediction) {
        return save(List.of(prediction)).get(0);
    }

    /**
     * Saves many. Each is saved as a whole; if this fails some may be there, and to save all of them again is right: what is there is
     * replaced by the same.
     *
     * @return the id of each
     * @throws dev.cairn.NotFoundException if a pipeline or a chain is not there; nothing was saved
     * @throws ConflictException if a pipeline failed, which says whether before or meanwhile
     */
    public List<String> save(List<Prediction> predictions) {
        Parents parents = parents(predictions);
        Map<String, Prediction> byId = new LinkedHashMap<>();
        List<String> ids = new ArrayList<>(predictions.size());
        for (Prediction prediction : predictions) {
            String id = PredictionBody.id(prediction);
            ids.add(id);
            byId.put(id, prediction);
        }
        for (Map<String, Prediction> some : pieces(byId)) {
            save(some, parents);
        }
        requireStill(parents);
        return ids;
    }

    private void requireStill(Parents parents) {
        List<Document> gone = parents.gone();
        if (!gone.isEmpty()) {
            gone.forEach(graves::dig);
            graves.fillSoon();
            throw new ConflictException(
                    "The " + gone.get(0).key()
                            + " failed or was deleted while predictions of it were saved, so nobody sees those.",
                    gone.get(0).revision());
        }
    }

    private static List<Map<String, Prediction>> pieces(Map<String, Prediction> all) {
        List<Map<String, Prediction>> pieces = new ArrayList<>();
        long bytes = 0;
        for (Map.Entry<String, Prediction> one : all.entrySet()) {
            long own = bytesOf(one.getValue().arrays());
            Map<String, Prediction> last = pieces.isEmpty() ? null : pieces.get(pieces.size() - 1);
            if (last == null || last.size() == AT_ONCE || bytes + own > BYTES_AT_ONCE) {
                last = new LinkedHashMap<>();
                pieces.add(last);
                bytes = 0;
            }
            last.put(one.getKey(), one.getValue());
            bytes += own;
        }
        return pieces;
    }

    private static long bytesOf(@Nullable PredictionArrays arrays) {
        return arrays == null
                ? 0
                : arrays.parts().values().stream().mapToLong(Tensor::byteSize).sum();
    }

    private void save(Map<String, Prediction> some, Parents parents) {
        Map<String, Prediction> rest = some;
        for (int i = 1; !rest.isEmpty(); i++) {
            rest = save(rest, parents, i == TRIES);
        }
    }

    /**
     * Saves some.
     *
     * @param last whether a conflict is a failure
     * @return those that are to be saved again, as their arrays were to stay and somebody changed them meanwhile
     */
    private Map<String, Prediction> save(Map<String, Prediction> some, Parents parents, boolean last) {
        List<DocumentKey> keys = some.keySet().stream().map(this::keyOf).toList();
        Map<String, Before> before = keepingArrays(some);
        List<PutResult> results = home.access().saveAll(keys, home.replication(), blobs -> {
            IdentityHashMap<Tensor, BlobRef> refs = packs.write(
                    blobs,
                    some.values().stream()
                            .map(Prediction::arrays)
                            .filter(Objects::nonNull)
                            .toList());
            touch(blobs, before.values());
            List<Put> puts = new ArrayList<>(some.size());
            some.forEach((id, prediction) -> {
                Before there = before.get(id);
                puts.add(Put.live(
                        keyOf(id),
                        content(prediction, parents, refs, there == null ? null : there.document()),
                        there == null ? Expectation.any() : there.expectation()));
            });
            return puts;
        });
        Map<String, Prediction> again = new LinkedHashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            String id = keys.get(i).id();
            if (!last && before.containsKey(id) && results.get(i).failure() instanceof ConflictException) {
                again.put(id, Objects.requireNonNull(some.get(id)));
            }
        }
        requireSaved(results.stream()
                .filter(result -> again.isEmpty() || !(result.failure() instanceof ConflictException))
                .toList());
        return again;
    }

    private DocumentKey keyOf(String id) {
        return home.key(PredictionBody.KIND, id);
    }

    /**
     * What stands where a prediction is saved whose arrays shall stay.
     *
     * @param document null if there is none
     */
    private record Before(@Nullable Document document, Expectation expectation) {
        static Before of(Tiered found) {
            Document document = found.slot().findVisible().orElse(null);
            return new Before(
                    document,
                    document == null || found.tier() != Tier.PRIMARY
                            ? Expectation.absent()
                            : Expectation.revision(document.revision()));
        }
    }

    /** Of which the arrays shall stay, by id. */
    private Map<String, Before> keepingArrays(Map<String, Prediction> some) {
        List<DocumentKey> keys = some.entrySet().stream()
                .filter(one -> one.getValue().arrays() == null)
                .map(one -> keyOf(one.getKey()))
                .toList();
        Map<String, Before> before = new HashMap<>();
        if (!keys.isEmpty()) {
            List<Tiered> found = home.known(keys);
            for (int i = 0; i < keys.size(); i++) {
                before.put(keys.get(i).id(), Before.of(found.get(i)));
            }
        }
        return before;
    }

    private void touch(BlobStore blobs, Collection<Before> before) {
        Set<Digest> digests = new TreeSet<>();
        before.stream()
                .map(Before::document)
                .filter(Objects::nonNull)
                .forEach(document -> document.content().blobs().values().forEach(ref -> digests.add(ref.digest())));
        if (!digests.isEmpty()) {
            blobs.touch(home.scope(), digests);
        }
    }

    private static Content content(
            Prediction prediction, Parents parents, IdentityHashMap<Tensor, BlobRef> refs, @Nullable Document there) {
        PredictionArrays arrays = prediction.arrays();
        Map<String, BlobRef> blobs = new HashMap<>();
        Map<String, PredictionBody.ArrayType> types;
        if (arrays == null) {
            types = there == null ? Map.of() : PredictionBody.of(there).arrays();
            blobs.putAll(there == null ? Map.of() : there.content().blobs());
        } else {
            types = PredictionBody.ArrayType.of(arrays);
            blobs.putAll(named(arrays, refs));
        }
        PredictionBody body = PredictionBody.of(prediction, parents.run(prediction), types);
        return Content.of(Json.write(body), blobs).under(parents.of(prediction));
    }

    private static Map<String, BlobRef> named(PredictionArrays arrays, IdentityHashMap<Tensor, BlobRef> refs) {
        Map<String, BlobRef> blobs = new HashMap<>();
        arrays.parts().forEach((part, tensor) -> {
            if (ArrayPacks.hasBytes(tensor)) {
                blobs.put(part.word(), Objects.requireNonNull(refs.get(tensor)));
            }
        });
        return blobs;
    }

    private static void requireSaved(List<PutResult> results) {
        List<StorageException> failures = results.stream()
                .map(PutResult::failure)
                .filter(Objects::nonNull)
                .toList();
        if (!failures.isEmpty()) {
            StorageException first = failures.get(0);
            failures.stream().skip(1).limit(10).filter(other -> other != first).forEach(first::addSuppressed);
            throw first;
        }
    }

    /**
     * Saves the arrays of a prediction that is there, in place of those that it has.
     *
     * @throws dev.cairn.NotFoundException if there is no such prediction; nothing was saved
     */
    public void saveArrays(String id, PredictionArrays arrays) {
        Names.given("arrays of a prediction", arrays);
        for (int i = 1; ; i++) {
            Document there = home.get(PredictionBody.KIND, id);
            try {
                saveArrays(there, arrays);
                return;
            } catch (ConflictException e) {
                if (i == TRIES) {
                    throw e;
                }
            }
        }
    }

    private void saveArrays(Document there, PredictionArrays arrays) {
        home.access().save(there.key(), Expectation.revision(there.revision()), home.replication(), blobs -> {
            IdentityHashMap<Tensor, BlobRef> refs = packs.write(blobs, List.of(arrays));
            PredictionBody body = PredictionBody.of(there).with(PredictionBody.ArrayType.of(arrays));
            return Content.of(Json.write(body), named(arrays, refs))
                    .under(there.content().parent());
        });
    }

    /** The prediction of this id; empty if there is none. */
    public Optional<PredictionRecord> find(String id) {
        return home.find(PredictionBody.KIND, id).map(PredictionRecord::of);
    }

    /**
     * The prediction of this id.
     *
     * @throws dev.cairn.NotFoundException if there is none
     */
    public PredictionRecord get(String id) {
        return PredictionRecord.of(home.get(PredictionBody.KIND, id));
    }

    /**
     * The arrays of a prediction; none if it has none.
     *
     * @throws dev.cairn.NotFoundException if there is no such prediction
     * @throws dev.cairn.CorruptException if they are damaged or lost
     */
    public PredictionArrays arrays(String id) {
        return Objects.requireNonNull(arrays(List.of(id)).get(id));
    }

    /**
     * The arrays of many predictions, by id; those that were saved together are read together.
     *
     * @throws dev.cairn.NotFoundException if one of these predictions is not there; names all that are not
     * @throws dev.cairn.CorruptException if some are damaged or lost
     */
    public Map<String, PredictionArrays> arrays(Collection<String> ids) {
        List<DocumentKey> keys = ids.stream().distinct().map(this::keyOf).toList();
        List<Document> found = home.tiers().find(keys).stream()
                .map(one -> one.slot().findVisible().orElse(null))
                .filter(Objects::nonNull)
                .toList();
        List<Boolean> shown = new Ancestry(home.tiers().documents()).shown(found, damage -> {
            throw damage;
        });
        Set<String> missing = new TreeSet<>();
        keys.forEach(key -> missing.add(key.id()));
        for (int i = 0; i < found.size(); i++) {
            if (shown.get(i)) {
                missing.remove(found.get(i).key().id());
            }
        }
        if (!missing.isEmpty()) {
            throw home.unknown(PredictionBody.KIND, String.join("', '", missing));
        }
        return new ArrayReads(home).read(found);
    }

    /** All predictions, to be filtered, ordered, ranked and deleted. */
    public PredictionResults results() {
        return PredictionResults.all(home);
    }

    /** Deletes a prediction with its arrays; its chain and pipeline stay. False if there was none. */
    public boolean delete(String id) {
        Document there = home.find(PredictionBody.KIND, id).orElse(null);
        if (there == null) {
            return false;
        }
        try {
            home.tiers().put(Put.deleted(there.key(), Expectation.revision(there.revision())), home.replication());
            return true;
        } catch (ConflictException e) {
            return delete(id);
        }
    }

    private Parents parents(List<Prediction> predictions) {
        return new Parents(home, predictions);
    }
}
