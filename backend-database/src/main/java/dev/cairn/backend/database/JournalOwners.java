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
    private final Product product;

    JournalOwners(Transactions transactions, Product product) {
        this.transactions = transactions;
        this.product = product;
    }

    /** Where journals are. */
    private record Place(String scope, String kind) {
        static Place of(DocumentKey key) {
            return new Place(key.scope(), key.kind());
        }
    }

    /**
     * The names of the journals of those of {@code owners} that have any. H2, which is in the same process, is asked for one after
     * the other: it would look for several by a part of the index that is no whole key, and so read all.
     */
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
            places.forEach((place, ids) -> Chunks.of(ids, product == Product.H2 ? 1 : ids.size())
                    .forEach(some -> names(session, place, some, found)));
            return found;
        });
    }

    private void names(StatelessSession session, Place place, List<String> ids, Map<DocumentKey, List<String>> found) {
        NamedRows some = NamedRows.ofIds(product, place.scope(), place.kind(), ids);
        String sql = "select id, name from {h-schema}journal where " + some.condition();
        List<Object[]> rows = some.bind(session.createNativeQuery(sql, Object[].class))
                .addScalar("id", String.class)
                .addScalar("name", String.class)
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
