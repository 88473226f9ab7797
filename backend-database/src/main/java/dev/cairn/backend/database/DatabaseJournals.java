package dev.cairn.backend.database;

import dev.cairn.ConflictException;
import dev.cairn.spi.BlobRef;
import dev.cairn.spi.BlobSink;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.JournalEntry;
import dev.cairn.spi.JournalKey;
import dev.cairn.spi.JournalPage;
import dev.cairn.spi.JournalStore;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.hibernate.StatelessSession;
import org.hibernate.query.CommonQueryContract;

/**
 * Keeps journals as rows, one for each entry. Whoever appends locks the row of the journal, so that positions are without
 * gaps and become visible in their order.
 */
final class DatabaseJournals implements JournalStore {
    private static final int SEALED_AT_ONCE = 500;
    private static final String OF_OWNER = " where scope = :scope and kind = :kind and id = :id";

    private final Transactions transactions;
    private final DatabaseBlobs blobs;
    private final JournalOwners owners;
    private final String location;

    DatabaseJournals(Transactions transactions, Product product, DatabaseBlobs blobs, String location) {
        this.transactions = transactions;
        this.blobs = blobs;
        this.owners = new JournalOwners(transactions, product);
        this.location = location;
    }

    @Override
    public long append(JournalKey key, List<String> entries) {
        List<byte[]> whole = bytes(key, entries);
        return transactions.write(
                "append to " + key, session -> append(session, key, whole, find(session, key, " for update")));
    }

    @Override
    public long append(JournalKey key, long end, List<String> entries) {
        List<byte[]> whole = bytes(key, entries);
        return transactions.write("append to " + key, session -> {
            Optional<Object[]> row = find(session, key, " for update");
            long present = row.map(found -> (Long) found[1]).orElse(0L);
            if (present != end) {
                throw new ConflictException(
                        "The " + key + " in " + location + " ends behind " + present + " entries, not behind " + end
                                + ": somebody else changed it. Nothing was appended; read on from there.",
                        present);
            }
            return append(session, key, whole, row);
        });
    }

    private static List<byte[]> bytes(JournalKey key, List<String> entries) {
        List<byte[]> whole = entries.stream()
                .map(JournalEntry::check)
                .map(entry -> entry.getBytes(StandardCharsets.UTF_8))
                .toList();
        whole.forEach(entry -> Limits.check("An entry of the " + key, entry.length));
        return whole;
    }

    private static long append(StatelessSession session, JournalKey key, List<byte[]> entries, Optional<Object[]> row) {
        long position = row.map(found -> (Long) found[1]).orElse(0L);
        if (entries.isEmpty()) {
            return position;
        }
        long next = position + entries.size();
        long pk = row.map(found -> (Long) found[0]).orElseGet(() -> begin(session, key, next));
        List<JournalEntryRow> rows = new ArrayList<>(entries.size());
        for (byte[] entry : entries) {
            rows.add(new JournalEntryRow(pk, position + rows.size(), entry));
        }
        session.insertMultiple(rows);
        if (row.isPresent()) {
            session.createMutationQuery("update JournalRow j set j.next = :next where j.pk = :pk")
                    .setParameter("next", next)
                    .setParameter("pk", pk)
                    .executeUpdate();
        }
        return next;
    }

    private static long begin(StatelessSession session, JournalKey key, long next) {
        JournalRow row = new JournalRow(key, next);
        session.insert(row);
        return row.pk();
    }

    /** Key and next position of a journal. */
    private static Optional<Object[]> find(StatelessSession session, JournalKey key, String lock) {
        var query = session.createNativeQuery(
                        "select pk, next from {h-schema}journal" + OF_OWNER + " and name = :name" + lock,
                        Object[].class)
                .addScalar("pk", Long.class)
                .addScalar("next", Long.class);
        of(key.owner(), query);
        return query.setParameter("name", key.name()).getResultList().stream().findFirst();
    }

    private static void of(DocumentKey owner, CommonQueryContract query) {
        query.setParameter("scope", owner.scope());
        query.setParameter("kind", owner.kind());
        query.setParameter("id", owner.id());
    }

    /** A write that commits durably makes all that was committed before it durable too. */
    @Override
    public void force(JournalKey key) {
        transactions.writeDurably("force " + key, session -> {
            var query = session.createNativeMutationQuery(
                    "update {h-schema}journal set next = next" + OF_OWNER + " and name = :name");
            of(key.owner(), query);
            return query.setParameter("name", key.name()).executeUpdate();
        });
    }

    @Override
    public JournalPage read(JournalKey key, long position, int limit) {
        if (position < 0 || limit <= 0) {
            throw new IllegalArgumentException("A journal is read from zero or more, and at least one entry, not from "
                    + position + " and " + limit + ".");
        }
        List<Object[]> rows = transactions.read("read " + key, session -> {
            var query = session.createNativeQuery(
                            "select e.position as position, e.crc32c as crc32c, e.entry as entry "
                                    + "from {h-schema}journal_entry e join {h-schema}journal j on j.pk = e.journal "
                                    + "where j.scope = :scope and j.kind = :kind and j.id = :id and j.name = :name "
                                    + "and e.position >= :position order by e.journal, e.position",
                            Object[].class)
                    .addScalar("position", Long.class)
                    .addScalar("crc32c", Integer.class)
                    .addScalar("entry", byte[].class);
            of(key.owner(), query);
            return query.setParameter("name", key.name())
                    .setParameter("position", position)
                    .setMaxResults(limit)
                    .getResultList();
        });
        return page(key, position, rows);
    }

    private JournalPage page(JournalKey key, long position, List<Object[]> rows) {
        List<JournalEntry> entries = new ArrayList<>(rows.size());
        List<String> damages = new ArrayList<>();
        long next = position;
        for (Object[] row : rows) {
            long at = (Long) row[0];
            byte[] entry = (byte[]) row[2];
            if (at > next) {
                damages.add("The entries " + next + " to " + (at - 1) + " of the " + key + " in " + location
                        + " are gone.");
            }
            if (JournalEntryRow.sum(entry) == (Integer) row[1]) {
                entries.add(new JournalEntry(at, new String(entry, StandardCharsets.UTF_8)));
            } else {
                damages.add("The entry " + at + " of the " + key + " in " + location + " does not match its checksum.");
            }
            next = at + 1;
        }
        return new JournalPage(entries, next, damages);
    }

    @Override
    public List<String> names(DocumentKey owner) {
        List<String> names = transactions.read("list the journals of " + owner, session -> {
            var query = session.createNativeQuery("select name from {h-schema}journal" + OF_OWNER, String.class)
                    .addScalar("name", String.class);
            of(owner, query);
            return query.getResultList();
        });
        return names.stream().sorted().toList();
    }

    @Override
    public Map<DocumentKey, List<String>> names(List<DocumentKey> of) {
        return owners.names(of);
    }

    @Override
    public Stream<DocumentKey> owners() {
        return owners.list();
    }

    @Override
    public BlobRef seal(JournalKey key) {
        try (BlobSink sink = blobs.create(key.owner().scope())) {
            JournalPage page = read(key, 0, SEALED_AT_ONCE);
            while (page.next() > 0) {
                page.entries().forEach(entry -> sink.write(line(entry.json())));
                long position = page.next();
                page = read(key, position, SEALED_AT_ONCE);
                if (page.next() == position) {
                    break;
                }
            }
            return sink.commit();
        }
    }

    private static byte[] line(String entry) {
        int sum = JournalEntryRow.sum(entry.getBytes(StandardCharsets.UTF_8));
        String hex = HexFormat.of().toHexDigits(sum);
        return ("{\"crc32c\":\"" + hex + "\",\"entry\":" + entry + "}\n").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void delete(JournalKey key) {
        transactions.writeDurably("delete " + key, session -> {
            var query =
                    session.createNativeMutationQuery("delete from {h-schema}journal" + OF_OWNER + " and name = :name");
            of(key.owner(), query);
            return query.setParameter("name", key.name()).executeUpdate();
        });
    }

    @Override
    public boolean delete(JournalKey key, long end) {
        return transactions.writeDurably("delete " + key, session -> {
            Optional<Object[]> row = find(session, key, " for update");
            if (row.isPresent() && (Long) row.get()[1] == end) {
                session.createNativeMutationQuery("delete from {h-schema}journal where pk = :pk")
                        .setParameter("pk", (Long) row.get()[0])
                        .executeUpdate();
                return true;
            }
            return row.isEmpty() && end == 0;
        });
    }
}
