package dev.cairn.backend.database;

import dev.cairn.spi.DocumentKey;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.StatelessSession;

/** Tells who owns journals: of some, what they are called, and all of them page by page in the order of their ids. */
final class JournalOwners {
    private static final int PAGE = 1000;

    private final Transactions transactions;

    JournalOwners(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Where journals are. */
    private record Place(String scope, String kind) {
        static Place of(DocumentKey key) {
            return new Place(key.scope(), key.kind());
        }
    }

    /** The names of the journals of those of {@code owners} that have any. */
    Map<DocumentKey, List<String>> names(Collection<DocumentKey> owners) {
        if (owners.isEmpty()) {
            return Map.of();
        }
        Map<Place, List<String>> places = owners.stream()
                .distinct()
                .collect(Collectors.groupingBy(
                        Place::of, Collectors.mapping(DocumentKey::id, Collectors.toUnmodifiableList())));
        return transactions.read("list journals", session -> {
            Map<DocumentKey, List<String>> found = new TreeMap<>();
            places.forEach((place, ids) -> names(session, place, ids, found));
            return found;
        });
    }

    private static void names(
            StatelessSession session, Place place, List<String> ids, Map<DocumentKey, List<String>> found) {
        List<Object[]> rows = session.createNativeQuery(
                        "select id, name from {h-schema}journal where scope = :scope and kind = :kind and id in (:ids)",
                        Object[].class)
                .addScalar("id", String.class)
                .addScalar("name", String.class)
                .setParameter("scope", place.scope())
                .setParameter("kind", place.kind())
                .setParameterList("ids", ids)
                .getResultList();
        rows.stream()
                .collect(Collectors.groupingBy(
                        row -> new DocumentKey(place.scope(), place.kind(), (String) row[0]),
                        Collectors.mapping(row -> (String) row[1], Collectors.toList())))
                .forEach((owner, names) ->
                        found.put(owner, names.stream().sorted().toList()));
    }

    /** All owners. */
    Stream<DocumentKey> list() {
        List<Place> places = transactions.read(
                "list the owners of journals",
                session -> session.createNativeQuery(
                                "select distinct scope, kind from {h-schema}journal", Object[].class)
                        .addScalar("scope", String.class)
                        .addScalar("kind", String.class)
                        .getResultStream()
                        .map(row -> new Place((String) row[0], (String) row[1]))
                        .toList());
        return places.stream().flatMap(place -> Pages.stream(behind -> page(place, behind)));
    }

    private Pages.Page<DocumentKey> page(Place place, String behind) {
        List<String> ids = transactions.read(
                "list the owners of journals",
                session -> session.createNativeQuery(
                                "select distinct id from {h-schema}journal where scope = :scope and kind = :kind and id > :id "
                                        + "order by id",
                                String.class)
                        .addScalar("id", String.class)
                        .setParameter("scope", place.scope())
                        .setParameter("kind", place.kind())
                        .setParameter("id", behind)
                        .setMaxResults(PAGE)
                        .getResultList());
        List<DocumentKey> keys = ids.stream()
                .map(id -> new DocumentKey(place.scope(), place.kind(), id))
                .toList();
        return new Pages.Page<>(keys, ids.size() < PAGE ? null : ids.get(PAGE - 1));
    }
}
