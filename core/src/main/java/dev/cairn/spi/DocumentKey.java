package dev.cairn.spi;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Names one document: the scope that it belongs to (an experiment), its kind (result, run, chain) and its id.
 *
 * <p>Scope and id are opaque: any Unicode text of 1 to 512 bytes in UTF-8 that is not blank and holds no control character.
 * {@code ../../x} is an ordinary id. A kind is chosen by code: lower-case letters, digits and hyphens, up to 64.
 * Immutable.
 */
public final class DocumentKey implements Comparable<DocumentKey> {
    /** The scope of everything that the user puts in no experiment. */
    public static final String DEFAULT_SCOPE = "default";

    /** The scope in which a store keeps what it knows of itself, such as its pairing; no experiment of a user's. */
    public static final String STORE_SCOPE = "_cairn";

    /** The scope of the templates of pipelines, which belong to no experiment; no experiment of a user's. */
    public static final String TEMPLATE_SCOPE = "_templates";

    /** The kind of documents by which a writer shows that it goes on: they are of the moment, so no other tier gets a copy. */
    public static final String HEARTBEAT = "heartbeat";

    /**
     * The kind of documents that say that others, which lived under a removed one, are still to be removed: while there is one, a count
     * looks at each document. Every tier that may have those has them too.
     */
    public static final String GRAVE = "grave";

    private static final int LONGEST_KIND = 64;

    private static final Comparator<DocumentKey> ORDER = Comparator.comparing(DocumentKey::scope)
            .thenComparing(DocumentKey::kind)
            .thenComparing(DocumentKey::id);

    private final String scope;
    private final String kind;
    private final String id;

    /**
     * Names a document.
     *
     * @param scope the scope; {@value #DEFAULT_SCOPE} where the user names none
     * @param kind the kind, such as {@code result}
     * @param id the id, unique within scope and kind
     */
    public DocumentKey(String scope, String kind, String id) {
        this.scope = Names.check("scope", scope);
        this.kind = checkKind(kind);
        this.id = Names.check("key", id);
    }

    /** Beside another one, whose scope and kind were checked. */
    private DocumentKey(DocumentKey other, String id) {
        this.scope = other.scope;
        this.kind = other.kind;
        this.id = Names.check("key", id);
    }

    public String scope() {
        return scope;
    }

    public String kind() {
        return kind;
    }

    public String id() {
        return id;
    }

    /** The key of the same scope and kind with another id. */
    public DocumentKey withId(String otherId) {
        return new DocumentKey(this, otherId);
    }

    /** Whether documents of that kind are of the moment, and of the store that they are in: nobody gets a copy of them. */
    public static boolean isMomentary(String kind) {
        return kind.equals(HEARTBEAT);
    }

    /** Returns {@code kind} if it can be the kind of a document. */
    public static String checkKind(String kind) {
        if (!isKind(kind)) {
            throw new IllegalArgumentException("The kind " + Names.quote(kind)
                    + " must be 1 to 64 lower-case letters, digits and hyphens, and begin with a letter.");
        }
        return kind;
    }

    private static boolean isKind(String kind) {
        if (kind.isEmpty() || kind.length() > LONGEST_KIND || !isLetter(kind.charAt(0))) {
            return false;
        }
        for (int i = 1; i < kind.length(); i++) {
            char c = kind.charAt(i);
            if (!isLetter(c) && (c < '0' || c > '9') && c != '-') {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z';
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DocumentKey that
                && id.equals(that.id)
                && kind.equals(that.kind)
                && scope.equals(that.scope);
    }

    @Override
    public int hashCode() {
        return (31 * scope.hashCode() + kind.hashCode()) * 31 + id.hashCode();
    }

    @Override
    public int compareTo(DocumentKey other) {
        return ORDER.compare(this, other);
    }

    /** For messages: {@code result 'run_001' of experiment 'truss'}. */
    @Override
    public String toString() {
        return kind + " " + Names.quote(id)
                + (scope.equals(DEFAULT_SCOPE) ? "" : " of experiment " + Names.quote(scope));
    }
}
