package dev.cairn.backend.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.spi.Digest;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * What a transaction of PostgreSQL tells all who listen: one notification, in the statement that makes its commit durable.
 *
 * <p>Its text is a line with the version and the sender, and a line for each document: scope, kind, id and revision, parted by
 * tabs, which no name holds; scope and kind are empty where they are those of the line before. Without such lines anything may
 * have changed.
 */
final class Notices {
    /** The most documents that a notification names. */
    static final int MOST = 100;

    /** PostgreSQL takes less than 8,000 bytes. */
    static final int MOST_BYTES = 7999;

    private static final String VERSION = "1";

    private final String channel;
    private final String sender = UUID.randomUUID().toString();

    /** The notices of one opening of a store. */
    Notices(String storeId) {
        // A digest, for an id may be longer than the name of a channel and hold anything.
        this.channel = "cairn_" + Digest.of(storeId.getBytes(UTF_8)).hex().substring(0, 32);
    }

    /** A document that changed, and the revision that it has at least. */
    record Change(DocumentKey key, long revision) {}

    /**
     * What somebody told.
     *
     * @param sender who
     * @param changes the documents that changed; empty if anything may have
     */
    record Notice(String sender, List<Change> changes) {}

    /** The name under which the notifications of the store are listened for: lower-case letters, digits and underscores. */
    String channel() {
        return channel;
    }

    /** Whether this opening sent {@code notice} itself. */
    boolean sent(Notice notice) {
        return notice.sender().equals(sender);
    }

    /** What to tell on the {@link #channel} when {@code documents} change. */
    String of(Collection<Document> documents) {
        List<Change> changes = documents.stream()
                .map(document -> new Change(document.key(), document.revision()))
                .toList();
        return encode(new Notice(sender, changes));
    }

    /** The text of {@code notice}, without its changes if they are too many or too long. */
    static String encode(Notice notice) {
        String head = VERSION + "\t" + notice.sender();
        StringBuilder text = new StringBuilder(head);
        String scope = "";
        String kind = "";
        for (Change change : notice.changes()) {
            DocumentKey key = change.key();
            text.append('\n').append(key.scope().equals(scope) ? "" : key.scope());
            text.append('\t').append(key.kind().equals(kind) ? "" : key.kind());
            text.append('\t').append(key.id());
            text.append('\t').append(change.revision());
            scope = key.scope();
            kind = key.kind();
        }
        boolean fits = notice.changes().size() <= MOST && text.toString().getBytes(UTF_8).length <= MOST_BYTES;
        return fits ? text.toString() : head;
    }

    /** Reads what was told; of what it does not understand, that anything may have changed. */
    static Notice decode(String text) {
        String[] lines = text.split("\n", -1);
        String[] head = lines[0].split("\t", -1);
        if (head.length != 2 || !head[0].equals(VERSION)) {
            return new Notice("", List.of());
        }
        try {
            List<Change> changes = new ArrayList<>();
            String scope = "";
            String kind = "";
            for (int i = 1; i < lines.length; i++) {
                String[] fields = lines[i].split("\t", -1);
                scope = fields[0].isEmpty() ? scope : fields[0];
                kind = fields[1].isEmpty() ? kind : fields[1];
                changes.add(new Change(new DocumentKey(scope, kind, fields[2]), Long.parseLong(fields[3])));
            }
            return new Notice(head[1], changes);
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            return new Notice("", List.of());
        }
    }
}
