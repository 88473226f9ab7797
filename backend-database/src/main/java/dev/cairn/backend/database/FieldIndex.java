package dev.cairn.backend.database;

import dev.cairn.backend.database.FieldCatalog.Collected;
import dev.cairn.query.FieldValue;
import dev.cairn.spi.Content;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Says which rows documents have in the index.
 *
 * <p>What needs other tables, the numbers of collections and paths, is done before the transaction that writes the documents:
 * numbers that nobody uses in the end do no harm, and the transaction asks for nothing more.
 */
final class FieldIndex {
    private static final String STANDS = "There is nothing prepared for ";

    private final KindSpecs specs;
    private final FieldCatalog catalog;

    FieldIndex(KindSpecs specs, FieldCatalog catalog) {
        this.specs = specs;
        this.catalog = catalog;
    }

    /** A document that may be written: what it is to say under which key. */
    record Candidate(DocumentKey key, Content content) {}

    /** Reads the fields of {@code candidates}, each of which may be written or not. */
    Prepared prepare(List<Candidate> candidates) {
        Map<Candidate, Optional<List<Field>>> bodies = new HashMap<>();
        Map<String, Optional<KindSpecs.Declared>> declared = new HashMap<>();
        Map<Collected, Long> collections = new HashMap<>();
        Set<String> names = new HashSet<>();
        for (Candidate candidate : candidates) {
            String kind = candidate.key().kind();
            collections.computeIfAbsent(collected(candidate.key()), catalog::collection);
            declared.computeIfAbsent(kind, specs::of).ifPresent(spec -> {
                Optional<List<Field>> fields = bodies.computeIfAbsent(candidate, next -> read(next.content(), spec));
                fields.ifPresent(all -> all.forEach(field -> names.add(field.path())));
                names.addAll(spec.envelope());
            });
        }
        return new Prepared(bodies, declared, collections, catalog.paths(names));
    }

    private static Collected collected(DocumentKey key) {
        return new Collected(key.scope(), key.kind());
    }

    /** A value and its path. */
    private record Field(String path, FieldValue value) {}

    /** The fields of a body; empty if they cannot all be indexed. */
    private static Optional<List<Field>> read(Content content, KindSpecs.Declared declared) {
        Set<Field> fields = new HashSet<>();
        boolean[] all = {true};
        boolean whole = declared.reader().readBody(content.body(), (path, value) -> {
            if (fields.size() < FieldKeys.MOST && path.isIndexable()) {
                fields.add(new Field(path.toString(), FieldValue.of(value)));
            } else {
                all[0] = false;
            }
        });
        return whole && all[0] ? Optional.of(new ArrayList<>(fields)) : Optional.empty();
    }

    /** What is known of the candidates before they are written. */
    static final class Prepared {
        private final Map<Candidate, Optional<List<Field>>> bodies;
        private final Map<String, Optional<KindSpecs.Declared>> declared;
        private final Map<Collected, Long> collections;
        private final Map<String, Long> paths;

        private Prepared(
                Map<Candidate, Optional<List<Field>>> bodies,
                Map<String, Optional<KindSpecs.Declared>> declared,
                Map<Collected, Long> collections,
                Map<String, Long> paths) {
            this.bodies = bodies;
            this.declared = declared;
            this.collections = collections;
            this.paths = paths;
        }

        /** How {@code document} is indexed, one of the candidates that is to be written. A deleted one has no rows. */
        Indexed of(Document document) {
            Long collection = collections.get(collected(document.key()));
            if (collection == null) {
                throw new IllegalArgumentException(STANDS + document.key() + ".");
            }
            Optional<KindSpecs.Declared> spec =
                    declared.getOrDefault(document.key().kind(), Optional.empty());
            long version = spec.map(KindSpecs.Declared::version).orElse(0L);
            Set<FieldKey> keys = spec.isEmpty() || !document.state().visible() ? Set.of() : keys(document, spec.get());
            return new Indexed(collection, version, new FieldKeys(document.created(), keys));
        }

        private Set<FieldKey> keys(Document document, KindSpecs.Declared spec) {
            Optional<List<Field>> body = bodies.get(new Candidate(document.key(), document.content()));
            if (body == null) {
                throw new IllegalArgumentException(STANDS + document.key() + ".");
            }
            List<Field> fields = new ArrayList<>(body.orElse(List.of()));
            spec.reader()
                    .readEnvelope(
                            document, (path, value) -> fields.add(new Field(path.toString(), FieldValue.of(value))));
            Set<FieldKey> keys = new HashSet<>();
            boolean all = body.isPresent() && fields.size() <= FieldKeys.MOST;
            for (Field field : fields) {
                Long path = paths.get(field.path());
                all &= path != null;
                if (path != null) {
                    keys.add(new FieldKey(path, field.value()));
                }
            }
            return all ? withSeveral(keys) : Set.of(FieldKey.unread());
        }

        /** With a row more for each path at which there are several values. */
        private static Set<FieldKey> withSeveral(Set<FieldKey> keys) {
            Set<Long> met = new HashSet<>();
            Set<FieldKey> marked = new HashSet<>(keys);
            for (FieldKey key : keys) {
                if (!met.add(key.path())) {
                    marked.add(FieldKey.several(key.path()));
                }
            }
            return marked;
        }
    }
}
