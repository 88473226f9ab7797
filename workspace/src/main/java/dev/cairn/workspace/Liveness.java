package dev.cairn.workspace;

import dev.cairn.spi.Content;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.DocumentStore;
import dev.cairn.spi.Json;
import dev.cairn.spi.Parent;
import dev.cairn.spi.Slot;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells how runs stand: one that was begun and not ended goes on as long as it shows signs of life. These are its beginning and its
 * heartbeat, a document that its process renews; and on the same machine that its process is there at all.
 */
final class Liveness {
    private final DocumentStore documents;
    private final Clock clock;

    Liveness(DocumentStore documents, Clock clock) {
        this.documents = documents;
        this.clock = clock;
    }

    /**
     * What a heartbeat says.
     *
     * @param at when it was written, by the clock of the machine that runs the run
     */
    record Beat(int format, int attempt, Instant at) {
        /** As a child of its run it goes when that is deleted. */
        Content content(String run) {
            return Content.of(Json.write(this)).under(new Parent(RunIds.RUN, run, 0));
        }
    }

    /** The records of the runs that these documents tell of, in their order; asks for the heartbeats of all at once. */
    List<RunRecord> records(List<Document> runs) {
        List<RunBody> bodies = runs.stream().map(RunBody::of).toList();
        List<DocumentKey> asked = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            if (mayBeGone(bodies.get(i))) {
                DocumentKey key = runs.get(i).key();
                asked.add(RunIds.heartbeat(key.scope(), key.id()));
            }
        }
        Map<DocumentKey, Slot> beats = new HashMap<>();
        if (!asked.isEmpty()) {
            List<Slot> slots = documents.get(asked);
            for (int i = 0; i < asked.size(); i++) {
                beats.put(asked.get(i), slots.get(i));
            }
        }
        List<RunRecord> records = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            DocumentKey key = runs.get(i).key();
            Slot beat = beats.get(RunIds.heartbeat(key.scope(), key.id()));
            records.add(new RunRecord(runs.get(i), bodies.get(i), status(bodies.get(i), beat)));
        }
        return records;
    }

    private boolean mayBeGone(RunBody body) {
        return body.status() == RunStatus.RUNNING && isSilent(body, body.started());
    }

    private boolean isSilent(RunBody body, Instant lastSign) {
        return Duration.between(lastSign, clock.instant()).toSeconds()
                >= body.heartbeat().seconds();
    }

    private RunStatus status(RunBody body, @Nullable Slot beat) {
        if (body.status() != RunStatus.RUNNING) {
            return body.status();
        }
        if (ProcessToken.isKnownToBeGone(body.heartbeat().process())) {
            return RunStatus.STALE;
        }
        return beat != null && isSilent(body, lastSign(body, beat)) ? RunStatus.STALE : RunStatus.RUNNING;
    }

    /** A heartbeat that cannot be read says nothing; neither does one of another attempt. */
    private static Instant lastSign(RunBody body, Slot slot) {
        Document document = slot.document();
        if (document == null || !document.state().visible()) {
            return body.started();
        }
        try {
            Beat beat = Json.read(document.content().body(), Beat.class);
            boolean later = beat.attempt() == body.attempt() && beat.at().isAfter(body.started());
            return later ? beat.at() : body.started();
        } catch (IOException e) {
            return body.started();
        }
    }
}
