package dev.cairn.transfer;

import dev.cairn.internal.TransferRun;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.DocumentStore;
import dev.cairn.spi.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Lists what a {@link Transfer} is about: first what a move that was killed left, then one scope after the other. */
final class TransferPlan {
    private static final int BATCH = 200;

    private final Transfer transfer;
    private final TransferRun run;
    private final DocumentTransfer each;

    TransferPlan(Transfer transfer) {
        this.transfer = transfer;
        this.each = new DocumentTransfer(transfer);
        this.run = new TransferRun(
                (transfer.moving ? "Move from " : "Copy from ") + transfer.source.location() + " to "
                        + transfer.target.location(),
                transfer.options,
                List.of(transfer.source, transfer.target),
                System::nanoTime);
    }

    TransferReport run() {
        return run.run(this::expected, () -> {
            if (transfer.moving && !transfer.options.dryRun()) {
                run.listing(this::leftJournals);
                run.finishBegun();
            }
            scopes().forEach(scope -> new ScopeTransfer(transfer, run, each, scope, kinds(scope)).run());
        });
    }

    private List<String> scopes() {
        return new TreeSet<>(transfer.source.documents().scopes())
                .stream().filter(transfer.scopes).toList();
    }

    private List<String> kinds(String scope) {
        return transfer.source.documents().kinds(scope).stream()
                .filter(transfer.kinds)
                .sorted()
                .toList();
    }

    private long expected() {
        long count = 0;
        for (String scope : scopes()) {
            for (String kind : kinds(scope)) {
                try (Stream<DocumentKey> keys = transfer.source.documents().keys(scope, kind)) {
                    count += keys.count();
                }
            }
        }
        return count;
    }

    /** A move removes a document first and its journals then; one that was killed in between left them, and the target has both. */
    private void leftJournals() {
        List<DocumentKey> batch = new ArrayList<>();
        try (Stream<DocumentKey> owners = transfer.source.journals().owners()) {
            owners.takeWhile(owner -> run.goesOn())
                    .filter(owner -> transfer.scopes.test(owner.scope()) && transfer.kinds.test(owner.kind()))
                    .forEach(owner -> {
                        batch.add(owner);
                        if (batch.size() == BATCH) {
                            leftJournals(batch);
                        }
                    });
        }
        leftJournals(batch);
    }

    private void leftJournals(List<DocumentKey> batch) {
        List<DocumentKey> alone = absent(transfer.source.documents(), batch);
        batch.clear();
        if (alone.isEmpty()) {
            return;
        }
        for (Slot there : transfer.target.documents().get(alone)) {
            Document document = there.document();
            if (document != null && document.state().visible()) {
                run.decide(document.key(), () -> {
                    if (transfer.filter.test(document)) {
                        run.submit(document.key(), () -> each.leftJournals(document.key()));
                    }
                });
            }
        }
    }

    private static List<DocumentKey> absent(DocumentStore documents, List<DocumentKey> keys) {
        List<DocumentKey> absent = new ArrayList<>();
        List<Slot> slots = keys.isEmpty() ? List.of() : documents.get(keys);
        for (int i = 0; i < slots.size(); i++) {
            if (slots.get(i).document() == null && slots.get(i).damage() == null) {
                absent.add(keys.get(i));
            }
        }
        return absent;
    }
}
