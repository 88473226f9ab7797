package dev.cairn.workspace;

import dev.cairn.ConflictException;
import dev.cairn.NotFoundException;
import dev.cairn.Replication;
import dev.cairn.compose.DocumentAccess;
import dev.cairn.model.Attributes;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.Expectation;
import dev.cairn.spi.Parent;
import dev.cairn.spi.Slot;
import dev.cairn.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Tensors as documents of a store: one for each batch, entry or single tensor. */
final class StoredTensors implements TensorSource {
    private static final String SINGLE = "tensor";

    private final String scope;
    private final DocumentAccess access;
    private final TensorRuns runs;
    private final TensorDocuments documents;

    StoredTensors(String scope, DocumentAccess access, Replication replication, OrderedClock clock) {
        this.scope = scope;
        this.access = access;
        this.runs = new TensorRuns(scope, access, replication, clock);
        this.documents = new TensorDocuments(access, replication);
    }

    TensorRuns documentsOfRuns() {
        return runs;
    }

    @Override
    public String location() {
        return access.tiers().location();
    }

    @Override
    public List<String> runs() {
        return runs.list();
    }

    @Override
    public Optional<Attributes> run(String run) {
        return runs.find(run).map(runs::metadata);
    }

    @Override
    public List<Long> numbers(String run, TensorKind kind) {
        List<Long> numbers = new ArrayList<>();
        runs.find(run)
                .ifPresent(there ->
                        runs.documents(runs.parent(there), kind.documents(), (index, slot) -> numbers.add(index)));
        return numbers;
    }

    @Override
    public boolean exists(String run, TensorKind kind, long index) {
        return document(run, kind, index).isPresent();
    }

    @Override
    public Optional<TensorBody> body(String run, TensorKind kind, long index, Wanted wanted) {
        return document(run, kind, index).map(TensorDocuments::body);
    }

    private Optional<Document> document(String run, TensorKind kind, long index) {
        DocumentKey key = runs.keyOf(kind.documents(), run, index);
        return runs.find(run)
                .map(runs::parent)
                .flatMap(parent -> visible(key).filter(document -> runs.isOf(parent, document)));
    }

    private Optional<Document> visible(DocumentKey key) {
        return access.find(key).slot().findVisible();
    }

    @Override
    public <T> T read(String run, TensorKind kind, long index, Wanted wanted, Reading<T> reading) {
        Document document = document(run, kind, index)
                .orElseThrow(() -> new NotFoundException(
                        "There is no " + runs.keyOf(kind.documents(), run, index) + " in " + location() + "."));
        return documents.read(document.key(), reading);
    }

    @Override
    public Tensor single(String key) {
        DocumentKey document = new DocumentKey(scope, SINGLE, key);
        return documents.read(
                document, (body, tensors) -> tensors.read(body.tensors().get(0)));
    }

    void putSingle(String key, Tensor tensor) {
        TensorDocuments.Given given = TensorDocuments.Given.of(null, SINGLE, SINGLE, tensor);
        TensorBody body = new TensorBody(
                TensorBody.FORMAT,
                RunIds.next(),
                null,
                null,
                TensorBody.Form.SINGLE,
                Attributes.empty(),
                List.of(given.stored()));
        documents.save(new DocumentKey(scope, SINGLE, key), Expectation.any(), null, body, List.of(given));
    }

    /** Keeps a batch of a run, which is made if it is not there, in place of what is there. */
    void put(TensorKind kind, String run, long index, TensorBody body, List<TensorDocuments.Given> given) {
        put(kind, run, () -> runs.parent(runs.begun(run)), index, body, given);
    }

    /** Keeps a batch of a run that was announced. */
    void put(TensorKind kind, Parent run, long index, TensorBody body, List<TensorDocuments.Given> given) {
        put(kind, run.id(), () -> run, index, body, given);
    }

    private void put(
            TensorKind kind,
            String run,
            Supplier<Parent> begun,
            long index,
            TensorBody body,
            List<TensorDocuments.Given> given) {
        DocumentKey key = runs.keyOf(kind.documents(), run, index);
        TensorRuns.untilMet(() -> {
            // Looked at before the run: what a later run of that name puts here is never replaced by something of an
            // earlier one.
            Slot there = access.find(key).slot();
            Parent parent = begun.get();
            Document before = there.damage() == null ? there.findVisible().orElse(null) : null;
            if (before == null || !runs.isOf(parent, before)) {
                runs.note(parent, kind.documents(), index);
            }
            Expectation expectation = there.damage() != null
                    ? Expectation.any()
                    : before == null ? Expectation.absent() : Expectation.revision(before.revision());
            return documents.save(key, expectation, parent, body, given);
        });
    }

    /**
     * Keeps an entry of a run under a number that nothing has, but for what an earlier run of that name left.
     *
     * @throws ConflictException if something has it
     */
    void append(Parent run, long index, TensorBody body, List<TensorDocuments.Given> given) {
        DocumentKey key = runs.keyOf(TensorKind.ENTRY.documents(), run.id(), index);
        Document before = visible(key).orElse(null);
        if (before != null && !runs.isOfEarlier(run, before)) {
            throw new ConflictException("There is a " + key + " already.", before.revision());
        }
        runs.note(run, TensorKind.ENTRY.documents(), index);
        Expectation expectation = before == null ? Expectation.absent() : Expectation.revision(before.revision());
        documents.save(key, expectation, run, body, given);
    }

    boolean deleteRun(String run) {
        return runs.delete(
                run,
                Arrays.stream(TensorKind.values()).map(TensorKind::documents).toList());
    }

    boolean delete(String run, TensorKind kind, long index) {
        return TensorRuns.untilMet(() -> {
            Document there = document(run, kind, index).orElse(null);
            if (there != null) {
                runs.delete(there);
            }
            return there != null;
        });
    }
}
