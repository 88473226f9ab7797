package dev.cairn.internal;

import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.DocumentStore;
import dev.cairn.spi.Names;
import java.util.List;
import java.util.stream.Stream;

/** The experiments of a store: its scopes, but for those in which it keeps what it knows of itself, and the templates of pipelines. */
public final class Experiments {
    private Experiments() {}

    /**
     * Returns {@code id} if an experiment may have it.
     *
     * @throws IllegalArgumentException if not
     */
    public static String check(String id) {
        if (DocumentKey.STORE_SCOPE.equals(id)) {
            throw new IllegalArgumentException("The experiment id " + Names.quote(id)
                    + " is the one under which a store keeps what it knows of itself; choose another.");
        }
        if (DocumentKey.TEMPLATE_SCOPE.equals(id)) {
            throw new IllegalArgumentException("The experiment id " + Names.quote(id)
                    + " is the one under which a store keeps templates of pipelines; choose another.");
        }
        return Names.check("experiment id", id);
    }

    /** Those of which {@code documents} shows anything, sorted. */
    public static List<String> of(DocumentStore documents) {
        return documents.scopes().stream()
                .filter(scope -> !scope.equals(DocumentKey.STORE_SCOPE) && !scope.equals(DocumentKey.TEMPLATE_SCOPE))
                .filter(scope -> documents.kinds(scope).stream().anyMatch(kind -> isThere(documents, scope, kind)))
                .sorted()
                .toList();
    }

    private static boolean isThere(DocumentStore documents, String scope, String kind) {
        try (Stream<DocumentKey> keys = documents.keys(scope, kind)) {
            return keys.findAny().isPresent();
        }
    }
}
