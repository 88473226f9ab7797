package dev.cairn.testkit.faults;

import dev.cairn.spi.Digest;
import dev.cairn.spi.DocumentKey;
import java.util.Collection;
import java.util.List;

/** Lets the calls of one store pass as steps. */
record Steps(Faults faults, String store) {
    Passage enter(Operation operation, String subject) {
        return faults.enter(store, operation, List.of(), subject);
    }

    Passage enter(Operation operation, DocumentKey key) {
        return faults.enter(store, operation, List.of(key), key.toString());
    }

    Passage enter(Operation operation, List<DocumentKey> keys) {
        return faults.enter(
                store, operation, keys, keys.size() == 1 ? keys.get(0).toString() : keys.size() + " documents");
    }

    Passage enter(Operation operation, String scope, Collection<Digest> digests) {
        return enter(
                operation,
                (digests.size() == 1 ? blob(digests.iterator().next()) : digests.size() + " blobs") + " of scope '"
                        + scope + "'");
    }

    static String blob(Digest digest) {
        return "blob " + digest.hex();
    }
}
