package dev.cairn.backend.database;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.hibernate.StatelessSession;

/**
 * The numbers that stand for collections and paths in the index. A number is given once, in a transaction of its own, and never
 * changes, so what is known needs no second look; of two that give one at once one meets the other's and takes it.
 */
final class FieldCatalog {
    /** The most paths of a store. */
    static final int MOST_PATHS = 20_000;

    private static final int MOST_COLLECTIONS = 20_000;
    private static final int SOME = 500;

    private final Transactions transactions;
    private final int mostPaths;
    private final Map<String, Long> paths = new ConcurrentHashMap<>();
    private final Map<Collected, Long> collections = new ConcurrentHashMap<>();

    /** Whether there can be no more paths and all are known. */
    private volatile boolean full;

    FieldCatalog(Transactions transactions, int mostPaths) {
        this.transactions = transactions;
        this.mostPaths = mostPaths;
    }

    /** Documents of one scope and kind. */
    record Collected(String scope, String kind) {}

    /** The number of a collection, given if it has none. */
    long collection(Collected collected) {
        Long known = collections.get(collected);
        if (known != null) {
            return known;
        }
        long pk = transactions.read("look up a collection", session -> lookUp(session, collected)).stream()
                .findFirst()
                .orElseGet(() -> make(collected));
        remember(collected, pk);
        return pk;
    }

    private void remember(Collected collected, long pk) {
        if (collections.size() >= MOST_COLLECTIONS) {
            collections.clear();
        }
        collections.put(collected, pk);
    }

    /** The number of a collection; empty if it has none, and then it has no documents. Writes nothing. */
    Optional<Long> find(StatelessSession session, Collected collected) {
        Long known = collections.get(collected);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<Long> found = lookUp(session, collected).stream().findFirst();
        found.ifPresent(pk -> remember(collected, pk));
        return found;
    }

    /** The numbers of those of {@code names} that have one; no document has any of the others. Writes nothing. */
    Map<String, Long> find(StatelessSession session, Set<String> names) {
        Set<String> unknown = new TreeSet<>(names);
        unknown.removeAll(paths.keySet());
        for (List<String> some : Chunks.of(unknown, SOME)) {
            paths.putAll(lookUp(session, some));
        }
        return known(names);
    }

    private static List<Long> lookUp(StatelessSession session, Collected collected) {
        return session.createSelectionQuery(
                        "select c.pk from CollectionRow c where c.scope = :scope and c.kind = :kind", Long.class)
                .setParameter("scope", collected.scope())
                .setParameter("kind", collected.kind())
                .getResultList();
    }

    private synchronized long make(Collected collected) {
        return transactions.write("number a collection", session -> make(session, collected));
    }

    private static long make(StatelessSession session, Collected collected) {
        List<Long> there = lookUp(session, collected);
        if (!there.isEmpty()) {
            return there.get(0);
        }
        long pk = highest(session, "CollectionRow") + 1;
        session.insert(new CollectionRow(pk, collected.scope(), collected.kind()));
        return pk;
    }

    /** The numbers of the collections of {@code kind}. */
    List<Long> collectionsOf(String kind) {
        return transactions.read(
                "list collections",
                session -> session.createSelectionQuery(
                                "select c.pk from CollectionRow c where c.kind = :kind order by c.pk", Long.class)
                        .setParameter("kind", kind)
                        .getResultList());
    }

    /** The numbers of {@code names}, given where they have none; without those for which there is no room. */
    Map<String, Long> paths(Set<String> names) {
        Set<String> unknown = new TreeSet<>(names);
        unknown.removeAll(paths.keySet());
        if (!unknown.isEmpty() && !full) {
            for (List<String> some : Chunks.of(unknown, SOME)) {
                paths.putAll(transactions.read("look up paths", session -> lookUp(session, some)));
            }
            unknown.removeAll(paths.keySet());
            if (!unknown.isEmpty()) {
                makeAll(unknown);
            }
        }
        return known(names);
    }

    private Map<String, Long> known(Set<String> names) {
        Map<String, Long> numbers = new HashMap<>();
        for (String name : names) {
            Long number = paths.get(name);
            if (number != null) {
                numbers.put(name, number);
            }
        }
        return numbers;
    }

    /** One thread at a time, so that only other processes can give the same number at once. */
    private synchronized void makeAll(Set<String> names) {
        for (List<String> some : Chunks.of(names, SOME)) {
            if (!paths.keySet().containsAll(some)) {
                paths.putAll(transactions.write("number paths", session -> make(session, some)));
            }
        }
        if (!paths.keySet().containsAll(names)) {
            paths.putAll(transactions.read("look up all paths", FieldCatalog::all));
            full = true;
        }
    }

    private static Map<String, Long> lookUp(StatelessSession session, Collection<String> names) {
        return asMap(session.createSelectionQuery(
                        "select p.name, p.pk from PathRow p where p.name in (:names)", Object[].class)
                .setParameterList("names", names)
                .getResultList());
    }

    private static Map<String, Long> all(StatelessSession session) {
        return asMap(session.createSelectionQuery("select p.name, p.pk from PathRow p", Object[].class)
                .getResultList());
    }

    private Map<String, Long> make(StatelessSession session, List<String> names) {
        Map<String, Long> found = lookUp(session, names);
        Set<String> unknown = new HashSet<>(names);
        unknown.removeAll(found.keySet());
        long next = highest(session, "PathRow") + 1;
        for (String name : new TreeSet<>(unknown)) {
            if (next <= mostPaths) {
                session.insert(new PathRow(next, name));
                found.put(name, next++);
            }
        }
        return found;
    }

    private static long highest(StatelessSession session, String table) {
        return session.createSelectionQuery("select coalesce(max(r.pk), 0) from " + table + " r", Long.class)
                .getSingleResult();
    }

    private static Map<String, Long> asMap(List<Object[]> rows) {
        Map<String, Long> numbers = new HashMap<>();
        rows.forEach(row -> numbers.put((String) row[0], (Long) row[1]));
        return numbers;
    }
}
