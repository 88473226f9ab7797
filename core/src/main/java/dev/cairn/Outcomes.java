package dev.cairn;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What became of an operation on many keys, of which some may have failed without stopping the others.
 *
 * @param succeeded what came of each key that succeeded, in the order asked for
 * @param failed why the others did not, in the order asked for
 * @param <T> what one operation returns
 */
public record Outcomes<T>(Map<String, T> succeeded, Map<String, StorageException> failed) {
    public Outcomes {
        succeeded = Collections.unmodifiableMap(new LinkedHashMap<>(succeeded));
        failed = Collections.unmodifiableMap(new LinkedHashMap<>(failed));
    }

    /** Whether none failed. */
    public boolean isComplete() {
        return failed.isEmpty();
    }

    /** What came of all of them; throws the first failure, with the others attached to it, if there is one. */
    public Map<String, T> orElseThrow() {
        if (!failed.isEmpty()) {
            StorageException first = failed.values().iterator().next();
            failed.values().stream().filter(other -> !other.equals(first)).forEach(first::addSuppressed);
            throw first;
        }
        return succeeded;
    }
}
