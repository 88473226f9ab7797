package dev.cairn.testkit.faults;

import dev.cairn.spi.DocumentKey;
import java.util.List;

/**
 * One call that reached a backend.
 *
 * @param number its place among all steps of one {@link Faults}, from 1
 * @param store the location of the backend that was called
 * @param operation what was called
 * @param keys the documents that it is about, the owner for a journal; empty for listings and blobs
 * @param subject what it is about, for people; a blob that has its name by it in full
 */
public record Step(long number, String store, Operation operation, List<DocumentKey> keys, String subject) {
    public Step {
        keys = List.copyOf(keys);
    }

    /** For messages: {@code step 7, DOCUMENT_PUT of result 'run_017' in memory}. */
    @Override
    public String toString() {
        return "step " + number + ", " + operation + (subject.isEmpty() ? "" : " of " + subject) + " in " + store;
    }
}
