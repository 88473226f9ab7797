package dev.cairn.testkit.faults;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * The steps that a backend is asked for, one for each method of the SPI that reaches its store. Closing a reader, a sink, a
 * stream or a hold is none, and neither is what a backend says of itself.
 */
public enum Operation {
    /** {@code documents().get}, of one key or many. */
    DOCUMENT_GET,
    /** {@code documents().head}. */
    DOCUMENT_HEAD,
    /** {@code documents().put}. */
    DOCUMENT_PUT,
    /** {@code documents().putAll}, all of it one step. */
    DOCUMENT_PUT_ALL,
    /** {@code documents().putNewer}. */
    DOCUMENT_PUT_NEWER,
    /** {@code documents().remove}. */
    DOCUMENT_REMOVE,
    /** {@code documents().removeAll}, all of it one step. */
    DOCUMENT_REMOVE_ALL,
    /** {@code documents().scopes}. */
    DOCUMENT_SCOPES,
    /** {@code documents().kinds}. */
    DOCUMENT_KINDS,
    /** {@code documents().keys}, all of the listing one step. */
    DOCUMENT_KEYS,
    /** {@code documents().scan}, all of the listing one step. */
    DOCUMENT_SCAN,
    /** {@code documents().modifiedSince}, all of the listing one step. */
    DOCUMENT_MODIFIED_SINCE,
    /** {@code blobs().create}. */
    BLOB_CREATE,
    /** {@code write} of a sink. */
    BLOB_WRITE,
    /** {@code commit} of a sink. */
    BLOB_COMMIT,
    /** {@code blobs().putAll}. */
    BLOB_PUT_ALL,
    /** {@code blobs().touch}. */
    BLOB_TOUCH,
    /** {@code blobs().open}. */
    BLOB_OPEN,
    /** {@code read} of a reader. */
    BLOB_READ,
    /** {@code blobs().list}, all of the listing one step. */
    BLOB_LIST,
    /** {@code blobs().scopes}. */
    BLOB_SCOPES,
    /** {@code blobs().now}. */
    BLOB_NOW,
    /** {@code blobs().sweep}. */
    BLOB_SWEEP,
    /** {@code journals().append}, wherever the journal ends or at an end. */
    JOURNAL_APPEND,
    /** {@code journals().force}. */
    JOURNAL_FORCE,
    /** {@code journals().read}. */
    JOURNAL_READ,
    /** {@code journals().names}, of one owner or many. */
    JOURNAL_NAMES,
    /** {@code journals().owners}, all of the listing one step. */
    JOURNAL_OWNERS,
    /** {@code journals().seal}. */
    JOURNAL_SEAL,
    /** {@code journals().delete}, wherever the journal ends or at an end. */
    JOURNAL_DELETE,
    /** {@code declare} of the index. */
    INDEX_DECLARE,
    /** {@code reindex} of the index. */
    INDEX_REINDEX,
    /** {@code rewrite} of the index. */
    INDEX_REWRITE,
    /** {@code find} of the index. */
    INDEX_FIND,
    /** {@code count} of the index. */
    INDEX_COUNT,
    /** {@code best} of the index. */
    INDEX_BEST,
    /** {@code fields} of the index. */
    INDEX_FIELDS,
    /** {@code hold} of the backend. */
    HOLD,
    /** {@code vacuum}. */
    VACUUM,
    /** {@code holdExclusively} of the backend. */
    HOLD_EXCLUSIVELY,
    /** {@code watch} of the backend. */
    WATCH;

    private static final Set<Operation> WRITES = EnumSet.of(
            DOCUMENT_PUT,
            DOCUMENT_PUT_ALL,
            DOCUMENT_PUT_NEWER,
            DOCUMENT_REMOVE,
            DOCUMENT_REMOVE_ALL,
            BLOB_CREATE,
            BLOB_WRITE,
            BLOB_COMMIT,
            BLOB_PUT_ALL,
            BLOB_TOUCH,
            BLOB_SWEEP,
            JOURNAL_APPEND,
            JOURNAL_FORCE,
            JOURNAL_SEAL,
            JOURNAL_DELETE,
            INDEX_DECLARE,
            INDEX_REINDEX,
            INDEX_REWRITE);

    /** Those that a full disk refuses. */
    static final Set<Operation> NEEDING_SPACE = Collections.unmodifiableSet(EnumSet.of(
            DOCUMENT_PUT,
            DOCUMENT_PUT_ALL,
            DOCUMENT_PUT_NEWER,
            BLOB_WRITE,
            BLOB_COMMIT,
            BLOB_PUT_ALL,
            JOURNAL_APPEND,
            JOURNAL_SEAL));

    /** Those whose answer can be damaged. */
    static final Set<Operation> DAMAGEABLE = Collections.unmodifiableSet(
            EnumSet.of(DOCUMENT_GET, DOCUMENT_HEAD, DOCUMENT_SCAN, DOCUMENT_MODIFIED_SINCE, BLOB_READ, JOURNAL_READ));

    /** The listings, which can break off. */
    static final Set<Operation> LISTINGS = Collections.unmodifiableSet(
            EnumSet.of(DOCUMENT_KEYS, DOCUMENT_SCAN, DOCUMENT_MODIFIED_SINCE, BLOB_LIST, JOURNAL_OWNERS));

    /** The writes of which a part can arrive. */
    static final Set<Operation> DIVISIBLE =
            Collections.unmodifiableSet(EnumSet.of(DOCUMENT_PUT_ALL, DOCUMENT_REMOVE_ALL, BLOB_WRITE, JOURNAL_APPEND));

    /** The writes that a store can be asked for twice. */
    static final Set<Operation> REPEATABLE = Collections.unmodifiableSet(EnumSet.of(
            DOCUMENT_PUT,
            DOCUMENT_PUT_ALL,
            DOCUMENT_PUT_NEWER,
            DOCUMENT_REMOVE,
            DOCUMENT_REMOVE_ALL,
            BLOB_PUT_ALL,
            BLOB_TOUCH,
            BLOB_SWEEP,
            JOURNAL_APPEND,
            JOURNAL_FORCE,
            JOURNAL_SEAL,
            JOURNAL_DELETE));

    /** Whether it may change what the store holds. */
    public boolean writes() {
        return WRITES.contains(this);
    }
}
