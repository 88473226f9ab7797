package dev.cairn.backend.database;

import dev.cairn.backend.database.IndexSnapshot.Fields;
import dev.cairn.query.Criterion;
import dev.cairn.query.FieldPath;
import dev.cairn.query.FieldReader;
import dev.cairn.query.FieldValue;
import dev.cairn.query.FieldValues;
import dev.cairn.spi.Document;
import dev.cairn.spi.Slot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tests documents that may be asked for: by what their rows say of their fields, and where that is not enough by reading them.
 * A damaged one is left out and named in the log, if it is read.
 */
final class Candidates {
    static final FieldPath CREATED = FieldPath.parse("created");
    private static final FieldPath SCOPE = FieldPath.parse("scope");
    private static final FieldPath KIND = FieldPath.parse("kind");
    private static final FieldPath ID = FieldPath.parse("id");
    private static final Set<FieldPath> TOLD = Set.of(SCOPE, KIND, ID);
    private static final Logger LOG = LoggerFactory.getLogger(Candidates.class);

    private final IndexSnapshot index;
    private final Criterion criterion;
    private final FieldReader reader;
    private final Map<Long, FieldPath> paths = new HashMap<>();

    private final boolean readsAll;

    /**
     * Tests for {@code criterion}.
     *
     * @param ordering fields that are wanted of each document besides
     */
    Candidates(IndexSnapshot index, Criterion criterion, Collection<FieldPath> ordering) {
        this.index = index;
        this.criterion = criterion;
        Set<FieldPath> needed = new HashSet<>(Criterion.pathsOf(criterion));
        needed.addAll(ordering);
        TreeSet<String> names = new TreeSet<>();
        needed.forEach(path -> names.add(path.toString()));
        this.reader = new FieldReader(index.spec().withPaths(names));
        this.readsAll = needed.stream()
                .anyMatch(path -> !TOLD.contains(path) && !index.spec().covers(path));
        needed.add(CREATED);
        index.prepare(needed);
        for (FieldPath path : needed) {
            Long number = index.number(path);
            if (number != null && index.spec().covers(path)) {
                paths.put(number, path);
            }
        }
    }

    /**
     * A document that is asked for.
     *
     * @param pk its primary key
     * @param values its fields
     * @param created when it was made
     * @param id its id
     */
    record Candidate(long pk, FieldValues values, Instant created, String id) {}

    /** Whether each document is to be read, for the index knows too little. */
    boolean readsAll() {
        return readsAll;
    }

    /** Those of the documents with these primary keys that are asked for; none of those that are indexed by an older declaration. */
    List<Candidate> matching(Collection<Long> documents) {
        List<Candidate> matching = new ArrayList<>();
        Set<Long> toRead = new HashSet<>();
        for (Fields fields : index.fields(documents, paths.keySet()).values()) {
            if (fields.indexed() >= index.version()) {
                Candidate candidate = readsAll ? null : known(fields);
                if (candidate == null) {
                    toRead.add(fields.pk());
                } else if (criterion.test(candidate.values())) {
                    matching.add(candidate);
                }
            }
        }
        read(toRead, matching);
        return matching;
    }

    /** Those of the documents unknown to the index that are asked for. */
    List<Candidate> unknown() {
        List<Candidate> matching = new ArrayList<>();
        read(index.unknown(), matching);
        return matching;
    }

    /** What the index says of a document; null if that is not enough. */
    private @Nullable Candidate known(Fields fields) {
        Map<Long, List<FieldValue>> there = fields.values();
        if (there == null) {
            return null;
        }
        FieldValues values = new FieldValues();
        values.add(SCOPE, index.scope());
        values.add(KIND, index.spec().kind());
        values.add(ID, fields.id());
        for (Map.Entry<Long, FieldPath> path : paths.entrySet()) {
            for (FieldValue value : there.getOrDefault(path.getKey(), List.of())) {
                if (value.isCut()) {
                    return null;
                }
                values.add(path.getValue(), value.value());
            }
        }
        return values.of(CREATED).stream()
                .findFirst()
                .map(created -> new Candidate(fields.pk(), values, (Instant) created, fields.id()))
                .orElse(null);
    }

    private void read(Collection<Long> documents, List<Candidate> matching) {
        index.read(documents, (pk, slot) -> {
            Document document = readable(slot);
            if (document != null && document.state().visible()) {
                FieldValues values = FieldValues.read(reader, document);
                if (criterion.test(values)) {
                    matching.add(new Candidate(
                            pk, values, document.created(), document.key().id()));
                }
            }
        });
    }

    /** The document in a slot; null, and a line in the log, if it is damaged. */
    static @Nullable Document readable(Slot slot) {
        if (slot.damage() != null) {
            LOG.warn("Left out of a query: {}", slot.damage().getMessage());
        }
        return slot.document();
    }
}
