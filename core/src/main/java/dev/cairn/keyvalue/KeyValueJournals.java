package dev.cairn.keyvalue;

import dev.cairn.ConflictException;
import dev.cairn.CorruptException;
import dev.cairn.spi.BlobRef;
import dev.cairn.spi.BlobSink;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.JournalEntry;
import dev.cairn.spi.JournalKey;
import dev.cairn.spi.JournalLine;
import dev.cairn.spi.JournalPage;
import dev.cairn.spi.JournalStore;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Keeps each entry as a {@link JournalLine} under its position, which is the number of those before it. */
final class KeyValueJournals implements JournalStore {
    private static final String JOURNAL = "journal";
    private static final String ENTRY = "entry";
    private static final int SEALED_AT_ONCE = 500;

    private final GuardedStore store;
    private final Keys keys;
    private final KeyValueBlobs blobs;

    KeyValueJournals(GuardedStore store, KeyValueBlobs blobs) {
        this.store = store;
        this.keys = new Keys(store);
        this.blobs = blobs;
    }

    @Override
    public long append(JournalKey key, List<String> entries) {
        List<byte[]> lines = lines(entries);
        return store.change(batch -> add(batch, key, end(key), lines));
    }

    @Override
    public long append(JournalKey key, long end, List<String> entries) {
        List<byte[]> lines = lines(entries);
        return store.change(batch -> {
            long there = end(key);
            if (there != end) {
                throw new ConflictException(
                        "The " + key + " in " + store.location() + " ends behind " + there + " entries, not behind "
                                + end + ": somebody else changed it. Nothing was appended; read on from there.",
                        there);
            }
            return add(batch, key, end, lines);
        });
    }

    private static List<byte[]> lines(List<String> entries) {
        return entries.stream().map(JournalLine::encode).toList();
    }

    private static long add(GuardedStore.Batch batch, JournalKey key, long from, List<byte[]> lines) {
        long end = from;
        for (byte[] line : lines) {
            batch.put(name(key, end++), line);
        }
        if (!lines.isEmpty()) {
            batch.put(name(key), SummedText.encode(Long.toString(end)));
        }
        return end;
    }

    @Override
    public void force(JournalKey key) {
        store.force();
    }

    @Override
    public JournalPage read(JournalKey key, long position, int limit) {
        if (position < 0 || limit < 0) {
            throw new IllegalArgumentException(
                    "A journal is read from zero or more, up to zero or more entries, not " + position + ", " + limit);
        }
        long next = Math.max(position, Math.min(end(key), position + limit));
        List<JournalEntry> entries = new ArrayList<>();
        List<String> damages = new ArrayList<>();
        for (long at = position; at < next; at++) {
            Optional<String> json =
                    Optional.ofNullable(store.get(name(key, at))).flatMap(JournalLine::decode);
            if (json.isPresent()) {
                entries.add(new JournalEntry(at, json.get()));
            } else {
                damages.add("The entry " + at + " of the " + key + " in " + store.location()
                        + " is gone or does not match its checksum.");
            }
        }
        return new JournalPage(entries, next, damages);
    }

    @Override
    public List<String> names(DocumentKey owner) {
        return keys.below(JOURNAL, owner.scope(), owner.kind(), owner.id()).toList();
    }

    @Override
    public Stream<DocumentKey> owners() {
        return keys.below(JOURNAL)
                .flatMap(scope -> keys.below(JOURNAL, scope)
                        .flatMap(kind -> keys.below(JOURNAL, scope, kind).map(id -> new DocumentKey(scope, kind, id))));
    }

    @Override
    public BlobRef seal(JournalKey key) {
        try (BlobSink sink = blobs.create(key.owner().scope())) {
            long end = end(key);
            for (long at = 0; at < end; at += SEALED_AT_ONCE) {
                read(key, at, SEALED_AT_ONCE).entries().forEach(entry -> sink.write(JournalLine.encode(entry.json())));
            }
            return sink.commit();
        }
    }

    @Override
    public void delete(JournalKey key) {
        store.change(batch -> {
            remove(batch, key);
            return true;
        });
    }

    @Override
    public boolean delete(JournalKey key, long end) {
        return store.change(batch -> {
            boolean there = end(key) == end;
            if (there) {
                remove(batch, key);
            }
            return there;
        });
    }

    private void remove(GuardedStore.Batch batch, JournalKey key) {
        batch.remove(name(key));
        keys.below(ENTRY, name(key)).forEach(position -> batch.remove(Keys.of(ENTRY, name(key), position)));
    }

    private long end(JournalKey key) {
        byte[] row = store.get(name(key));
        String end = row == null ? "0" : SummedText.decode(row);
        if (end == null) {
            throw new CorruptException("The length of the " + key + " in " + store.location()
                    + " is damaged. Restore it from a replica or a backup, or delete it.");
        }
        return Long.parseLong(end);
    }

    private static String name(JournalKey key) {
        return Keys.of(
                JOURNAL, key.owner().scope(), key.owner().kind(), key.owner().id(), key.name());
    }

    private static String name(JournalKey key, long position) {
        return Keys.of(ENTRY, name(key), HexFormat.of().toHexDigits(position));
    }
}
